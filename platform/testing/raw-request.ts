/** Requests to routes that speak no JSON, in a person's name: uploads and downloads. */
import type { FastifyInstance } from "fastify";
import { proofHeader, proofNonceHeader, proofScheme } from "../../shared/http/proof";
import { tusVersion } from "../../shared/http/upload";
import type { Desk } from "./desk";
import { claimsFor } from "./proof-key";

export interface RawRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "DELETE" | "OPTIONS";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array;
  /** The failure's code; empty where there is none. */
  readonly code: string;
}

/** What a signed-in desk sends beside a request: token and proof over the platform's newest nonce. */
export async function credentialsFor(
  app: FastifyInstance,
  desk: Desk,
  { method, url }: { readonly method: string; readonly url: string },
): Promise<Record<string, string>> {
  const { headers } = await app.inject({ method: "GET", url: "/time" });
  const nonce = String(headers[proofNonceHeader]);
  const claims = claimsFor({ method, url, at: new Date(desk.now()), nonce, token: desk.token() });
  return {
    authorization: `${proofScheme} ${desk.token()}`,
    [proofHeader]: await desk.proofKey.sign(claims),
    "tus-resumable": tusVersion,
  };
}

export async function rawAsk(
  app: FastifyInstance,
  desk: Desk,
  { method, path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const credentials = await credentialsFor(app, desk, { method, url: `http://localhost${path}` });
  const reply = await app.inject({
    method,
    url: path,
    headers: { ...credentials, ...headers },
    ...(body === undefined ? {} : { payload: Buffer.from(body) }),
  });
  return {
    status: reply.statusCode,
    headers: reply.headers,
    bytes: new Uint8Array(reply.rawPayload),
    code: /"code":"(E_[A-Z_]+)"/.exec(reply.payload)?.[1] ?? "",
  };
}
