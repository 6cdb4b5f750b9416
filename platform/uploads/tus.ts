/**
 * Resumable uploads by tus 1.0 (https://tus.io/protocols/resumable-upload): core, creation, checksum, termination and
 * expiration, under the same doors as every other route. What has arrived becomes a file by `POST /files/…/commit`.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { MAX_FILE_BYTES } from "../../shared/attachments/limits";
import { AppError, check } from "../../shared/failure";
import { id } from "../../shared/schema";
import type { ProofDoor } from "../http/proof-door";
import { callerAt } from "../http/register";
import type { Caller, Services } from "../services";
import { type Checksum, checksums, receive } from "./receive";
import { RunningUploads } from "./running";
import { clearUpload, createUpload, ownUpload, type Upload } from "./upload";

const VERSION = "1.0.0";
const BODY_TYPE = "application/offset+octet-stream";
const extensions = "creation,checksum,termination,expiration";

interface Parts {
  readonly services: Services;
  readonly callers: WeakMap<FastifyRequest, Caller>;
  readonly running: RunningUploads;
}

type Named = { Params: { uploadId: string } };

export function registerUploads(app: FastifyInstance, services: Services, door: ProofDoor): void {
  const parts: Parts = { services, callers: new WeakMap(), running: new RunningUploads() };
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    reply.header("tus-resumable", VERSION).header("cache-control", "no-store");
    parts.callers.set(request, await callerAt(services, door, { request, reply }));
    // Another version may mean something else by the same headers.
    if (request.headers["tus-resumable"] === VERSION) return undefined;
    return reply.code(412).header("tus-version", VERSION).send();
  };
  // The body is a stream to us, not a value.
  app.addContentTypeParser(BODY_TYPE, (_request, payload, done) => done(null, payload));
  app.options("/uploads", (_request, reply) => describe(reply));
  app.options("/uploads/:uploadId", (_request, reply) => describe(reply));
  app.post("/uploads", { onRequest }, (request, reply) => create(parts, request, reply));
  app.head<Named>("/uploads/:uploadId", { onRequest }, (request, reply) => state(parts, request, reply));
  app.patch<Named>("/uploads/:uploadId", { onRequest }, (request, reply) => append(parts, request, reply));
  app.delete<Named>("/uploads/:uploadId", { onRequest }, (request, reply) => terminate(parts, request, reply));
}

const describe = (reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .header("tus-resumable", VERSION)
    .header("tus-version", VERSION)
    .header("tus-extension", extensions)
    .header("tus-max-size", MAX_FILE_BYTES)
    .header("tus-checksum-algorithm", checksums.join(","))
    .send();

function callerOf({ callers }: Parts, request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new AppError("E_SESSION");
  return caller;
}

async function create(parts: Parts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const upload = await createUpload(parts.services, callerOf(parts, request), countIn(request, "upload-length"));
  const [path = ""] = request.url.split("?");
  return withOffset(reply.code(201), upload).header("location", `${path}/${upload.upload_id}`).send();
}

/** Only an upload of the caller's own, and only once nothing of this process writes to it. */
async function settled(parts: Parts, request: FastifyRequest<Named>): Promise<Upload> {
  const { services, running } = parts;
  const uploadId = check(id, request.params.uploadId);
  await ownUpload(services, callerOf(parts, request), uploadId);
  await running.settle(uploadId);
  return ownUpload(services, callerOf(parts, request), uploadId);
}

async function state(parts: Parts, request: FastifyRequest<Named>, reply: FastifyReply): Promise<FastifyReply> {
  const upload = await settled(parts, request);
  return withOffset(reply.code(200), upload).header("upload-length", upload.length).send();
}

async function append(parts: Parts, request: FastifyRequest<Named>, reply: FastifyReply): Promise<FastifyReply> {
  if (request.headers["content-type"] !== BODY_TYPE) return reply.code(415).send();
  const offset = countIn(request, "upload-offset");
  const checksum = checksumIn(request);
  const upload = await settled(parts, request);
  if (offset !== upload.received) throw new AppError("E_OFFSET");
  if (Number(request.headers["content-length"] ?? 0) > upload.length - offset)
    throw new AppError("E_TOO_LARGE", "超出声明的大小");
  const { raw } = request;
  const received = await parts.running.run(
    upload.upload_id,
    () => raw.destroy(),
    () => receive(parts.services, upload, { stream: raw, checksum }),
  );
  return withOffset(reply.code(204), { ...upload, received }).send();
}

async function terminate(parts: Parts, request: FastifyRequest<Named>, reply: FastifyReply): Promise<FastifyReply> {
  const upload = await settled(parts, request);
  await clearUpload(parts.services, upload.upload_id);
  return reply.code(204).send();
}

const withOffset = (reply: FastifyReply, upload: Upload): FastifyReply =>
  reply.header("upload-offset", upload.received).header("upload-expires", new Date(upload.expires_at).toUTCString());

/** @throws AppError E_INPUT */
function countIn(request: FastifyRequest, header: string): number {
  const text = request.headers[header];
  if (typeof text !== "string" || !/^\d{1,15}$/.test(text)) throw new AppError("E_INPUT", header);
  return Number(text);
}

/** @throws AppError E_INPUT for an algorithm that is not offered */
function checksumIn(request: FastifyRequest): Checksum | null {
  const text = request.headers["upload-checksum"];
  if (text === undefined) return null;
  const [name, base64 = ""] = String(text).split(" ");
  const algorithm = checksums.find((known) => known === name);
  if (algorithm === undefined) throw new AppError("E_INPUT", "upload-checksum");
  return { algorithm, base64 };
}
