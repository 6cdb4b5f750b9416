/**
 * Blobs as files of a folder: written beside, synced, renamed into place, and the folder synced, so that a name is either
 * whole on the disk or not there. Several processes may share the folder: a name is never written twice with other bytes.
 */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { AppError } from "../../shared/failure";
import type { BlobRange, BlobStore } from "./blob-store";

const DRAFTS = "drafts";
const READ_BYTES = 1024 * 1024;

export async function diskBlobs(folder: string): Promise<BlobStore> {
  await mkdir(join(folder, DRAFTS), { recursive: true, mode: 0o700 });
  await syncFolder(folder);
  await syncFolder(dirname(folder));
  const pathOf = (name: string): string => join(folder, ...checked(name).split("/"));
  return {
    put: async (name, source) => {
      const target = pathOf(name);
      const draft = join(folder, DRAFTS, randomUUID());
      try {
        const size = await writeSynced(draft, source);
        await makeFolder(folder, dirname(target));
        await rename(draft, target);
        await syncFolder(dirname(target));
        return size;
      } catch (error) {
        await rm(draft, { force: true });
        throw isDiskFull(error) ? new AppError("E_DISK", "平台的附件库空间不足", { cause: error }) : error;
      }
    },
    size: async (name) => {
      const found = await stat(pathOf(name)).catch(unlessMissing);
      return found === null ? null : found.size;
    },
    read: async (name, range) => reading(pathOf(name), range),
    remove: async (name) => {
      await rm(pathOf(name), { force: true });
    },
    sweep: async (prefix, before) => {
      const drafts = await removeOlder(join(folder, DRAFTS), before);
      return drafts + (await removeOlder(pathOf(prefix.replace(/\/$/, "")), before));
    },
  };
}

/** Names are ours, made of hashes and ids; anything else would be a way out of the folder. */
function checked(name: string): string {
  if (!/^[a-z]+(\/[A-Za-z0-9][A-Za-z0-9_.-]*)*$/.test(name)) throw new Error("foreign blob name");
  return name;
}

async function writeSynced(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const handle = await open(path, "wx", 0o600);
  let size = 0;
  try {
    for await (const bytes of source) {
      await writeAll(handle, bytes);
      size += bytes.length;
    }
    await handle.datasync();
    return size;
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

/** Each folder on the way is durable in the one above it before anything is put inside. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  let above = root;
  for (const part of relative(root, folder).split(sep)) {
    await syncFolder(above);
    above = join(above, part);
  }
}

async function reading(path: string, range: BlobRange | undefined): Promise<AsyncIterable<Uint8Array>> {
  const handle = await open(path, "r").catch(unlessMissing);
  if (handle === null) throw new AppError("E_NOT_FOUND", "附件库中没有这份数据");
  const whole = range ?? { from: 0, length: (await handle.stat()).size };
  if (whole.length === 0) {
    await handle.close();
    return nothing();
  }
  const end = whole.from + whole.length - 1;
  return createReadStream("", { fd: handle, start: whole.from, end, highWaterMark: READ_BYTES });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function removeOlder(folder: string, before: Date): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(unlessMissing);
  let removed = 0;
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      removed += await removeOlder(path, before);
      continue;
    }
    const found = await stat(path).catch(unlessMissing);
    if (found === null || found.mtime >= before) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** Windows has no handle to a folder; NTFS logs its own metadata. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

const isDiskFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT"].includes(String(codeOf(error)));

function unlessMissing(error: unknown): null {
  if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
  throw error;
}
