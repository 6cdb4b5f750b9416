/** What lies in the folder of packages, told by its names: system, processor, kind, version. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { hashesOf } from "../../node/file-hashes";
import { tarEvents } from "../../node/tar-reader";
import { digestOf } from "../../shared/digest";
import { type BuildIdentity, buildIdentity, type Edition } from "../../shared/model/build-identity";
import { STORE_SCHEMA } from "../../shared/store/store-version";
import { FILES_FILE, fileList } from "../../shared/update/files";
import type { Artifact, ArtifactKind, UpdateArch, UpdateOs } from "../../shared/update/manifest";
import { ReleaseFault } from "./fault";

const endings: readonly (readonly [string, ArtifactKind, UpdateOs | null])[] = [
  [".tar.gz", "payload", null],
  [".deb", "deb", "linux"],
  [".rpm", "rpm", "linux"],
  [".AppImage", "appimage", "linux"],
  [".exe", "nsis", "windows"],
  [".msi", "msi", "windows"],
];
const processors: Readonly<Record<string, UpdateArch>> = {
  x64: "x64",
  amd64: "x64",
  x86_64: "x64",
  arm64: "arm64",
  aarch64: "arm64",
};

interface Named {
  readonly file: string;
  readonly kind: ArtifactKind;
  readonly os: UpdateOs;
  readonly arch: UpdateArch;
  readonly version: string;
  /** Where the name says it. */
  readonly edition: Edition | null;
}

/** Null for a file that is no artifact. */
export function namedArtifact(file: string): Named | null {
  const ending = endings.find(([suffix]) => file.endsWith(suffix));
  const version = /(?<![\d.])\d+\.\d+\.\d+(?![\d.]*\d)/.exec(file)?.[0];
  const processor = /(?<![a-z0-9])(x64|amd64|x86_64|arm64|aarch64)(?![a-z0-9])/.exec(file)?.[1];
  if (ending === undefined || version === undefined || processor === undefined) return null;
  const arch = processors[processor];
  const os = ending[2] ?? (/-linux-/.test(file) ? "linux" : /-win(dows)?-/.test(file) ? "windows" : null);
  if (arch === undefined || os === null) return null;
  const edition = file.includes("electron") ? "electron" : file.includes("browser") ? "browser" : null;
  return { file, kind: ending[1], os, arch, version, edition };
}

export interface Found {
  readonly version: string;
  readonly edition: Edition;
  readonly artifacts: readonly Artifact[];
  /** Files that are no artifacts of this version. */
  readonly passedOver: readonly string[];
}

interface Wanted {
  readonly version: string | null;
  readonly edition: Edition | null;
}

/** @throws ReleaseFault when the folder does not say one version of one edition */
export async function findArtifacts(folder: string, wanted: Wanted): Promise<Found> {
  const names = await namesIn(folder);
  const all = names.flatMap((file) => namedArtifact(file) ?? []);
  const fitting = all.filter(
    ({ edition }) => wanted.edition === null || edition === null || edition === wanted.edition,
  );
  const version = wanted.version ?? onlyOne("版本", new Set(fitting.map((one) => one.version)), "--version");
  const chosen = fitting.filter((one) => one.version === version);
  if (chosen.length === 0) throw new ReleaseFault(`${folder} 里没有 ${version} 版的安装包或更新包`);
  const named = new Set(chosen.flatMap(({ edition }) => edition ?? []));
  const edition = wanted.edition ?? onlyOne("版本形态", named, "--edition");
  const artifacts: Artifact[] = [];
  for (const one of chosen) artifacts.push(await described(folder, one, { version, edition }));
  const isUsed = (name: string) => chosen.some(({ file }) => file === name || `${file}.blockmap` === name);
  return { version, edition, artifacts, passedOver: names.filter((name) => !isUsed(name)) };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
  } catch (cause) {
    throw new ReleaseFault(`读不到文件夹 ${folder}`, { cause });
  }
}

