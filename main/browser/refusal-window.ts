/**
 * Shows the page of a refused start in a window of its own: who starts from a menu has no terminal to read. The page is a
 * file, because nothing of us runs any more when it is read; it lies in the person's data folder, or where that takes nothing
 * among the system's temporary places.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLastPage } from "./browsers";

export interface RefusalWindow {
  /** Chromium; null where there is none, and any program for pages must do. */
  readonly browser: string | null;
  /** Null where the data folder is not to be touched. */
  readonly dataFolder: string | null;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A browser that cannot open its window ends within this time. */
const SETTLE_MS = 1_500;

/** Whether the page is shown, as far as can be known. */
export async function showRefusal(html: string, window: RefusalWindow): Promise<boolean> {
  if (!hasDesktop(window)) return false;
  for (const place of placesOf(window)) {
    const folder = place();
    if (folder === null) continue;
    const page = join(folder, "not-started.html");
    if (!written(page, html)) continue;
    const { browser, platform, env } = window;
    return stands(openLastPage({ browser, page, profileFolder: join(folder, "browser"), system: { platform, env } }));
  }
  return false;
}

const hasDesktop = ({ platform, env }: RefusalWindow): boolean =>
  platform === "win32" || platform === "darwin" || (env.DISPLAY ?? "") !== "" || (env.WAYLAND_DISPLAY ?? "") !== "";

type Place = () => string | null;

/** The data folder first: its browser profile is the workstation's own. Others only for this once. */
function placesOf({ dataFolder, env }: RefusalWindow): readonly Place[] {
  const passing = [tmpdir(), env.XDG_RUNTIME_DIR ?? "", "/dev/shm"].filter((folder) => folder !== "");
  return [
    () => (dataFolder === null ? null : made(dataFolder)),
    ...passing.map(
      (folder): Place =>
        () =>
          passingFolder(folder),
    ),
  ];
}

function made(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    return folder;
  } catch {
    return null;
  }
}

function passingFolder(above: string): string | null {
  try {
    return mkdtempSync(join(above, "caibian-"));
  } catch {
    return null;
  }
}

/** The page tells where the person's data lies: nobody else's business. */
function written(page: string, html: string): boolean {
  try {
    writeFileSync(page, html, { mode: 0o600 });
    return true;
  } catch {
    rmSync(page, { force: true });
    return false;
  }
}

/** Explorer ends with 1 whenever it has opened something. */
function stands(child: ReturnType<typeof openLastPage>): Promise<boolean> {
  const explorer = child.spawnfile === "explorer.exe";
  return new Promise((done) => {
    const timer = setTimeout(() => {
      child.unref();
      done(true);
    }, SETTLE_MS);
    const answer = (shown: boolean) => {
      clearTimeout(timer);
      done(shown);
    };
    child.once("error", () => answer(false));
    child.once("exit", (code) => answer(code === 0 || (explorer && code === 1)));
  });
}
