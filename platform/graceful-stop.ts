/**
 * A stop that nobody notices: not ready first, so that the balancer turns away; then no new connection, the requests that
 * are there end; then what lies below. After the deadline connections are cut: an unanswered request is repeated by its
 * desk under the same key and has one effect (effects/operation.ts).
 */
import type { FastifyInstance } from "fastify";
import type { Readiness } from "./http/readiness";

export interface StopTimes {
  /** How long a balancer may take to see that this process is not ready. */
  readonly drainMs: number;
  /** How long requests may take to end after that. */
  readonly deadlineMs: number;
}

export const defaultStopTimes: StopTimes = { drainMs: 0, deadlineMs: 25_000 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function stopListening(
  app: FastifyInstance,
  readiness: Readiness,
  { drainMs, deadlineMs }: StopTimes,
): Promise<void> {
  readiness.stop();
  if (drainMs > 0) await pause(drainMs);
  const cut = setTimeout(() => app.server.closeAllConnections(), deadlineMs);
  cut.unref();
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
