/** Bytes of files as they are, whole or a range of them (RFC 9110 §14), streamed from the blob store. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { check } from "../../shared/failure";
import { digest } from "../../shared/schema";
import { fileStream } from "../blobs/file-bytes";
import { rangeOf } from "../byte-range";
import type { ProofDoor } from "../http/proof-door";
import { callerAt } from "../http/register";
import { fileFor, type StoredFile } from "../items/file-sight";
import type { Caller, Services } from "../services";

type Named = { Params: { hash: string } };

export function registerDownloads(app: FastifyInstance, services: Services, door: ProofDoor): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    callers.set(request, await callerAt(services, door, { request, reply }));
  };
  app.get<Named>("/files/:hash/bytes", { onRequest, exposeHeadRoute: false }, async (request, reply) => {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error("no caller behind the door");
    const file = await fileFor(services, caller, check(digest, request.params.hash));
    reply.header("cache-control", "no-store").header("x-file-mime", file.mime).type("application/octet-stream");
    return sendFile(services, { request, reply }, file);
  });
}

interface Exchange {
  readonly request: Pick<FastifyRequest, "headers">;
  readonly reply: FastifyReply;
}

/** 200 with all of it, 206 with the range that was asked for, 416 for one that is not there. */
export async function sendFile(
  services: Pick<Services, "store" | "blobs">,
  { request, reply }: Exchange,
  { hash, size }: Pick<StoredFile, "hash" | "size">,
): Promise<FastifyReply> {
  reply.header("accept-ranges", "bytes").header("etag", `"${hash}"`);
  const range = rangeOf(request.headers.range, size);
  if (range === "outside") return reply.code(416).header("content-range", `bytes */${size}`).send();
  const { from, length } = range ?? { from: 0, length: size };
  if (range !== null) reply.code(206).header("content-range", `bytes ${from}-${from + length - 1}/${size}`);
  reply.header("content-length", length);
  return reply.send(Readable.from(await fileStream(services, hash, { from, length }), { objectMode: false }));
}
