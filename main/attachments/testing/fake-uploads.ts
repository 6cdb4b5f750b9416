/** A platform's side of uploads behind the session's seam: keeps offsets as tus does, and breaks connections on request. */
import { createHash } from "node:crypto";
import { AppError } from "../../../shared/failure";
import type { RawReply, RawRequest } from "../../platform/raw-exchange";
import type { Session } from "../../platform/session";

interface Upload {
  readonly length: number;
  bytes: Buffer;
}

export class FakeUploads {
  readonly uploads = new Map<string, Upload>();
  /** Finished files by hash. */
  readonly files = new Map<string, Buffer>();
  readonly operationIds: string[] = [];
  /** Every byte that came in a PATCH, and how many of them the platform had already. */
  readonly received = { bytes: 0, again: 0, heads: 0, created: 0 };
  /** The connection breaks after so many more bytes; what came before is kept. */
  cutAfter = Number.POSITIVE_INFINITY;
  /** So many commits take effect without an answer. */
  loseCommits = 0;
  /** The next commit finds that an earlier one has used its upload up. */
  overtaken = false;
  /** Answers other bytes on the way down. */
  spoil: (bytes: Buffer) => Buffer = (bytes) => bytes;
  #made = 0;

  readonly authorised: Session["authorised"] = async (route, { params, body, operationId } = {}) => {
    const hash = params?.hash ?? "";
    // The seam's types belong to the route; this stand-in knows the two that files need.
    if (route === "files.known") return { known: this.files.has(hash) } as never;
    if (route === "files.commit") return this.#commit(hash, body, operationId ?? "") as never;
    throw new Error(`no route ${route}`);
  };

  readonly authorisedRaw = async ({
    method,
    path,
    headers = {},
    body = new Uint8Array(),
  }: RawRequest): Promise<RawReply> => {
    const given = new Headers(headers);
    if (method === "GET") return this.#download(path, given.get("range") ?? "");
    const [, , uploadId = ""] = path.split("/");
    if (method === "POST") return this.#create(Number(given.get("upload-length")));
    const upload = this.uploads.get(uploadId);
    if (upload === undefined) throw new AppError("E_NOT_FOUND");
    if (method === "PATCH") this.#append(upload, Number(given.get("upload-offset")), Buffer.from(body));
    else this.received.heads += 1;
    return reply(204, { "upload-offset": String(upload.bytes.length) });
  };

  #create(length: number): RawReply {
    this.received.created += 1;
    this.#made += 1;
    this.uploads.set(`up-${this.#made}`, { length, bytes: Buffer.alloc(0) });
    return reply(201, { location: `/uploads/up-${this.#made}` });
  }

  #append(upload: Upload, offset: number, body: Buffer): void {
    const came = body.subarray(0, Math.max(0, Math.min(body.length, this.cutAfter)));
    this.cutAfter -= body.length;
    this.received.bytes += came.length;
    if (offset !== upload.bytes.length) {
      this.received.again += came.length;
      throw new AppError("E_OFFSET");
    }
    upload.bytes = Buffer.concat([upload.bytes, came]);
    if (came.length < body.length) {
      this.cutAfter = Number.POSITIVE_INFINITY;
      throw new AppError("E_OFFLINE");
    }
  }

  #commit(hash: string, body: unknown, operationId: string) {
    const { uploadId, size } = body as { uploadId: string | null; size: number };
    if (uploadId !== null) {
      const upload = this.uploads.get(uploadId);
      if (upload === undefined) throw new AppError("E_NOT_FOUND");
      this.uploads.delete(uploadId);
      if (hashOf(upload.bytes) !== hash) throw new AppError("E_HASH");
      this.files.set(hash, upload.bytes);
      if (this.overtaken) {
        this.overtaken = false;
        throw new AppError("E_NOT_FOUND");
      }
    }
    if (!this.files.has(hash)) throw new AppError("E_NOT_FOUND");
    this.operationIds.push(operationId);
    if (this.loseCommits > 0) {
      this.loseCommits -= 1;
      throw new AppError("E_OFFLINE");
    }
    return { hash, size };
  }

  #download(path: string, range: string): RawReply {
    const bytes = this.files.get(path.split("/")[2] ?? "");
    if (bytes === undefined) throw new AppError("E_NOT_FOUND");
    const [, from = "0", to = "0"] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const part = this.spoil(bytes.subarray(Number(from), Number(to) + 1));
    if (bytes.length === 0) return reply(200, {});
    return reply(206, { "content-range": `bytes ${from}-${to}/${bytes.length}` }, part);
  }
}

const reply = (status: number, headers: Record<string, string>, bytes: Uint8Array = new Uint8Array()): RawReply => ({
  status,
  headers: new Headers(headers),
  bytes,
});

export const hashOf = (bytes: Uint8Array): string => `sha-256:${createHash("sha256").update(bytes).digest("hex")}`;
