/**
 * The only way out of the machine 政务外网 (AU-6, LA-41.3a, LA-41.4, NC-9.3): to addresses in the policy's ranges, under the
 * policy's own authorities, encrypted. What is not allowed is E_NET before anything was sent. Over node:https, because
 * Node 20 cannot give its `fetch` an authority of our own (docs/adr/0018).
 */
import type { LookupAddress } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import { AppError } from "../../shared/failure";
import { liesIn } from "../../shared/policy/ranges";
import { certificateFault } from "./certificate-fault";

export interface ExtranetOptions {
  /** Asked anew for each request: a policy may have narrowed the ranges. Undefined: not judged by this machine. */
  readonly extranet: () => readonly string[] | undefined;
  /** PEM of the only authorities believed, as the policy pins them; null pins none. */
  readonly pinnedCa: string | null;
  /** PEM of the system's, believed where none is pinned; null leaves Node's own list. */
  readonly systemCa?: string | null;
  /** The demo city relaxes both floors, for this machine itself alone. */
  readonly demo: boolean;
  readonly resolve: (name: string) => Promise<readonly LookupAddress[]>;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const loopback = ["127.0.0.0/8", "::1/128"];

/** @throws AppError E_NET; anything else a request fails with is no answer, as with `fetch` */
export function createExtranetFetch(options: ExtranetOptions): Fetch {
  const believed = options.pinnedCa ?? options.systemCa ?? null;
  // Read once: the system's list is long.
  const trust = believed === null ? {} : { secureContext: createSecureContext({ ca: believed }) };
  const agents = {
    "https:": new https.Agent({ keepAlive: true, ...trust }),
    "http:": new http.Agent({ keepAlive: true }),
  };
  return async (address, init) => {
    const url = new URL(address);
    const { protocol } = url;
    if (protocol !== "https:" && protocol !== "http:") throw new AppError("E_NET", "不是 https 地址");
    const found = await unlessAborted(allowedAddresses(url, options), init.signal ?? null);
    return send(url, init, { addresses: found, agent: agents[protocol], isPinned: options.pinnedCa !== null });
  };
}

/** A name server that does not answer holds nobody longer than the deadline: looking up a name knows no signal. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | null): Promise<T> {
  if (signal === null) return work;
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_, failed) =>
    signal.addEventListener("abort", () => failed(signal.reason), { once: true, signal: over.signal }),
  );
  return Promise.race([work, aborted]).finally(() => over.abort());
}

/** Every address of the name must be allowed: which of them a connection takes is not ours to choose. */
async function allowedAddresses(
  url: URL,
  { extranet, demo, resolve }: ExtranetOptions,
): Promise<readonly LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length === 0) throw new Error("the name has no address");
  const own = demo && addresses.every(({ address }) => liesIn(address, loopback));
  if (own) return addresses;
  if (url.protocol === "http:") throw new AppError("E_NET", "连接未加密");
  const ranges = extranet();
  const outside = ranges !== undefined && !addresses.every(({ address }) => liesIn(address, ranges));
  if (outside) throw new AppError("E_NET", "服务器不在策略许可的地址段内，没有发出请求");
  return addresses;
}

interface Way {
  readonly addresses: readonly LookupAddress[];
  readonly agent: http.Agent;
  readonly isPinned: boolean;
}

function send(url: URL, init: RequestInit, { addresses, agent, isPinned }: Way): Promise<Response> {
  const headers = Object.fromEntries(new Headers(init.headers));
  const body = bytesOf(init.body);
  return new Promise((done, failed) => {
    const request = (url.protocol === "https:" ? https : http).request(
      url,
      {
        method: init.method ?? "GET",
        headers: { ...headers, ...(body === null ? {} : { "content-length": String(body.length) }) },
        agent,
        ...(init.signal == null ? {} : { signal: init.signal }),
        lookup: judged(addresses),
      },
      (answer) => {
        try {
          done(responseOf(answer, init));
        } catch (error) {
          answer.destroy();
          failed(error);
        }
      },
    );
    request.once("error", (error) => failed(certificateFault(error, isPinned) ?? error));
    request.end(body ?? undefined);
  });
}

/** The connection goes to the addresses that were judged: asking again could answer others (DNS rebinding). */
function judged(addresses: readonly LookupAddress[]): http.RequestOptions["lookup"] {
  return (_name, { all }, answer) => {
    const [first = { address: "", family: 4 }] = addresses;
    if (all === true) answer(null, [...addresses]);
    else answer(null, first.address, first.family);
  };
}

const bodiless: readonly number[] = [204, 205, 304];

function responseOf(answer: http.IncomingMessage, { redirect, method }: RequestInit): Response {
  const status = answer.statusCode ?? 0;
  if (redirect === "error" && status >= 300 && status < 400 && answer.headers.location !== undefined) {
    throw new TypeError("the server redirects");
  }
  const headers = new Headers();
  for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2) {
    headers.append(answer.rawHeaders[at] ?? "", answer.rawHeaders[at + 1] ?? "");
  }
  if (method === "HEAD" || bodiless.includes(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(streamOf(answer), { status, headers });
}

function streamOf(answer: http.IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = answer[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: () => void answer.destroy(),
  });
}

/** What our clients send: nothing, text, or bytes. */
function bytesOf(body: RequestInit["body"]): Buffer | null {
  if (body === undefined || body === null) return null;
  if (typeof body === "string") return Buffer.from(body, "utf8");
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError("a body is text or bytes");
}
