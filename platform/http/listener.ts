/**
 * The listener under Fastify: how long a caller may take, and how much of a connection it may hold. Who sends a byte a
 * minute (slow loris) is cut off; a desk on a slow line still gets its 48 MB through.
 */
import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createSecureServer } from "node:https";

export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface ListenerLimits {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
  readonly connections: number;
}

export const defaultListenerLimits: ListenerLimits = {
  headersMs: 15_000,
  requestMs: 300_000,
  // Longer than balancers keep theirs, so that it is never we who close under a request just sent.
  keepAliveMs: 75_000,
  connections: 10_000,
};

const HEADER_BYTES = 16_384;
const TLS_HANDSHAKE_MS = 10_000;

export function listener(handler: RequestListener, tls: Tls | null, limits: ListenerLimits): Server {
  const options: ServerOptions = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
    maxHeaderSize: HEADER_BYTES,
  };
  const server =
    tls === null
      ? createServer(options, handler)
      : createSecureServer({ ...options, ...tls, handshakeTimeout: TLS_HANDSHAKE_MS }, handler);
  server.maxConnections = limits.connections;
  return server;
}
