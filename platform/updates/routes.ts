/** `GET /updates/<edition>/<file>`: the feed as a plain folder, with ETag and ranges (RFC 9110 §13, §14), for who asks. */
import { createReadStream } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../shared/failure";
import { edition } from "../../shared/model/build-identity";
import { feedName } from "../../shared/update/manifest";
import { rangeOf } from "../byte-range";
import type { UpdateFeed } from "./feed";
import { type FeedFile, isDocument } from "./feed-file";

type Named = { Params: { edition: string; file: string } };

export function registerUpdates(app: FastifyInstance, feed: UpdateFeed | null): void {
  app.get<Named>("/updates/:edition/:file", async (request, reply) => {
    const [of, name] = [edition.safeParse(request.params.edition), feedName.safeParse(request.params.file)];
    const file = feed === null || !of.success || !name.success ? null : await feed.file(of.data, name.data);
    if (file === null || !name.success) throw new AppError("E_NOT_FOUND", "更新源里没有这个文件");
    return answer(file, name.data, { request, reply });
  });
}

interface Exchange {
  readonly request: Pick<FastifyRequest, "headers">;
  readonly reply: FastifyReply;
}

function answer(file: FeedFile, name: string, { request, reply }: Exchange): FastifyReply {
  const { etag, size, bytes } = file;
  // A version's artifact is one set of bytes for ever; documents are asked for each time.
  reply.header("cache-control", isDocument(name) ? "no-cache" : "public, max-age=31536000, immutable");
  reply.header("etag", etag).header("x-content-type-options", "nosniff");
  if (isNamed(request.headers["if-none-match"], etag)) return reply.code(304).send();
  reply.type(name.endsWith(".json") || name.endsWith(".sig") ? "application/json" : "application/octet-stream");
  if (bytes !== null) return reply.send(Buffer.from(bytes));
  return sendPart(file, size, { request, reply });
}

const isNamed = (header: string | undefined, etag: string): boolean =>
  (header ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === etag);

/** A download that was cut off goes on where it stopped, unless the file is another one since (If-Range). */
function sendPart({ path, etag }: FeedFile, size: number, { request, reply }: Exchange): FastifyReply {
  const condition = request.headers["if-range"];
  const isSame = condition === undefined || condition === etag;
  const range = isSame ? rangeOf(request.headers.range, size) : null;
  reply.header("accept-ranges", "bytes");
  if (range === "outside") return reply.code(416).header("content-range", `bytes */${size}`).send();
  const { from, length } = range ?? { from: 0, length: size };
  if (range !== null) reply.code(206).header("content-range", `bytes ${from}-${from + length - 1}/${size}`);
  return reply.header("content-length", length).send(createReadStream(path, { start: from, end: from + length - 1 }));
}
