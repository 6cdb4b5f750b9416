/** The one place that talks to the platform. Every reply is parsed by its route's schema; trouble has a code. */
import { z } from "zod";
import { AppError, failure } from "../../shared/failure";
import { type ReplyOf, type RouteName, routes } from "../../shared/http/routes";

export interface PlatformRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string;
  readonly operationId?: string;
}

export interface Client {
  /** @throws AppError with the platform's own code; E_OFFLINE without an answer; E_SERVER for a foreign one. */
  readonly request: <R extends RouteName>(route: R, request?: PlatformRequest) => Promise<ReplyOf<R>>;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const DEADLINE_MS = 15_000;
const LARGE_DEADLINE_MS = 120_000;
/** The probe must not hold up what waits for its answer. */
const PROBE_DEADLINE_MS = 4_000;
const large: readonly RouteName[] = [
  "files.store",
  "files.read",
  "items.revise",
  "items.review",
  "items.evidence",
  "packs.read",
  "packs.store",
];

export function createClient(baseUrl: string, fetch: Fetch): Client {
  const base = baseUrl.replace(/\/+$/, "");
  return {
    request: async (route, request = {}) => {
      const { status, text } = await exchange(fetch, base, { route, request });
      const raw = parseJson(text);
      if (status < 200 || status > 299) throw refusal(status, raw);
      const parsed = z.safeParse(routes[route].reply, raw);
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

async function exchange(fetch: Fetch, base: string, { route, request }: Exchange) {
  const { method, path } = routes[route];
  const query = new URLSearchParams(request.query ?? {}).toString();
  const url = `${base}${fill(path, request.params ?? {})}${query === "" ? "" : `?${query}`}`;
  const body = request.body === undefined || request.body === null ? null : JSON.stringify(request.body);
  try {
    const reply = await fetch(url, {
      method,
      headers: headersOf(request, body !== null),
      body,
      redirect: "error",
      signal: AbortSignal.timeout(deadlineOf(route)),
    });
    return { status: reply.status, text: await reply.text() };
  } catch (cause) {
    throw new AppError("E_OFFLINE", "", { cause });
  }
}

function deadlineOf(route: RouteName): number {
  if (route === "time.read") return PROBE_DEADLINE_MS;
  return large.includes(route) ? LARGE_DEADLINE_MS : DEADLINE_MS;
}

function headersOf({ token, operationId }: PlatformRequest, hasBody: boolean): Record<string, string> {
  return {
    accept: "application/json",
    ...(hasBody ? { "content-type": "application/json" } : {}),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
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

function refusal(status: number, raw: unknown): AppError {
  const parsed = failure.safeParse(raw);
  if (parsed.success) return new AppError(parsed.data.code, parsed.data.detail);
  return new AppError("E_SERVER", `平台应答 ${status}`);
}
