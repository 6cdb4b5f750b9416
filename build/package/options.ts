/** The arguments of `npm run package`. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { newDocumentKey } from "../../node/document-key";
import { publicHalves } from "../../node/sealed-key";
import { type Edition, edition, releaseVersion } from "../../shared/model/build-identity";
import type { DocumentKey } from "../../shared/trust/document-signature";

export interface Target {
  readonly os: "linux" | "win";
  readonly arch: "x64" | "arm64";
}

export const packageKind = z.enum(["payload", "deb", "rpm", "nsis", "msi"]);
export type PackageKind = z.infer<typeof packageKind>;

export interface PackageOptions {
  readonly edition: Edition;
  readonly target: Target;
  readonly version: string;
  readonly policyKeys: readonly DocumentKey[];
  readonly releaseKeys: readonly DocumentKey[];
  /** Everything but the packages themselves. */
  readonly dryRun: boolean;
  /** Project folder. */
  readonly root: string;
  readonly out: string;
  /** Folder of an unpacked Node for the target; null: the runtime that runs this. */
  readonly node: string | null;
  /** Packages wanted; all of the system when empty. */
  readonly kinds: readonly PackageKind[];
  /** `gzip` packs quickly, `xz` small. */
  readonly compression: "gzip" | "xz";
}

export const usage = `用法：npm run package -- --edition browser|electron --policy-keys 文件 --release-keys 文件
  [--os linux|win] [--arch x64|arm64] [--version 主.次.修] [--out 文件夹] [--node 文件夹] [--kinds payload,deb,rpm,nsis,msi]
  [--compression gzip|xz] [--dry-run]
  --policy-keys、--release-keys：公钥的 JSON 数组；也可给签名密钥文件，只取其中的公钥。换密钥时可写多次。
  --node：为其他系统或处理器打包时，解开的 Node.js 发行包（含 bin/node 或 node.exe 和 LICENSE）；Electron 版为解开的 Electron 发行包。
  --dry-run：不留下软件包，可以不给公钥；Electron 版没有 Electron 的程序时用替身。`;

/** @throws Error in Chinese for arguments that make no package */
export function readOptions(args: readonly string[], root: string): PackageOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      edition: { type: "string" },
      os: { type: "string", default: "linux" },
      arch: { type: "string", default: process.arch },
      version: { type: "string" },
      "policy-keys": { type: "string", multiple: true },
      "release-keys": { type: "string", multiple: true },
      "dry-run": { type: "boolean", default: false },
      out: { type: "string", default: "out/package" },
      node: { type: "string" },
      kinds: { type: "string", default: "" },
      compression: { type: "string", default: "gzip" },
    },
  });
  return {
    edition: named("--edition", edition, values.edition),
    target: {
      os: named("--os", z.enum(["linux", "win"]), values.os),
      arch: named("--arch", z.enum(["x64", "arm64"]), values.arch),
    },
    version: named("--version", releaseVersion, values.version ?? versionOfSources(root)),
    policyKeys: readKeys("--policy-keys", values["policy-keys"], values["dry-run"]),
    releaseKeys: readKeys("--release-keys", values["release-keys"], values["dry-run"]),
    dryRun: values["dry-run"],
    root,
    out: resolve(values.out),
    node: values.node === undefined ? null : resolve(values.node),
    kinds: values.kinds.split(",").flatMap((kind) => (kind === "" ? [] : [named("--kinds", packageKind, kind)])),
    compression: named("--compression", z.enum(["gzip", "xz"]), values.compression),
  };
}

function named<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${name} ${value === undefined ? "没有给出" : `不能是 ${String(value)}`}。`);
  return parsed.data;
}

const versionOfSources = (root: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"))).version;

function readKeys(name: string, files: readonly string[] | undefined, dryRun: boolean): readonly DocumentKey[] {
  // Nothing of a dry run is given to anybody; its key is thrown away.
  if (files === undefined && dryRun) return [newDocumentKey({ keyId: "dry-run", algorithm: "ed25519" }).key];
  if (files === undefined) throw new Error(`${name} 没有给出：锁定版必须固定公钥。`);
  return files.flatMap((file) => keysIn(name, file));
}

function keysIn(name: string, file: string): readonly DocumentKey[] {
  try {
    return publicHalves(readFileSync(resolve(file), "utf8"));
  } catch (cause) {
    throw new Error(`${name} ${file} 不是公钥文件。`, { cause });
  }
}
