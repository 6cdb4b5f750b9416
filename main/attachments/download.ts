/** Takes a file from the platform by ranges, chunk by chunk into main's folder; noted only when its hash is right. */
import { createHash } from "node:crypto";
import { CHUNK_BYTES, MAX_FILE_BYTES } from "../../shared/attachments/limits";
import { AppError } from "../../shared/failure";
import type { Manifest } from "../../shared/ipc/attachments";
import type { Digest } from "../../shared/schema";
import type { Session } from "../platform/session";
import type { Shelf } from "./shelf";

export interface DownloadParts {
  readonly session: Pick<Session, "authorisedRaw">;
  readonly shelf: Shelf;
}

/** @throws AppError as the platform answers; E_HASH for other bytes than the hash's */
export async function download({ session, shelf }: DownloadParts, hash: Digest): Promise<Manifest> {
  const sum = createHash("sha256");
  const chunks: string[] = [];
  let size = 0;
  for (let total = 1; size < total; ) {
    const range = `bytes=${size}-${size + CHUNK_BYTES - 1}`;
    const reply = await session.authorisedRaw({ method: "GET", path: `/files/${hash}/bytes`, headers: { range } });
    total = totalIn(reply.status, reply.headers, reply.bytes.length);
    if (reply.bytes.length !== Math.min(CHUNK_BYTES, total - size)) throw foreign();
    if (reply.bytes.length === 0) break;
    sum.update(reply.bytes);
    chunks.push(await shelf.put(reply.bytes));
    size += reply.bytes.length;
  }
  // Its chunks name nothing that is noted, and are swept at the next start.
  if (`sha-256:${sum.digest("hex")}` !== hash) throw new AppError("E_HASH", "平台给出的附件与其哈希不符");
  return { hash, size, chunks };
}

/** 206 tells the whole length behind a slash (RFC 9110 §14.4); 200 is all of it. */
function totalIn(status: number, headers: Headers, length: number): number {
  const [, text = ""] = /\/(\d{1,15})$/.exec(headers.get("content-range") ?? "") ?? [];
  const total = status === 206 ? Number(text === "" ? Number.NaN : text) : length;
  if (!(total <= MAX_FILE_BYTES)) throw foreign();
  return total;
}

const foreign = (): AppError => new AppError("E_SERVER", "平台的应答不符合约定");
