/** A plain web server over a folder: marks, ranges, and a line that is cut; counts what it was asked and what it sent. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { basename, join } from "node:path";

export interface FeedServer {
  readonly url: string;
  readonly asked: { readonly path: string; readonly status: number }[];
  /** Bytes of bodies since it was last forgotten. */
  readonly sent: () => number;
  readonly forget: () => void;
  /** Breaks each answer off after so many bytes; null no more. */
  readonly cutAfter: (bytes: number | null) => void;
  readonly close: () => Promise<void>;
}

export async function serveFeed(folder: string): Promise<FeedServer> {
  const asked: { path: string; status: number }[] = [];
  const state = { sent: 0, cut: Number.POSITIVE_INFINITY };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = basename(decodeURIComponent(request.url ?? ""));
    const { status, bytes, headers } = answerOf(join(folder, path), request);
    asked.push({ path, status });
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    const part = bytes.subarray(0, Math.min(bytes.length, state.cut));
    state.sent += part.length;
    if (part.length === bytes.length) response.end(part);
    else response.write(part, () => setTimeout(() => response.destroy(), 50));
  };
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/feed/`,
    asked,
    sent: () => state.sent,
    forget: () => {
      asked.length = 0;
      state.sent = 0;
    },
    cutAfter: (bytes) => {
      state.cut = bytes ?? Number.POSITIVE_INFINITY;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

const nothing = Buffer.alloc(0);

function answerOf(file: string, { headers: wanted }: IncomingMessage) {
  if (!existsSync(file)) return { status: 404, bytes: nothing, headers: {} };
  const whole = readFileSync(file);
  const etag = `"${createHash("sha256").update(whole).digest("hex").slice(0, 20)}"`;
  if (wanted["if-none-match"] === etag) return { status: 304, bytes: nothing, headers: { etag } };
  const from = Number(/^bytes=(\d+)-$/.exec(wanted.range ?? "")?.[1] ?? 0);
  if (from === 0) return { status: 200, bytes: whole, headers: { etag } };
  if (from >= whole.length) return { status: 416, bytes: nothing, headers: {} };
  const range = `bytes ${from}-${whole.length - 1}/${whole.length}`;
  return { status: 206, bytes: whole.subarray(from), headers: { etag, "content-range": range } };
}
