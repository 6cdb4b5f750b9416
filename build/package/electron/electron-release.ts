/** The Electron that a package is made of: an unpacked release for the target, or a stand-in where a dry run has none. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { PackageOptions } from "../options";
import { makeStandIn } from "./stand-in";

export interface ElectronRelease {
  readonly folder: string;
  readonly version: string;
  readonly standIn: boolean;
}

/** @throws Error, with what to give, when there is no release and this is no dry run, or when it is another version */
export function electronRelease(options: PackageOptions, work: string): ElectronRelease {
  const { root, target, dryRun, node } = options;
  const version = installedVersion(root);
  const hosts =
    target.os === hostOs() && target.arch === process.arch ? join(root, "node_modules/electron/dist") : null;
  const folder = node ?? hosts;
  if (folder !== null && existsSync(join(folder, "version"))) {
    const found = readFileSync(join(folder, "version"), "utf8").trim().replace(/^v/, "");
    if (found !== version) throw new Error(`${folder} 是 Electron ${found}，本项目用的是 ${version}。`);
    return { folder, version, standIn: false };
  }
  if (!dryRun) {
    throw new Error(
      `没有 ${target.os}-${target.arch} 的 Electron ${version}：请解开它的发行包，用 --node 指明文件夹；只检查打包过程请加 --dry-run。`,
    );
  }
  const standIn = join(work, "electron");
  makeStandIn(standIn, target, version);
  return { folder: standIn, version, standIn: true };
}

const hostOs = (): string => (process.platform === "win32" ? "win" : process.platform);

const installedVersion = (root: string): string =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, "node_modules/electron/package.json"), "utf8"))).version;
