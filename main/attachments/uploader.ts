/**
 * Sends a file to the platform from main's own chunks: nothing of it passes the window. Goes on where the platform says
 * it is (tus HEAD), also after a restart, so that no chunk the platform holds is sent a second time.
 */
import { CHUNK_BYTES, MAX_FILE_BYTES } from "../../shared/attachments/limits";
import { AppError } from "../../shared/failure";
import { tusVersion, uploadBodyType, uploadsPath } from "../../shared/http/upload";
import type { AttachmentProgress, Manifest } from "../../shared/ipc/attachments";
import { id } from "../../shared/schema";
import type { Session } from "../platform/session";
import type { Shelf } from "./shelf";

export interface UploadParts {
  readonly session: Pick<Session, "authorised" | "authorisedRaw">;
  readonly shelf: Shelf;
  readonly progress: (value: AttachmentProgress) => void;
}

export interface UploadOrder {
  readonly file: Manifest;
  readonly itemId: string;
  readonly mime: string;
  readonly operationId: string;
}

/** Two ways that lead nowhere, and then something is wrong. */
const TRIES = 3;

/** Resolves when the platform has recorded the file for the item. @throws AppError as the platform answers, E_ATTACHMENT */
export async function upload(parts: UploadParts, order: UploadOrder): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await uploadOnce(parts, order);
    } catch (error) {
      // An earlier commit, whose answer was lost, may have used the upload up: then the platform knows the file now.
      if (!(tries < TRIES && error instanceof AppError && gone.has(error.code))) throw error;
    }
  }
}

/** The upload is not there any more, or not whole. */
const gone: ReadonlySet<string> = new Set(["E_NOT_FOUND", "E_STATE"]);
/** After these the platform has given it up: the next try starts anew. */
const givenUp: ReadonlySet<string> = new Set([...gone, "E_HASH", "E_SECRET"]);

async function uploadOnce(parts: UploadParts, order: UploadOrder): Promise<void> {
  const { session } = parts;
  const { hash } = order.file;
  const { known } = await session.authorised("files.known", { params: { hash }, query: { itemId: order.itemId } });
  if (known) return commit(parts, order, null);
  const uploadId = await sent(parts, order.file);
  try {
    await commit(parts, order, uploadId);
  } catch (error) {
    if (error instanceof AppError && givenUp.has(error.code)) await parts.shelf.standing.keepUpload(hash, null);
    throw error;
  }
}

async function commit(
  { session }: UploadParts,
  { file: { hash, size }, itemId, mime, operationId }: UploadOrder,
  uploadId: string | null,
): Promise<void> {
  await session.authorised("files.commit", { params: { hash }, body: { itemId, mime, size, uploadId }, operationId });
}

/** All bytes are on the platform; answers the upload that holds them. */
async function sent(parts: UploadParts, file: Manifest): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const { uploadId, offset } = await begun(parts, file);
    try {
      await sendFrom(parts, file, { uploadId, offset });
      return uploadId;
    } catch (error) {
      // Another place than we thought: the platform is asked again where it is.
      if (tries < TRIES && error instanceof AppError && error.code === "E_OFFSET") continue;
      throw error;
    }
  }
}

interface Place {
  readonly uploadId: string;
  readonly offset: number;
}

/** The upload that was begun before, as far as the platform still has it, or a new one. */
async function begun({ session, shelf }: UploadParts, { hash, size }: Manifest): Promise<Place> {
  const earlier = await shelf.standing.uploadOf(hash);
  if (earlier !== null) {
    const offset = await offsetOf(session, earlier);
    if (offset !== null && offset <= size) return { uploadId: earlier, offset };
  }
  const { headers } = await session.authorisedRaw({
    method: "POST",
    path: uploadsPath,
    headers: { "tus-resumable": tusVersion, "upload-length": String(size) },
  });
  const uploadId = (headers.get("location") ?? "").split("/").at(-1) ?? "";
  if (!id.safeParse(uploadId).success) throw new AppError("E_SERVER", "平台的应答不符合约定");
  await shelf.standing.keepUpload(hash, uploadId);
  return { uploadId, offset: 0 };
}

/** Null when the platform has given it up. */
async function offsetOf(session: UploadParts["session"], uploadId: string): Promise<number | null> {
  try {
    const path = `${uploadsPath}/${uploadId}`;
    const { headers } = await session.authorisedRaw({
      method: "HEAD",
      path,
      headers: { "tus-resumable": tusVersion },
    });
    return offsetIn(headers);
  } catch (error) {
    // Another person of this machine may have begun it, or it is gone: both mean a new one.
    if (error instanceof AppError && (error.code === "E_NOT_FOUND" || error.code === "E_PERM")) return null;
    throw error;
  }
}

async function sendFrom({ session, shelf, progress }: UploadParts, file: Manifest, place: Place): Promise<void> {
  const { hash, size, chunks } = file;
  progress({ hash, sent: place.offset, size });
  for (let offset = place.offset; offset < size; ) {
    const nth = Math.floor(offset / CHUNK_BYTES);
    const bytes = await shelf.open(chunks[nth] ?? "");
    if (bytes === null) throw new AppError("E_ATTACHMENT");
    const { headers } = await session.authorisedRaw({
      method: "PATCH",
      path: `${uploadsPath}/${place.uploadId}`,
      headers: { "tus-resumable": tusVersion, "upload-offset": String(offset), "content-type": uploadBodyType },
      body: bytes.subarray(offset - nth * CHUNK_BYTES),
    });
    const next = offsetIn(headers);
    if (next <= offset || next > size) throw new AppError("E_SERVER", "平台的应答不符合约定");
    offset = next;
    progress({ hash, sent: offset, size });
  }
}

/** @throws AppError E_SERVER */
function offsetIn(headers: Headers): number {
  const text = headers.get("upload-offset") ?? "";
  const offset = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(offset >= 0 && offset <= MAX_FILE_BYTES)) throw new AppError("E_SERVER", "平台的应答不符合约定");
  return offset;
}
