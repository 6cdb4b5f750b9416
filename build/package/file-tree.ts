/** Folders of a package on disk: listed, put into one order, one time and plain modes. */
import { createHash } from "node:crypto";
import { chmodSync, lstatSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FILES_FILE, type FileList, fileList } from "../../shared/update/files";

/** Regular files below `folder`, forward slashes, sorted by code unit as the list's schema wants it. @throws Error for a link */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => {
      const entry = lstatSync(join(folder, name));
      if (!entry.isDirectory() && !entry.isFile()) throw new Error(`软件包里不能有链接或设备：${name}`);
      return entry.isFile();
    })
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Writes `files.json` at the top of a version's folder. */
export function writeFileList(folder: string, version: string): FileList {
  const files = filesIn(folder)
    .filter((path) => path !== FILES_FILE)
    .map((path) => {
      const bytes = readFileSync(join(folder, path));
      return {
        path,
        size: bytes.length,
        mode: 0o644,
        sha256: `sha-256:${createHash("sha256").update(bytes).digest("hex")}`,
      };
    });
  const list = fileList.parse({ format: "caibian-files", version, files });
  writeFileSync(join(folder, FILES_FILE), `${JSON.stringify(list, null, 1)}\n`);
  return list;
}

/** Whatever umask and clock the build had: 0755 for folders and the programs named, 0644 for the rest, all of one time. */
export function settle(folder: string, programs: readonly string[], at: Date): void {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  for (const name of ["", ...all]) {
    const path = join(folder, name);
    chmodSync(path, lstatSync(path).isDirectory() || programs.includes(name) ? 0o755 : 0o644);
    utimesSync(path, at, at);
  }
}

/** Bytes of all files. */
export const sizeOf = (folder: string): number =>
  filesIn(folder).reduce((total, name) => total + lstatSync(join(folder, name)).size, 0);
