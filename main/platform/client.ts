/** The one place that talks to the platform. Every reply is parsed by its route's schema; trouble has a code. */
import { z } from "zod";
import { AppError, failure } from "../../shared/failure";
import { proofNonceHeader, useNonceChallenge } from "../../shared/http/proof";
import { type ReplyOf, type RouteName, routes } from "../../shared/http/routes";
import { schemaHeader } from "../../shared/http/version";
import { Circuit, type CircuitParts, retryAfterOf, Throttled } from "./circuit";
import { NewerReply } from "./newer-reply";
import { type Credential, proofHeaders } from "./proof-headers";
import { exchangeRaw, type RawExchange } from "./raw-exchange";

export interface PlatformRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly credential?: Credential;
  readonly operationId?: string;
}

export interface Client {
  /** The platform's address, as proofs and the login statement name it. */
  readonly address: string;
  /** @throws AppError with the platform's own code; E_OFFLINE without an answer; E_SERVER for a foreign one. */
  readonly request: <R extends RouteName>(route: R, request?: PlatformRequest) => Promise<ReplyOf<R>>;
  /** For bytes. @throws AppError likewise */
  readonly raw: RawExchange;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const DEADLINE_MS = 15_000;
const LARGE_DEADLINE_MS = 120_000;
/** The probe must not hold up what waits for its answer. */
const PROBE_DEADLINE_MS = 4_000;
const large: readonly RouteName[] = [
  "files.store",
  // The platform reads 200 MB once more before it answers.
  "files.commit",
  "files.read",
  "items.revise",
  "items.review",
  "items.evidence",
  "packs.read",
  "packs.store",
];

const ownCircuit: CircuitParts = { uptime: () => performance.now(), random: Math.random };

export function createClient(baseUrl: string, fetch: Fetch, circuit = ownCircuit): Client {
  const { origin, pathname } = new URL(baseUrl);
  const base = `${origin}${pathname}`.replace(/\/+$/, "");
  const wire = { fetch, base, nonce: null, circuit: new Circuit(circuit) };
  return {
    address: base,
    raw: (request) => exchangeRaw(wire, request),
    request: async (route, request = {}) => {
      wire.circuit.admit(route);
      const { status, text, headers } = await exchangeProven(wire, { route, request });
      const raw = parseJson(text);
      if (status < 200 || status > 299) throw refused(wire, { status, raw, headers });
      const parsed = z.safeParse(routes[route].reply, raw);
      if (parsed.success || headers.has(schemaHeader)) wire.circuit.answered();
      // Ours by its header, and not in a form that this version knows: kept, not judged.
      if (!parsed.success && headers.has(schemaHeader)) throw new NewerReply(raw);
      // A captive portal's 200 is not an answer of the platform.
      if (!parsed.success) throw new AppError("E_SERVER", "平台的应答不符合约定");
      // The schema of exactly this route has just accepted the value: this is the parsing door.
      return parsed.data as ReplyOf<typeof route>;
    },
  };
}

interface Exchange {
  readonly route: RouteName;
  readonly request: PlatformRequest;
}

interface Wire {
  readonly fetch: Fetch;
  readonly base: string;
  readonly circuit: Circuit;
  /** The platform's newest nonce for proofs. */
  nonce: string | null;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The platform did nothing yet and only wants the proof made over its nonce (RFC 9449 §8). */
  readonly wantsNonce: boolean;
}

async function exchangeProven(wire: Wire, about: Exchange): Promise<Answer> {
  const first = await exchange(wire, about);
  return first.wantsNonce && about.request.credential !== undefined ? exchange(wire, about) : first;
}

async function exchange(wire: Wire, { route, request }: Exchange): Promise<Answer> {
  const { method, path } = routes[route];
  const query = new URLSearchParams(request.query ?? {}).toString();
  const target = `${wire.base}${fill(path, request.params ?? {})}`;
  const body = request.body === undefined || request.body === null ? null : JSON.stringify(request.body);
  const headers = {
    ...headersOf(request, body !== null),
    ...(await proofHeaders({ method, target, credential: request.credential, nonce: wire.nonce })),
  };
  try {
    const reply = await wire.fetch(`${target}${query === "" ? "" : `?${query}`}`, {
      method,
      headers,
      body,
      redirect: "error",
      signal: AbortSignal.timeout(deadlineOf(route)),
    });
    wire.nonce = reply.headers.get(proofNonceHeader) ?? wire.nonce;
    const wantsNonce = reply.headers.get("www-authenticate") === useNonceChallenge;
    return { status: reply.status, text: await reply.text(), headers: reply.headers, wantsNonce };
  } catch (cause) {
    wire.circuit.failed(null);
    // Refused before it was sent, by the extranet's ranges or the pinned authorities (AU-6).
    if (cause instanceof AppError) throw cause;
    throw new AppError("E_OFFLINE", "", { cause });
  }
}

function deadlineOf(route: RouteName): number {
  if (route === "time.read") return PROBE_DEADLINE_MS;
  return large.includes(route) ? LARGE_DEADLINE_MS : DEADLINE_MS;
}

function headersOf({ operationId }: PlatformRequest, hasBody: boolean): Record<string, string> {
  return {
    accept: "application/json",
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(operationId === undefined ? {} : { "idempotency-key": operationId }),
  };
}

function fill(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === "" || value === "." || value === "..") {
      throw new AppError("E_INPUT", `缺少参数 ${name}`);
    }
    return encodeURIComponent(value);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not the platform: the schema refuses `undefined` next.
    return undefined;
  }
}

interface Refusal {
  readonly status: number;
  readonly raw: unknown;
  readonly headers: Headers;
}

/** The platform's own word closes the circuit; a gateway's does not. */
function refused({ circuit }: Wire, { status, raw, headers }: Refusal): AppError {
  const parsed = failure.safeParse(raw);
  const retryAfter = retryAfterOf(headers, new Date());
  if (parsed.success) circuit.answered();
  else circuit.failed(retryAfter);
  const error = parsed.success
    ? new AppError(parsed.data.code, parsed.data.detail)
    : new AppError("E_SERVER", `平台应答 ${status}`);
  return retryAfter === null ? error : new Throttled(error, retryAfter);
}
