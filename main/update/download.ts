/** Brings an artifact here: goes on where it was cut off, and keeps nothing that is not what the release names (L7). */
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../shared/failure";
import type { Artifact } from "../../shared/update/manifest";
import { type FileSystem, isDiskFull, isMissing } from "../journal/filesystem";
import type { FeedSource } from "./feed-source";
import type { Step } from "./step";
import { hashOf } from "./verify-version";

export interface DownloadParts {
  readonly fs: FileSystem;
  readonly updates: string;
  readonly step: Step;
  /** Bytes that are here and bytes there will be. */
  readonly progress: (done: number, whole: number) => void;
}

/** Free bytes that stay free, for drafts and journals. */
const RESERVE = 512 * 1024 * 1024;
/** Archive, its unpacked files, and room for a file system's own. */
const ROOM = 5;

export const downloadFolder = (updates: string): string => join(updates, "download");
const nameOf = ({ sha256 }: Artifact): string => sha256.slice(sha256.indexOf(":") + 1);

/** The path of the whole, verified file. @throws AppError E_UPDATE_SPACE, E_UPDATE_BROKEN, E_NET, E_UPDATE_FEED; Unreachable */
export async function download(source: FeedSource, artifact: Artifact, parts: DownloadParts): Promise<string> {
  const folder = downloadFolder(parts.updates);
  const whole = join(folder, nameOf(artifact));
  const part = `${whole}.part`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await lengthOf(whole)) === artifact.size) return whole;
  await demandRoom(parts, artifact);
  try {
    await fetchRest(source, artifact, { ...parts, part });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    await rm(part, { force: true });
    throw new AppError("E_UPDATE_SPACE", "", { cause: error });
  }
  parts.step("downloaded");
  await rename(part, whole);
  await parts.fs.syncFolder(folder);
  return whole;
}

async function demandRoom({ fs, updates }: DownloadParts, { size }: Artifact): Promise<void> {
  if ((await fs.freeBytes(updates)) < RESERVE + ROOM * size) throw new AppError("E_UPDATE_SPACE");
}

async function lengthOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function fetchRest(
  source: FeedSource,
  artifact: Artifact,
  parts: DownloadParts & { readonly part: string },
): Promise<void> {
  const { part, progress, step } = parts;
  const had = await lengthOf(part);
  const { from, bytes } = await source.artifact(artifact.file, had < artifact.size ? had : 0);
  // Not from where this ends: a hole would be filled with nothing.
  if (from > had) throw new AppError("E_UPDATE_FEED", "服务器给出的片段位置不对");
  const file = await open(part, from === 0 ? "w" : "r+", 0o600);
  let at = from;
  try {
    for await (const chunk of bytes) {
      if (at + chunk.length > artifact.size) throw new AppError("E_UPDATE_BROKEN", "文件比发布单说的长");
      await file.write(chunk, 0, chunk.length, at);
      at += chunk.length;
      progress(at, artifact.size);
      step("part-written");
    }
    await file.truncate(at);
    await file.sync();
  } finally {
    await file.close();
  }
  if (at < artifact.size) throw new AppError("E_UPDATE_BROKEN", "文件比发布单说的短");
}

/** Again before it is unpacked: a file may lie here for days. @throws AppError E_UPDATE_BROKEN, and the file is gone */
export async function demandArtifact(path: string, { size, sha256 }: Artifact): Promise<void> {
  if ((await lengthOf(path)) === size && (await hashOf(path)) === sha256) return;
  await rm(path, { force: true });
  throw new AppError("E_UPDATE_BROKEN");
}
