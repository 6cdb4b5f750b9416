/**
 * Where the bytes of files lie 附件库, as a port: a folder by default, any S3-compatible store by configuration.
 * A name is written once and never changed; the same name always means the same bytes.
 */
import type { ByteSource } from "../../shared/attachments/byte-source";
import type { Digest } from "../../shared/schema";

export interface BlobRange {
  readonly from: number;
  readonly length: number;
}

export interface BlobStore {
  /**
   * Takes everything the source gives, and answers how many bytes that was. Survives a power cut once it resolves;
   * nothing is there under the name when the source throws.
   */
  readonly put: (name: string, source: AsyncIterable<Uint8Array>) => Promise<number>;
  /** Null when there is no such name. */
  readonly size: (name: string) => Promise<number | null>;
  /** @throws AppError E_NOT_FOUND */
  readonly read: (name: string, range?: BlobRange) => Promise<AsyncIterable<Uint8Array>>;
  /** Without complaint when there is no such name. */
  readonly remove: (name: string) => Promise<void>;
  /** Removes what was left below a prefix before a moment, as by a process that was killed. */
  readonly sweep: (prefix: string, before: Date) => Promise<number>;
}

/** A finished file. Two hex digits as a folder keep folders small. */
export function fileBlob(hash: Digest): string {
  const [algorithm = "", hex = ""] = hash.split(":");
  return `files/${hex.slice(0, 2)}/${algorithm}-${hex}`;
}

export const UPLOADS_PREFIX = "uploads/";
/** A piece of an upload; `unique` keeps two that were sent for the same place apart. */
export const partBlob = (uploadId: string, at: number, unique: string): string =>
  `${UPLOADS_PREFIX}${uploadId}/${String(at).padStart(10, "0")}-${unique}`;

export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export async function collected(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

/** A blob, or several in a row, read from anywhere. */
export interface Stretch {
  readonly name: string;
  readonly size: number;
}

/** All of them, one after the other, each opened once. */
export async function* blobStream(
  blobs: Pick<BlobStore, "read">,
  stretches: readonly Stretch[],
): AsyncGenerator<Uint8Array> {
  for (const { name } of stretches) yield* await blobs.read(name);
}

export function blobSource(blobs: Pick<BlobStore, "read">, stretches: readonly Stretch[]): ByteSource {
  return {
    size: stretches.reduce((sum, { size }) => sum + size, 0),
    read: async (at, length) => {
      const taken: Uint8Array[] = [];
      let start = 0;
      for (const { name, size } of stretches) {
        const from = Math.max(at, start);
        const end = Math.min(at + length, start + size);
        if (from < end) taken.push(await collected(await blobs.read(name, { from: from - start, length: end - from })));
        start += size;
      }
      const [only] = taken;
      return taken.length === 1 && only !== undefined ? only : Buffer.concat(taken);
    },
  };
}
