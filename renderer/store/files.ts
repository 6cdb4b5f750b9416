/** File bytes under their hash, in pieces small enough for one sealed record each. The manifest is written last. */
import { z } from "zod";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { Digest } from "../../shared/schema";
import type { Read } from "../services";
import type { Records } from "./records";

export const PIECE_BYTES = 2 * 1024 * 1024;
/** Larger files would not fit one message to the platform. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

const manifest = z.object({ size: z.number().int().nonnegative(), pieces: z.number().int().nonnegative() });
const piece = z.object({ bytes: z.string() });

export interface Files {
  readonly store: (bytes: Uint8Array) => Promise<Digest>;
  /** Bytes on this machine, else null. Their hash has been checked. */
  readonly local: (hash: Digest) => Promise<Uint8Array | null>;
  /** Local bytes, else the platform's, kept here for the next time; null when neither has them. */
  readonly read: (hash: Digest) => Promise<Uint8Array | null>;
  readonly has: (hash: Digest) => Promise<boolean>;
}

const manifestKey = (hash: Digest) => `manifest:${hash}`;
const pieceKey = (hash: Digest, at: number) => `piece:${hash}:${String(at).padStart(4, "0")}`;

export function createFiles(records: Records, read: Read): Files {
  const has = async (hash: Digest) => (await records.get("files", [manifestKey(hash)])).length > 0;
  const store = async (bytes: Uint8Array): Promise<Digest> => {
    if (bytes.length > MAX_FILE_BYTES) throw new AppError("E_TOO_LARGE", "单个文件不超过 20 MB");
    const hash = digestOf(bytes);
    if (await has(hash)) return hash;
    const pieces = Math.ceil(bytes.length / PIECE_BYTES);
    for (let at = 0; at < pieces; at += 1) {
      const part = bytes.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES);
      const value = { bytes: toBase64(part) };
      await records.append([{ table: "files", key: pieceKey(hash, at), index: { at }, value }]);
    }
    const value = { size: bytes.length, pieces };
    await records.append([{ table: "files", key: manifestKey(hash), index: {}, value }]);
    return hash;
  };
  const local = async (hash: Digest): Promise<Uint8Array | null> => {
    const [found] = await records.get("files", [manifestKey(hash)]);
    if (found === undefined) return null;
    const { size, pieces } = manifest.parse(found.value);
    const bytes = new Uint8Array(size);
    for (let at = 0; at < pieces; at += 1) {
      const [part] = await records.get("files", [pieceKey(hash, at)]);
      if (part === undefined) return null;
      bytes.set(fromBase64(piece.parse(part.value).bytes), at * PIECE_BYTES);
    }
    return digestOf(bytes) === hash ? bytes : null;
  };
  const fetched = async (hash: Digest): Promise<Uint8Array | null> => {
    const answer = await read("files.read", { hash }).catch(() => null);
    if (answer === null) return null;
    const bytes = fromBase64(answer.bytes);
    if (digestOf(bytes) !== hash) return null;
    await store(bytes);
    return bytes;
  };
  return { store, local, has, read: async (hash) => (await local(hash)) ?? fetched(hash) };
}
