/**
 * Takes the body of one PATCH in pieces, each durable before the upload's row moves on. A connection that breaks keeps
 * what has arrived, unless a checksum was promised over the whole of it.
 */
import { createHash, randomUUID } from "node:crypto";
import { AppError } from "../../shared/failure";
import { partBlob } from "../blobs/blob-store";
import type { Services } from "../services";
import type { Tables } from "../store/tables";
import { advance, type Upload } from "./upload";

/** A long body becomes durable piece by piece, so that a kill in the middle costs at most this. */
const PIECE_BYTES = 8 * 1_048_576;

export const checksums = ["sha256", "sha1"] as const;

export interface Checksum {
  readonly algorithm: (typeof checksums)[number];
  readonly base64: string;
}

export interface Body {
  readonly stream: AsyncIterable<Uint8Array>;
  readonly checksum: Checksum | null;
}

/** Answers the new offset. @throws AppError E_OFFSET, E_CHECKSUM, E_TOO_LARGE */
export async function receive(services: Services, upload: Upload, { stream, checksum }: Body): Promise<number> {
  const incoming = new Incoming(stream, upload.length - upload.received);
  const sum = checksum === null ? null : createHash(checksum.algorithm);
  const held: Part[] = [];
  let at = upload.received;
  try {
    while (!incoming.ended) {
      const name = partBlob(upload.upload_id, at, randomUUID());
      const size = await services.blobs.put(
        name,
        incoming.piece(PIECE_BYTES, (bytes) => sum?.update(bytes)),
      );
      held.push({ upload_id: upload.upload_id, at, size, name });
      at += size;
      if (checksum === null) await take(services, held);
    }
    if (checksum !== null && (incoming.cut || sum?.digest("base64") !== checksum.base64))
      throw new AppError("E_CHECKSUM");
    await take(services, held);
    return at;
  } catch (error) {
    // After any other error nobody knows whether the row has moved on: then its pieces must stay.
    if (error instanceof AppError) for (const { name } of held) await services.blobs.remove(name);
    throw error;
  }
}

type Part = Tables["upload_parts"];

/** Moves the upload on by the pieces that are held, and lets go of them: they are the upload's now. */
async function take({ store, blobs }: Services, held: Part[]): Promise<void> {
  const parts = held.filter(({ size }) => size > 0);
  const [first] = held;
  if (first !== undefined) await advance(store.db, first.upload_id, parts);
  for (const { name } of held.filter(({ size }) => size === 0)) await blobs.remove(name);
  held.length = 0;
}

/** The body, handed out in pieces. A broken connection looks like its end; `cut` tells. */
class Incoming {
  readonly #source: AsyncIterator<Uint8Array>;
  #room: number;
  #rest: Uint8Array = new Uint8Array();
  ended = false;
  cut = false;

  constructor(stream: AsyncIterable<Uint8Array>, room: number) {
    this.#source = stream[Symbol.asyncIterator]();
    this.#room = room;
  }

  /** @throws AppError E_TOO_LARGE for more than was declared */
  async *piece(most: number, seen: (bytes: Uint8Array) => void): AsyncGenerator<Uint8Array> {
    for (let left = most; left > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      if (this.#rest.length === 0) return;
      const bytes = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(bytes.length);
      this.#room -= bytes.length;
      if (this.#room < 0) throw new AppError("E_TOO_LARGE", "超出声明的大小");
      left -= bytes.length;
      seen(bytes);
      yield bytes;
    }
  }

  async #next(): Promise<Uint8Array> {
    try {
      const { done, value } = await this.#source.next();
      if (done !== true) return value;
    } catch (error) {
      if (error instanceof AppError) throw error;
      this.cut = true;
    }
    this.ended = true;
    return new Uint8Array();
  }
}
