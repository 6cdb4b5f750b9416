/** A chosen, pasted or dropped file becomes a file reference: kind by its bytes, limits, description removed, stored by hash. */
import { type ByteSource, bytesSource } from "../../shared/attachments/byte-source";
import { MAX_FILE_BYTES, MAX_FILE_MEGABYTES } from "../../shared/attachments/limits";
import { AppError } from "../../shared/failure";
import type { FileRef } from "../../shared/model/manuscript";
import type { Digest } from "../../shared/schema";
import { editorText } from "../text/writing";
import { withoutMetadata } from "./image-metadata";
import { MAX_IMAGE_BYTES, sniffSource } from "./sniff";

export interface TakingIn {
  /** From 0 to 1. */
  readonly progress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

export type StoreFile = (bytes: Uint8Array | Blob, options?: TakingIn) => Promise<Digest>;

export interface StoredFile {
  readonly file: FileRef;
  readonly image: boolean;
}

/** A file on the disk is read piece by piece. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array | Blob;
}

/** @throws AppError E_FILE_TYPE for what the bytes are not, E_TOO_LARGE above the limit, E_CANCELLED. */
export async function storedFile(given: GivenFile, storeFile: StoreFile, options: TakingIn = {}): Promise<StoredFile> {
  const source = sourceOf(given.bytes);
  // Judged before it is read, so that a huge file costs nothing.
  if (source.size > MAX_FILE_BYTES) throw new AppError("E_TOO_LARGE", editorText.fileLimit(MAX_FILE_MEGABYTES));
  const kind = await sniffSource(source);
  if (kind === null) throw new AppError("E_FILE_TYPE", editorText.fileKinds);
  if (kind.image && source.size > MAX_IMAGE_BYTES)
    throw new AppError("E_TOO_LARGE", editorText.fileLimit(MAX_IMAGE_BYTES / 1024 / 1024));
  const bytes = kind.image ? withoutMetadata(await source.read(0, source.size), kind.mime) : given.bytes;
  const hash = await storeFile(bytes, options);
  const name = given.name.normalize("NFC").slice(0, 200) || editorText.namelessFile;
  return { file: { hash, name, mime: kind.mime, size: sourceOf(bytes).size }, image: kind.image };
}

function sourceOf(given: Uint8Array | Blob): ByteSource {
  if (given instanceof Uint8Array) return bytesSource(given);
  return {
    size: given.size,
    read: async (at, length) => new Uint8Array(await given.slice(at, at + length).arrayBuffer()),
  };
}
