/** Requests whose bodies are bytes, not JSON: chunks of uploads going up, ranges of files coming down. */
import { AppError, type FailureCode, failure } from "../../shared/failure";
import { proofNonceHeader, useNonceChallenge } from "../../shared/http/proof";
import { type Credential, proofHeaders } from "./proof-headers";

export interface RawRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "DELETE";
  /** From the platform's address on. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly credential?: Credential;
}

export interface RawReply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** @throws AppError with the platform's own code, E_OFFLINE without an answer, E_SERVER for a foreign one */
export type RawExchange = (request: RawRequest) => Promise<RawReply>;

interface Wire {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly base: string;
  nonce: string | null;
}

/** Long enough for a chunk over a poor line. What arrived of it until then is not sent again. */
const DEADLINE_MS = 120_000;

export async function exchangeRaw(wire: Wire, request: RawRequest): Promise<RawReply> {
  const first = await once(wire, request);
  // The platform did nothing yet and only wants the proof made over its nonce (RFC 9449 §8).
  const again = first.headers.get("www-authenticate") === useNonceChallenge && request.credential !== undefined;
  const reply = again ? await once(wire, request) : first;
  if (reply.status >= 200 && reply.status <= 299) return reply;
  throw refusal(reply);
}

async function once(wire: Wire, { method, path, headers = {}, body, credential }: RawRequest): Promise<RawReply> {
  const target = `${wire.base}${path}`;
  const proof = await proofHeaders({ method, target, credential, nonce: wire.nonce });
  try {
    const reply = await wire.fetch(target, {
      method,
      headers: { ...headers, ...proof },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    wire.nonce = reply.headers.get(proofNonceHeader) ?? wire.nonce;
    return { status: reply.status, headers: reply.headers, bytes: new Uint8Array(await reply.arrayBuffer()) };
  } catch (cause) {
    // Refused before it was sent, by the extranet's ranges or the pinned authorities (AU-6).
    if (cause instanceof AppError) throw cause;
    throw new AppError("E_OFFLINE", "", { cause });
  }
}

/** An answer to HEAD has no body that could say more. */
const byStatus: Readonly<Record<number, FailureCode>> = { 401: "E_SESSION", 403: "E_PERM", 404: "E_NOT_FOUND" };

function refusal({ status, bytes }: RawReply): AppError {
  const parsed = failure.safeParse(jsonIn(bytes));
  if (parsed.success) return new AppError(parsed.data.code, parsed.data.detail);
  return new AppError(byStatus[status] ?? "E_SERVER", `平台应答 ${status}`);
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Not JSON is not the platform: the schema refuses `undefined` next.
    return undefined;
  }
}
