/** A chosen, pasted or dropped file becomes a file reference: kind by its bytes, limits, description removed, stored by hash. */
import { AppError } from "../../shared/failure";
import type { FileRef } from "../../shared/model/manuscript";
import type { Digest } from "../../shared/schema";
import { editorText } from "../text/writing";
import { withoutMetadata } from "./image-metadata";
import { MAX_ATTACHMENT_BYTES, MAX_IMAGE_BYTES, sniff } from "./sniff";

export type StoreFile = (bytes: Uint8Array) => Promise<Digest>;

export interface StoredFile {
  readonly file: FileRef;
  readonly image: boolean;
}

/** @throws AppError E_FILE_TYPE for what the bytes are not, E_TOO_LARGE above the limit. */
export async function storedFile(
  given: { readonly name: string; readonly bytes: Uint8Array },
  storeFile: StoreFile,
): Promise<StoredFile> {
  const kind = sniff(given.bytes);
  if (kind === null) throw new AppError("E_FILE_TYPE", editorText.fileKinds);
  const limit = kind.image ? MAX_IMAGE_BYTES : MAX_ATTACHMENT_BYTES;
  if (given.bytes.length > limit) throw new AppError("E_TOO_LARGE", editorText.fileLimit(limit / 1024 / 1024));
  const bytes = withoutMetadata(given.bytes, kind.mime);
  const hash = await storeFile(bytes);
  const name = given.name.normalize("NFC").slice(0, 200) || editorText.namelessFile;
  return { file: { hash, name, mime: kind.mime, size: bytes.length }, image: kind.image };
}
