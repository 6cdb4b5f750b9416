/** The machine as the checks of a start ask it: real disk, real fonts, real process. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { access, chmod, constants, mkdir, open, readdir, rm } from "node:fs/promises";
import { url } from "node:inspector";
import { dirname, join } from "node:path";
import { BALLAST_NAME } from "../journal/space";
import type { FolderPort } from "./data-folder";
import type { ProcessFacts } from "./debugging";

const FONTS_MS = 3_000;

export const diskFolder: FolderPort = {
  make: async (folder) => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      // Node says ENOENT of a folder below one that takes no new name; that one says why.
      await access(await nearest(folder), constants.W_OK);
      throw error;
    }
  },
  closeToOthers: async (folder) => {
    try {
      await chmod(folder, 0o700);
    } catch (error) {
      // On a share or a file system without rights there is nothing to take; whether it can be written shows next.
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code !== "EPERM" && code !== "ENOTSUP" && code !== "EROFS") throw error;
    }
  },
  tryWriting: async (folder) => {
    const path = join(folder, `.start-${randomUUID()}.probe`);
    try {
      const file = await open(path, "wx", 0o600);
      try {
        // More than fits into an inode: a full disk takes an empty file.
        await file.writeFile(new Uint8Array(16_384));
        await file.datasync();
      } finally {
        await file.close();
      }
    } finally {
      await rm(path, { force: true });
    }
  },
  stores: async (folder) => {
    const stores = join(folder, "desk", "stores");
    const names = await namesIn(stores);
    const found = await Promise.all(names.map((name) => namesIn(join(stores, name))));
    const ballast = await Promise.all(
      names.map(async (name) => {
        const journal = join(stores, name, "journal");
        return (await namesIn(journal)).includes(BALLAST_NAME) ? [join(journal, BALLAST_NAME)] : [];
      }),
    );
    return { count: found.filter((files) => files.length > 0).length, ballast: ballast.flat() };
  },
  remove: (file) => rm(file, { force: true }),
};

/** Of a folder that may not be there. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}

/** The folder itself or the first above it that exists. */
async function nearest(folder: string): Promise<string> {
  try {
    await access(folder, constants.F_OK);
    return folder;
  } catch (error) {
    const above = dirname(folder);
    if (above === folder) throw error;
    return nearest(above);
  }
}

/** How many fonts can show Chinese, by fontconfig; null on systems without it. */
export function countChineseFonts(platform: NodeJS.Platform): Promise<number | null> {
  if (platform !== "linux") return Promise.resolve(null);
  return new Promise((done) => {
    execFile("fc-list", [":lang=zh", "family"], { timeout: FONTS_MS, encoding: "utf8" }, (error, text) =>
      done(error === null ? text.split("\n").filter((line) => line.trim() !== "").length : null),
    );
  });
}

export const thisProcess = (args: readonly string[], env: ProcessFacts["env"]): ProcessFacts => ({
  runtimeSwitches: process.execArgv,
  args,
  env,
  inspector: url(),
});

/** Without a listener this signal starts Node's inspector in a running process. */
export function keepInspectorShut(): void {
  if (process.platform !== "win32") process.on("SIGUSR1", () => undefined);
}