function onlyOne<T extends string>(what: string, values: ReadonlySet<T>, option: string): T {
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) return only;
  const found = only === undefined ? "没有找到" : `有 ${[...values].sort().join("、")}`;
  throw new ReleaseFault(`文件夹里的${what}不是唯一的（${found}），请用 ${option} 指明`);
}

type Is = Pick<Found, "version" | "edition">;

async function described(folder: string, { file, kind, os, arch }: Named, is: Is): Promise<Artifact> {
  const place = join(folder, file);
  const blockmap = await hashesOf(`${place}.blockmap`).catch(() => null);
  return {
    os,
    arch,
    kind,
    file,
    ...(await hashesOf(place)),
    ...(kind === "payload" ? { files: await filesDigest(place, is) } : {}),
    ...(blockmap === null
      ? {}
      : { blockmap: { file: `${file}.blockmap`, size: blockmap.size, sha256: blockmap.sha256 } }),
  };
}

const looked = [FILES_FILE, "node/build.json"];

/** Every file of a payload is held against its list here, before anybody signs for it. @throws ReleaseFault */
async function filesDigest(file: string, { version, edition }: Is): Promise<string> {
  const { texts, hashes } = await payloadContents(file).catch((cause: unknown) => {
    throw new ReleaseFault(`${file} 不是完整的更新包`, { cause });
  });
  const [list, build] = looked.map((name) => texts.get(name));
  if (list === undefined || build === undefined) throw new ReleaseFault(`${file} 里缺少 ${looked.join(" 或 ")}`);
  const { files, ...about } = parsed(file, () => fileList.parse(JSON.parse(list.toString("utf8"))));
  const identity: BuildIdentity = parsed(file, () => buildIdentity.parse(JSON.parse(build.toString("utf8"))));
  const differs = files.find(({ path, sha256 }) => hashes.get(path) !== sha256);
  if (differs !== undefined || hashes.size !== files.length + 1)
    throw new ReleaseFault(`${file} 的内容与它的文件清单不符${differs === undefined ? "" : `：${differs.path}`}`);
  if (about.version !== version || identity.version !== version || identity.edition !== edition)
    throw new ReleaseFault(
      `${file} 里写的是 ${identity.edition} ${identity.version} 版，不是 ${edition} ${version} 版`,
    );
  const { storeSchema = STORE_SCHEMA } = identity;
  if (storeSchema !== STORE_SCHEMA)
    throw new ReleaseFault(`${file} 由另一版源代码打包（存储格式第 ${storeSchema} 版），请在那一版里发布`);
  if (!identity.locked) throw new ReleaseFault(`${file} 不是锁定版，不能发布`);
  return digestOf(list);
}

interface Contents {
  readonly texts: ReadonlyMap<string, Buffer>;
  readonly hashes: ReadonlyMap<string, string>;
}

async function payloadContents(file: string): Promise<Contents> {
  const [texts, hashes] = [new Map<string, Buffer>(), new Map<string, string>()];
  let path = "";
  let hash = createHash("sha256");
  let kept: Uint8Array[] = [];
  for await (const event of tarEvents(unpacked(file))) {
    if (event.kind === "file") {
      path = event.path;
      hash = createHash("sha256");
      kept = [];
    } else if (event.kind === "bytes") {
      hash.update(event.bytes);
      if (looked.includes(path)) kept.push(Uint8Array.from(event.bytes));
    } else {
      hashes.set(path, `sha-256:${hash.digest("hex")}`);
      if (looked.includes(path)) texts.set(path, Buffer.concat(kept));
    }
  }
  return { texts, hashes };
}

/** A stream that fails fails the reading of it. */
function unpacked(file: string): Readable {
  const plain = createGunzip();
  pipeline(createReadStream(file), plain, () => undefined);
  return plain;
}

function parsed<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ReleaseFault(`${file} 里的文件清单或版本说明读不懂`, { cause });
  }
}
