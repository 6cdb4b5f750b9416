/**
 * A small S3 on loopback for tests, written from the service's documentation and not from our client: it recomputes
 * each request's Signature Version 4 and the hash of each body, and refuses whatever does not agree.
 */
import { createHash, createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { S3Settings } from "../blobs/s3";

export interface S3Server {
  readonly settings: S3Settings;
  /** Finished objects by key. */
  readonly objects: Map<string, { bytes: Buffer; at: Date }>;
  /** Uploads in parts that were neither completed nor called off. */
  readonly unfinished: () => number;
  /** Method and target of each request that was let in. */
  readonly seen: string[];
  /** So many of the next requests are answered 503. */
  readonly faults: { next: number };
  readonly close: () => Promise<void>;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const secretAccessKey = "loopback-secret";
const accessKeyId = "LOOPBACK";
const region = "cn-test-1";
const bucket = "caibian";

export async function startS3(): Promise<S3Server> {
  const store = new Bucket();
  const seen: string[] = [];
  const faults = { next: 0 };
  const server = createServer((incoming, reply) => {
    void answer(incoming, { store, seen, faults }).then((given) => send(reply, incoming.method ?? "", given));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const settings = { endpoint: `http://127.0.0.1:${port}`, bucket, region, accessKeyId, secretAccessKey };
  return {
    settings,
    objects: store.objects,
    unfinished: () => store.uploads.size,
    seen,
    faults,
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

interface World {
  readonly store: Bucket;
  readonly seen: string[];
  readonly faults: { next: number };
}

async function answer(incoming: IncomingMessage, { store, seen, faults }: World): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const { pathname, searchParams } = new URL(incoming.url ?? "", "http://x");
  const { method = "", headers } = incoming;
  const request = { method, path: pathname, query: searchParams, headers, body: Buffer.concat(parts) };
  const trouble = signatureTrouble(request);
  if (trouble !== null) return { status: 403, body: `<Error><Code>${trouble}</Code></Error>` };
  if (faults.next > 0) {
    faults.next -= 1;
    return { status: 503, body: "<Error><Code>SlowDown</Code></Error>" };
  }
  seen.push(`${method} ${pathname}`);
  if (!pathname.startsWith(`/${bucket}/`)) return { status: 404 };
  return store.serve(request, decodeURIComponent(pathname.slice(bucket.length + 2)));
}

function send(reply: ServerResponse, method: string, { status, headers = {}, body = "" }: Answer): void {
  reply.writeHead(status, { ...headers, ...(method === "HEAD" ? {} : { "content-length": Buffer.byteLength(body) }) });
  reply.end(method === "HEAD" ? undefined : body);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html; null when all agrees. */
function signatureTrouble({ method, path, query, headers, body }: Request): string | null {
  const form = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, credential = "", signed = "", signature = ""] = form.exec(headers.authorization ?? "") ?? [];
  const [key, date = "", place = "", service = "", last] = credential.split("/");
  if (key !== accessKeyId || place !== region || service !== "s3" || last !== "aws4_request")
    return "InvalidAccessKeyId";
  const names = signed.split(";");
  if (!["host", "x-amz-date", "x-amz-content-sha256"].every((name) => names.includes(name))) return "AccessDenied";
  const payload = String(headers["x-amz-content-sha256"]);
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const canonical = [
    method,
    path,
    canonicalQuery(query),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    "",
    signed,
    payload,
  ].join("\n");
  const at = String(headers["x-amz-date"]);
  const scope = `${date}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", at, scope, sha256(Buffer.from(canonical))].join("\n");
  const derived = [region, "s3", "aws4_request"].reduce(hmac, hmac(Buffer.from(`AWS4${secretAccessKey}`), date));
  return hmac(derived, text).toString("hex") === signature ? null : "SignatureDoesNotMatch";
}

function canonicalQuery(query: URLSearchParams): string {
  const encoded = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return [...query]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const etag = (bytes: Buffer): string => `"${createHash("md5").update(bytes).digest("hex")}"`;
const SMALLEST_PART = 5 * 1_048_576;

class Bucket {
  readonly objects = new Map<string, { bytes: Buffer; at: Date }>();
  readonly uploads = new Map<string, { readonly key: string; readonly parts: Map<number, Buffer> }>();

  serve(request: Request, key: string): Answer {
    const { method, query } = request;
    if (key === "") return this.#list(query);
    if (query.has("uploads")) return this.#begin(key);
    const uploadId = query.get("uploadId");
    if (uploadId !== null) return this.#multipart(request, { key, uploadId });
    if (method === "PUT") {
      this.objects.set(key, { bytes: request.body, at: new Date() });
      return { status: 200, headers: { etag: etag(request.body) } };
    }
    if (method === "DELETE") {
      this.objects.delete(key);
      return { status: 204 };
    }
    return this.#get(request, key);
  }

  #get({ headers: { range } }: Request, key: string): Answer {
    const found = this.objects.get(key);
    if (found === undefined) return { status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" };
    const { bytes } = found;
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
    if (from === undefined || to === undefined)
      return { status: 200, headers: { "content-length": String(bytes.length) }, body: bytes };
    return { status: 206, body: bytes.subarray(Number(from), Number(to) + 1) };
  }

  #begin(key: string): Answer {
    const uploadId = `${randomUUID()}+/=`;
    this.uploads.set(uploadId, { key, parts: new Map() });
    const body = `<InitiateMultipartUploadResult><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`;
    return { status: 200, body };
  }

  #multipart({ method, query, body }: Request, { key, uploadId }: { readonly key: string; uploadId: string }): Answer {
    const upload = this.uploads.get(uploadId);
    if (upload === undefined || upload.key !== key) return { status: 404, body: "<Error/>" };
    if (method === "PUT") {
      upload.parts.set(Number(query.get("partNumber")), body);
      return { status: 200, headers: { etag: etag(body) } };
    }
    this.uploads.delete(uploadId);
    return method === "DELETE" ? { status: 204 } : this.#complete(key, [...upload.parts], body.toString());
  }

  #complete(key: string, parts: readonly (readonly [number, Buffer])[], said: string): Answer {
    const ordered = [...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    const tags = [...said.matchAll(/<ETag>([^<]*)<\/ETag>/g)].map(([, tag]) => tag);
    const fits = ordered.every((bytes, at) => etag(bytes) === tags[at]) && ordered.length === tags.length;
    const small = ordered.slice(0, -1).some((bytes) => bytes.length < SMALLEST_PART);
    // As the service does: the fault comes in a body under 200.
    if (!fits || small) return { status: 200, body: "<Error><Code>InvalidPart</Code></Error>" };
    this.objects.set(key, { bytes: Buffer.concat(ordered), at: new Date() });
    return { status: 200, body: "<CompleteMultipartUploadResult/>" };
  }

  /** Two keys a page, so that a client that reads one page only is found out. */
  #list(query: URLSearchParams): Answer {
    const after = query.get("continuation-token") ?? "";
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(query.get("prefix") ?? "")).sort();
    const left = keys.filter((key) => key > after);
    const page = left.slice(0, 2);
    const lines = page.map((key) => {
      const at = this.objects.get(key)?.at.toISOString() ?? "";
      return `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`;
    });
    const next = left.length > page.length ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    return { status: 200, body: `<ListBucketResult>${lines.join("")}${next}</ListBucketResult>` };
  }
}
