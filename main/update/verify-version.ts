/**
 * A downloaded version is believed for its signature alone (L7): the release is signed by a key this machine trusts, the
 * release names the digest of the file list, and the folder holds exactly those files with exactly those bytes.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { Digest } from "../../shared/schema";
import { FILES_FILE, type FileList, fileList, type ListedFile } from "../../shared/update/files";
import { type Artifact, RELEASE_FILE, type Release, signatureFile } from "../../shared/update/manifest";
import { thisMachine } from "./machine";
import { PAYLOAD } from "./places";
import { releaseBeside, type VersionTrust } from "./signed-files";

/** @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED, E_UPDATE_BROKEN */
export async function verifyVersion(folder: string, version: string, trust: VersionTrust): Promise<Release> {
  await demandOnly(folder, [RELEASE_FILE, signatureFile(RELEASE_FILE), PAYLOAD]);
  const release = await releaseBeside(folder, trust);
  if (release.version !== version) throw broken("版本文件夹与发布单不符");
  await verifyPayload(join(folder, PAYLOAD), release);
  return release;
}

/** The version's own folder against its release, whatever folder it lies in. @throws AppError E_UPDATE_BROKEN */
export async function verifyPayload(payload: string, { version, artifacts }: Release): Promise<void> {
  await demandFolder(payload);
  const list = await readFile(join(payload, FILES_FILE)).catch((cause: unknown) => {
    throw broken("缺少文件清单", cause);
  });
  await demandFile(join(payload, FILES_FILE));
  const digest = digestOf(list);
  const { os, arch } = thisMachine;
  const isReleased = (of: Artifact) => of.kind === "payload" && of.os === os && of.arch === arch && of.files === digest;
  if (!artifacts.some(isReleased)) throw broken("文件清单不是发布单所指的那一份");
  await verifyTree(payload, readList(list, version));
}

function readList(bytes: Uint8Array, version: string): FileList {
  try {
    const list = fileList.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    if (list.version === version) return list;
  } catch (cause) {
    throw broken("文件清单读不懂", cause);
  }
  throw broken("文件清单属于另一个版本");
}

async function verifyTree(payload: string, { files }: FileList): Promise<void> {
  const wanted = new Map(files.map((file) => [file.path, file]));
  const folders = new Set(files.flatMap(({ path }) => parentsOf(path)));
  const found = await walk(payload, folders);
  for (const path of found) {
    const file = wanted.get(path);
    if (file === undefined && path !== FILES_FILE) throw broken("版本文件夹中有清单之外的文件");
    if (file !== undefined) await verifyFile(join(payload, path), file);
  }
  if (found.filter((path) => path !== FILES_FILE).length !== wanted.size) throw broken("版本文件夹缺少文件");
}

function parentsOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

/** Every file below, by its path; folders that the list does not need are refused. */
async function walk(payload: string, folders: ReadonlySet<string>, below = ""): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(payload, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory()) found.push(path);
    else if (!folders.has(path)) throw broken("版本文件夹中有清单之外的文件夹");
    else {
      await demandFolder(join(payload, path));
      found.push(...(await walk(payload, folders, path)));
    }
  }
  return found;
}

async function verifyFile(path: string, { size, mode, sha256 }: ListedFile): Promise<void> {
  const about = await demandFile(path);
  if (about.size !== size) throw broken("文件大小与清单不符");
  if (process.platform !== "win32" && (about.mode & 0o777) !== mode) throw broken("文件权限与清单不符");
  if ((await hashOf(path)) !== sha256) throw broken("文件内容与清单不符");
}

export function hashOf(path: string): Promise<Digest> {
  return new Promise((done, failed) => {
    const hash = createHash("sha256");
    createReadStream(path, { highWaterMark: 1 << 20 })
      .on("data", (part) => hash.update(part))
      .on("error", failed)
      .on("end", () => done(`sha-256:${hash.digest("hex")}`));
  });
}

async function demandOnly(folder: string, names: readonly string[]): Promise<void> {
  await demandFolder(folder);
  const found = await readdir(folder);
  if (found.length !== names.length || !names.every((name) => found.includes(name))) {
    throw broken("版本文件夹不完整，或有多余的文件");
  }
}

/** A link would let what was verified be another thing when it is run. */
async function demandFile(path: string) {
  const about = await look(path);
  if (!about.isFile() || about.nlink !== 1) throw broken("版本文件夹中有链接");
  return about;
}

async function demandFolder(path: string): Promise<void> {
  const about = await look(path);
  if (!about.isDirectory()) throw broken("版本文件夹中有链接");
}

async function look(path: string) {
  const about = await lstat(path).catch((cause: unknown) => {
    throw broken("版本文件夹缺少文件", cause);
  });
  if (process.platform === "win32") return about;
  // Whoever else may write here could change it after the check.
  if ((about.mode & 0o022) !== 0) throw broken("版本文件夹可被他人改写");
  if (about.uid !== process.getuid?.() && about.uid !== 0) throw broken("版本文件夹属于他人");
  return about;
}

export const broken = (detail: string, cause?: unknown): AppError =>
  new AppError("E_UPDATE_BROKEN", detail, cause === undefined ? undefined : { cause });
