/**
 * The offline update 离线更新包 `.cbupdate` (L10): a plain tar of feed documents and artifacts, the documents first. Nothing in
 * it is believed because it is in it: the same checks as online follow.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../shared/failure";
import { DOCUMENT_LIMIT, feedName } from "../shared/update/manifest";
import { readTarHeader, TAR_BLOCK, tarPadding } from "./tar-reader";
import { tarEnd, tarHeader } from "./tar-writer";

/** A feed whole, with its chain of keys, has fewer files. */
const ENTRIES = 256;

export interface UpdateBundle {
  readonly names: readonly string[];
  /** A document; null when the bundle has none of that name. @throws AppError E_UPDATE_BROKEN when it is too long for one */
  readonly read: (name: string) => Promise<Uint8Array | null>;
  /** An artifact as a stream; null when the bundle has none of that name. */
  readonly stream: (name: string) => Readable | null;
  readonly close: () => Promise<void>;
}

/** @throws AppError E_UPDATE_BROKEN when the file is no such bundle or ends too soon */
export async function openUpdateBundle(path: string): Promise<UpdateBundle> {
  const handle = await open(path, "r");
  try {
    return bundleOf(path, handle, await entriesOf(handle));
  } catch (cause) {
    await handle.close();
    throw cause instanceof AppError ? cause : broken(cause);
  }
}

interface Entry {
  readonly at: number;
  readonly size: number;
}

async function entriesOf(handle: FileHandle): Promise<ReadonlyMap<string, Entry>> {
  const { size: total } = await handle.stat();
  const entries = new Map<string, Entry>();
  for (let at = 0; ; ) {
    const header = readTarHeader(await slice(handle, { at, size: TAR_BLOCK }));
    if (header === null) return entries;
    const { path, size } = header;
    const entry = { at: at + TAR_BLOCK, size };
    if (!feedName.safeParse(path).success || entries.has(path) || entries.size === ENTRIES) throw broken();
    if (entry.at + size > total) throw broken();
    entries.set(path, entry);
    at = entry.at + size + tarPadding(size);
  }
}

function bundleOf(path: string, handle: FileHandle, entries: ReadonlyMap<string, Entry>): UpdateBundle {
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.size > DOCUMENT_LIMIT) throw broken();
      return Uint8Array.from(await slice(handle, entry));
    },
    stream: (name) => {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      if (entry.size === 0) return Readable.from([]);
      return createReadStream(path, { start: entry.at, end: entry.at + entry.size - 1 });
    },
    close: () => handle.close(),
  };
}

async function slice(handle: FileHandle, { at, size }: Entry): Promise<Buffer> {
  const buffer = Buffer.alloc(size);
  const { bytesRead } = await handle.read(buffer, 0, size, at);
  if (bytesRead !== size) throw broken();
  return buffer;
}

const broken = (cause?: unknown): AppError =>
  new AppError("E_UPDATE_BROKEN", "离线更新包不完整或不是更新包", { cause });

export interface BundlePart {
  readonly name: string;
  readonly file: string;
  readonly size: number;
}

/** Documents first, as they are given. */
export async function writeUpdateBundle(path: string, parts: readonly BundlePart[]): Promise<void> {
  await pipeline(Readable.from(piecesOf(parts)), createWriteStream(path, { mode: 0o644 }));
}

async function* piecesOf(parts: readonly BundlePart[]): AsyncGenerator<Uint8Array> {
  for (const { name, file, size } of parts) {
    yield tarHeader({ path: name, size, mode: 0o644 });
    yield* createReadStream(file);
    yield Buffer.alloc(tarPadding(size));
  }
  yield tarEnd;
}
