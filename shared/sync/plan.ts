/**
 * What the sync loop does next, as pure functions: order, due times, back-off. Clock and randomness are arguments.
 * Per item strictly in order, across items in parallel; nothing is ever dropped by an error.
 */
import type { Failure } from "../failure";
import { failures } from "../failure-rows";
import type { OperationState } from "./operation";

export interface Queued {
  readonly operationId: string;
  readonly itemId: string;
  /** Ascends with queueing; operations of one item are delivered in this order. */
  readonly order: number;
  readonly state: OperationState;
  /** Failed attempts so far. */
  readonly attempts: number;
  /** Milliseconds since the epoch; 0 when due at once. */
  readonly dueAt: number;
}

export const BASE_DELAY = 2_000;
export const MAX_DELAY = 300_000;

const finished: ReadonlySet<OperationState> = new Set(["acknowledged", "confirmed", "withdrawn"]);
const parked: ReadonlySet<OperationState> = new Set(["conflict", "rejected"]);

/** The platform has it, or a person took it back: nothing is left to deliver. */
export const isFinished = (entry: Pick<Queued, "state">): boolean => finished.has(entry.state);
/** Only a person can move it on. */
export const isParked = (entry: Pick<Queued, "state">): boolean => parked.has(entry.state);

/** The first unfinished operation of each item, unless it is parked; a later one never overtakes it. */
function heads<T extends Queued>(entries: readonly T[]): T[] {
  const first = new Map<string, T>();
  for (const entry of entries) {
    if (isFinished(entry)) continue;
    const known = first.get(entry.itemId);
    if (known === undefined || entry.order < known.order) first.set(entry.itemId, entry);
  }
  return [...first.values()].filter((entry) => !isParked(entry)).sort((a, b) => a.order - b.order);
}

/** A due time further off than any back-off was written under another clock: it counts as due. */
const isDue = (entry: Queued, now: number): boolean => entry.dueAt <= now || entry.dueAt - now > MAX_DELAY;

/** What may be sent now. `sending` is due again: after a crash nobody knows the answer, and the key makes repeating safe. */
export function nextDue<T extends Queued>(entries: readonly T[], now: number): T[] {
  return heads(entries).filter((entry) => isDue(entry, now));
}

/** Milliseconds until something becomes due; null when nothing waits for time. */
export function untilDue(entries: readonly Queued[], now: number): number | null {
  const waits = heads(entries).map((entry) => (isDue(entry, now) ? 0 : entry.dueAt - now));
  return waits.length === 0 ? null : Math.min(...waits);
}

export interface Setback {
  readonly state: OperationState;
  readonly attempts: number;
  readonly dueAt: number;
  /** True when no other operation can succeed either until a person signs in again. */
  readonly blocksQueue: boolean;
}

/** Where a failure leaves an operation. `random` answers a number in [0, 1). */
export function afterFailure(
  entry: Pick<Queued, "attempts">,
  failure: Failure,
  time: { readonly now: number; readonly random: () => number },
): Setback {
  switch (failure.code) {
    case "E_SESSION":
    case "E_LOCKED":
    case "E_CHALLENGE":
      return { state: "waiting", attempts: entry.attempts, dueAt: 0, blocksQueue: true };
    case "E_CONFLICT":
      return { state: "conflict", attempts: entry.attempts + 1, dueAt: 0, blocksQueue: false };
    default:
      return retryable(failure) ? backOff(entry.attempts, time) : parkedFor(entry.attempts);
  }
}

/** E_NET asks a person to change networks, yet the very same request may then succeed: it waits like the others. */
const retryable = ({ code }: Failure): boolean => failures[code].retry === "later" || failures[code].kind === "network";

/** Full jitter: anywhere between now and the doubling ceiling, so that a city does not return all at once. */
function backOff(attempts: number, { now, random }: { now: number; random: () => number }): Setback {
  const ceiling = Math.min(MAX_DELAY, BASE_DELAY * 2 ** Math.min(attempts, 30));
  return {
    state: "waiting",
    attempts: attempts + 1,
    dueAt: now + Math.floor(random() * ceiling),
    blocksQueue: false,
  };
}

const parkedFor = (attempts: number): Setback => ({
  state: "rejected",
  attempts: attempts + 1,
  dueAt: 0,
  blocksQueue: false,
});
