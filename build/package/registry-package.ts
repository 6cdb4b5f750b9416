/** A package of another system, which npm did not install here: by npm itself, held against the lock file's digest. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { lockedPackages } from "./locked-packages";
import { readTarGz, type TarFile } from "./tar";

/** The package's archive; null when the lock file has none that could be checked. */
export type FetchPackage = (packagePath: string) => Promise<Uint8Array | null>;

/** Keeps archives in `cache`, so that a second run needs no network. */
export function fromRegistry(root: string, cache: string): FetchPackage {
  const locked = lockedPackages(root);
  return async (packagePath) => {
    const entry = locked.get(packagePath);
    if (entry?.integrity === undefined) return null;
    const name = packagePath.slice("node_modules/".length);
    const file = join(cache, `${name.replaceAll("/", "-")}-${entry.version}.tgz`);
    if (!existsSync(file)) pull(`${name}@${entry.version}`, file);
    const bytes = readFileSync(file);
    const found = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
    if (found !== entry.integrity) throw new Error(`${basename(file)} 与 package-lock.json 记录的摘要不符，没有采用。`);
    return bytes;
  };
}

function pull(what: string, file: string): void {
  const folder = `${file}.part`;
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync("npm", ["pack", what, "--silent", "--pack-destination", folder], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const [made] = readdirSync(folder);
  if (status !== 0 || made === undefined) throw new Error(`没有取到 ${what}：${stderr}`);
  renameSync(join(folder, made), file);
}

/** Files of an npm archive, whose first folder has any name. */
export const packageFile = (archive: Uint8Array): TarFile[] =>
  readTarGz(archive).map((file) => ({ ...file, path: file.path.replace(/^[^/]+\//, "") }));
