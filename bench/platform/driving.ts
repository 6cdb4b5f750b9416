/**
 * 200 desks at once with autocannon, which costs the machine least beside the servers it shares it with. Each request is
 * prepared when its connection is free: next desk, next manuscript, new item, own key, own proof.
 */
import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { credentials, type Desk } from "./desks";

export interface Target {
  /** Where the server listens. */
  readonly url: string;
  /** The address that proofs name. */
  readonly audience: string;
  /** The gateway's word on who calls, where the platform believes one. */
  readonly forwarded: boolean;
  /** The newest that the server gave: each lives for minutes, a bench over a million items for longer. */
  nonce: string;
}

export interface Drive {
  readonly desks: readonly Desk[];
  readonly bodies: readonly string[];
  readonly seconds: number;
  /**
   * So many requests instead, each waited for. What is on its way when the seconds are over is counted nowhere: with 200 desks
   * that is two seconds' work of the slower of two servers and one of the other, and the faster one's next round begins with it.
   */
  readonly amount?: number;
}

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that are not 200, and requests without an answer. */
  readonly errors: number;
  readonly answered: number;
}

export async function drive(target: Target, { desks, bodies, seconds, amount }: Drive): Promise<Load> {
  let turn = 0;
  const next = (): { path: string; headers: Record<string, string>; body: string } => {
    const desk = desks[turn % desks.length];
    const body = bodies[turn % bodies.length];
    turn += 1;
    if (desk === undefined || body === undefined) throw new Error("no desk, no manuscript");
    const itemId = `item-${randomUUID()}`;
    const path = `/items/${itemId}/revisions`;
    return { path, headers: headersFor(target, desk, { method: "PUT", path, operationId: `op-${itemId}` }), body };
  };
  const result = await autocannon({
    url: target.url,
    connections: desks.length,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    // Ends are seen to a tenth of a second.
    sampleInt: 100,
    timeout: 60,
    requests: [{ method: "PUT", setupRequest: (request) => ({ ...request, ...next() }) }],
  });
  const { latency, errors, non2xx } = result;
  return {
    perSecond: result["2xx"] / result.duration,
    p50: latency.p50,
    p99: latency.p99,
    errors: errors + non2xx,
    answered: result["2xx"],
  };
}

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
}

export function headersFor(target: Target, desk: Desk, { method, path, operationId }: Ask): Record<string, string> {
  const [plain = ""] = path.split("?");
  const number = Number(desk.accountId.replace(/\D/g, "")) % 60_000;
  return {
    ...credentials(desk, { method, url: `${target.audience}${plain}`, nonce: target.nonce }),
    ...(operationId === undefined ? {} : { "idempotency-key": operationId, "content-type": "application/json" }),
    ...(target.forwarded
      ? { "x-forwarded-for": `10.1.${Math.floor(number / 250)}.${(number % 250) + 1}`, "x-forwarded-proto": "https" }
      : {}),
  };
}
