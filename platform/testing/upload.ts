/** A file sent as a desk sends it: an upload in chunks, then the commit. */
import { digestOf } from "../../shared/digest";
import { uploadBodyType, uploadsPath } from "../../shared/http/upload";
import type { Digest } from "../../shared/schema";
import type { Answer, Desk } from "./desk";
import type { TestPlatform } from "./platform";
import { type RawAnswer, rawAsk } from "./raw-request";

type App = TestPlatform["app"];

/** Answers the id of a new upload. */
export async function beginUpload(app: App, desk: Desk, length: number): Promise<string> {
  const { status, headers, code } = await rawAsk(app, desk, {
    method: "POST",
    path: uploadsPath,
    headers: { "upload-length": String(length) },
  });
  if (status !== 201) throw new Error(`no upload: ${status} ${code}`);
  return String(headers.location).split("/").at(-1) ?? "";
}

export interface Piece {
  readonly uploadId: string;
  readonly at: number;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export function sendPiece(app: App, desk: Desk, { uploadId, at, body, headers = {} }: Piece): Promise<RawAnswer> {
  return rawAsk(app, desk, {
    method: "PATCH",
    path: `${uploadsPath}/${uploadId}`,
    headers: { "upload-offset": String(at), "content-type": uploadBodyType, ...headers },
    body,
  });
}

export async function offsetOf(app: App, desk: Desk, uploadId: string): Promise<number | string> {
  const { status, headers } = await rawAsk(app, desk, { method: "HEAD", path: `${uploadsPath}/${uploadId}` });
  return status === 200 ? Number(headers["upload-offset"]) : status;
}

export interface NewFile {
  readonly itemId: string;
  readonly bytes: Uint8Array;
  readonly mime?: string;
  /** What the desk says the hash is. */
  readonly hash?: Digest;
  readonly key?: string;
  readonly uploadId?: string | null;
}

export function commitFile(desk: Desk, { itemId, bytes, mime = "text/plain", ...more }: NewFile): Promise<Answer> {
  const { hash = digestOf(bytes), uploadId = null, key } = more;
  return desk.ask("files.commit", {
    params: { hash },
    body: { itemId, mime, size: bytes.length, uploadId },
    ...(key === undefined ? {} : { key }),
  });
}

/** All of it. */
export async function uploadFile({ app }: Pick<TestPlatform, "app">, desk: Desk, file: NewFile): Promise<Answer> {
  const uploadId = await beginUpload(app, desk, file.bytes.length);
  await sendPiece(app, desk, { uploadId, at: 0, body: file.bytes });
  return commitFile(desk, { ...file, uploadId });
}
