/** The form of one platform route, and how one is written down in the table. */
import { z } from "zod";
import { nothing } from "../schema";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** `proof` routes need a proof key (RFC 9449), `session` routes a proof key and its access token. */
  readonly auth: "open" | "proof" | "session";
  /** True when the call needs an Idempotency-Key header and is answered once. */
  readonly idempotent?: true;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  readonly reply: z.ZodType;
  /** One Chinese sentence for OpenAPI. */
  readonly summary: string;
}

export const none = z.strictObject({});

export const get = <P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType, A extends Route["auth"]>(
  path: string,
  auth: A,
  params: P,
  query: Q,
  reply: R,
  summary: string,
) => ({ method: "GET" as const, path, auth, params, query, body: nothing, reply, summary });

export const send = <P extends z.ZodType, B extends z.ZodType, R extends z.ZodType, A extends Route["auth"]>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  auth: A,
  params: P,
  body: B,
  reply: R,
  summary: string,
) => ({ method, path, auth, params, query: none, body, reply, summary });

/** Answered once for each Idempotency-Key. */
export const once = <T extends object>(route: T) => ({ ...route, idempotent: true as const });
