/**
 * Blobs in a bucket of an S3-compatible store (AWS Signature Version 4). Large ones go up in parts, so that a broken
 * connection costs one part and nothing unfinished ever has the name.
 */
import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { AppError } from "../../shared/failure";
import { type BlobRange, type BlobStore, collected } from "./blob-store";

export interface S3Settings {
  /** Address of the store, e.g. `https://s3.cn-north-1.example.gov.cn`; the bucket follows as a path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** S3 takes no part below 5 MiB but the last. */
export const PART_BYTES = 8 * 1_048_576;
const RETRIES = 3;

export function s3Blobs(settings: S3Settings): BlobStore {
  const { accessKeyId, secretAccessKey, region } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: RETRIES });
  const bucket = `${settings.endpoint.replace(/\/+$/, "")}/${settings.bucket}`;
  const wire = new Wire(client, bucket);
  return {
    put: (name, source) => put(wire, name, source),
    size: async (name) => {
      const { status, headers } = await wire.ask("HEAD", name);
      return status === 404 ? null : Number(headers.get("content-length"));
    },
    read: (name, range) => read(wire, name, range),
    remove: async (name) => {
      await wire.ask("DELETE", name);
    },
    sweep: (prefix, before) => sweep(wire, prefix, before),
  };
}

class Wire {
  readonly #client: AwsClient;
  readonly #bucket: string;

  constructor(client: AwsClient, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** 404 is an answer, everything else that is no success is trouble of the store. @throws AppError E_BLOBS */
  async ask(method: string, target: string, more: { headers?: Record<string, string>; body?: Uint8Array } = {}) {
    const { headers = {}, body } = more;
    const reply = await this.#fetch(`${this.#bucket}/${target}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "x-amz-content-sha256": sha256(body) }) },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    if (reply.ok || reply.status === 404) return reply;
    await reply.body?.cancel();
    throw new AppError("E_BLOBS", `附件库应答 ${reply.status}`);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#client.fetch(url, init);
    } catch (cause) {
      throw new AppError("E_BLOBS", "附件库没有应答", { cause });
    }
  }
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** One request for what fits into a part, else a multipart upload that is called off when the source fails. */
async function put(wire: Wire, name: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const parts = inParts(source);
  const first = (await parts.next()).value ?? new Uint8Array();
  if (first.length < PART_BYTES) {
    demandFound(await wire.ask("PUT", name, { body: first }));
    return first.length;
  }
  const begun = await wire.ask("POST", `${name}?uploads=`);
  const uploadId = encodeURIComponent(within(await begun.text(), "UploadId"));
  try {
    return await putParts(wire, { name, uploadId }, { first, parts });
  } catch (error) {
    await wire.ask("DELETE", `${name}?uploadId=${uploadId}`).catch(() => undefined);
    throw error;
  }
}

async function putParts(
  wire: Wire,
  { name, uploadId }: { readonly name: string; readonly uploadId: string },
  { first, parts }: { readonly first: Uint8Array; readonly parts: AsyncGenerator<Uint8Array> },
): Promise<number> {
  const tags: string[] = [];
  let size = 0;
  const send = async (body: Uint8Array): Promise<void> => {
    const target = `${name}?partNumber=${tags.length + 1}&uploadId=${uploadId}`;
    tags.push(demandFound(await wire.ask("PUT", target, { body })).headers.get("etag") ?? "");
    size += body.length;
  };
  await send(first);
  for await (const part of parts) await send(part);
  const list = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escaped(tag)}</ETag></Part>`);
  const body = Buffer.from(`<CompleteMultipartUpload>${list.join("")}</CompleteMultipartUpload>`);
  const ended = demandFound(await wire.ask("POST", `${name}?uploadId=${uploadId}`, { body }));
  // The store may say 200 first and find the fault while it puts the parts together.
  if ((await ended.text()).includes("<Error>")) throw new AppError("E_BLOBS", "附件库没有完成上传");
  return size;
}

async function* inParts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of source) {
    held.push(bytes);
    length += bytes.length;
    while (length >= PART_BYTES) {
      const whole = Buffer.concat(held);
      yield whole.subarray(0, PART_BYTES);
      held = [whole.subarray(PART_BYTES)];
      length -= PART_BYTES;
    }
  }
  if (length > 0) yield Buffer.concat(held);
  return undefined;
}

async function read(wire: Wire, name: string, range: BlobRange | undefined): Promise<AsyncIterable<Uint8Array>> {
  if (range?.length === 0) return nothing();
  const headers = range === undefined ? {} : { range: `bytes=${range.from}-${range.from + range.length - 1}` };
  const reply = await wire.ask("GET", name, { headers });
  if (reply.status === 404) throw new AppError("E_NOT_FOUND", "附件库中没有这份数据");
  if (range !== undefined && reply.status !== 206) {
    await reply.body?.cancel();
    throw new AppError("E_BLOBS", "附件库不支持分段读取");
  }
  return bytesOf(reply);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function sweep(wire: Wire, prefix: string, before: Date): Promise<number> {
  let removed = 0;
  for (let token = ""; ; ) {
    const more = token === "" ? "" : `&continuation-token=${encodeURIComponent(token)}`;
    const listed = await wire.ask("GET", `?list-type=2&prefix=${encodeURIComponent(prefix)}${more}`);
    const text = new TextDecoder().decode(await collected(bytesOf(listed)));
    for (const [, entry = ""] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
      if (Date.parse(within(entry, "LastModified")) >= before.getTime()) continue;
      await wire.ask("DELETE", within(entry, "Key"));
      removed += 1;
    }
    token = /<NextContinuationToken>([^<]+)</.exec(text)?.[1] ?? "";
    if (token === "") return removed;
  }
}

function demandFound(reply: Response): Response {
  if (reply.status === 404) throw new AppError("E_BLOBS", "附件库中没有这个存储桶");
  return reply;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The text of an element; the few answers that are read hold no nested one of the same name. */
function within(xml: string, name: string): string {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  if (found === undefined) throw new AppError("E_BLOBS", "附件库的应答不符合约定");
  return found.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
