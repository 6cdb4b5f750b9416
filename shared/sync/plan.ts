/**
 * What the sync loop does next, as pure functions: order, due times, back-off. Clock and randomness are arguments.
 * Per item strictly in order, across items in parallel; nothing is ever dropped by an error. An order to take text down
 * overtakes (W9): it is sent before everything else that is due, and no ordinary operation of its item holds it up.
 */
import type { Failure, FailureCode } from "../failure";
import { failures } from "../failure-rows";
import { type OperationKind, type OperationState, priorityOf } from "./operation";

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
  readonly kind: OperationKind;
  /** Taken once by the platform, lost by it with a restore, and offered again. */
  readonly again?: boolean | undefined;
}

export const BASE_DELAY = 2_000;
export const MAX_DELAY = 300_000;
/** An order to take text down is tried at least so often. */
export const URGENT_DELAY = 30_000;
/** An operation offered again may stand on what another desk has still to offer: so often it waits for that. */
const OFFER_TRIES = 12;

const finished: ReadonlySet<OperationState> = new Set(["acknowledged", "confirmed", "withdrawn"]);
const parked: ReadonlySet<OperationState> = new Set(["conflict", "rejected"]);

/** The platform has it, or a person took it back: nothing is left to deliver. */
export const isFinished = (entry: Pick<Queued, "state">): boolean => finished.has(entry.state);
/** Only a person can move it on. */
export const isParked = (entry: Pick<Queued, "state">): boolean => parked.has(entry.state);

const isUrgent = (entry: Pick<Queued, "kind">): boolean => priorityOf(entry.kind) === "urgent";

/** Whether `earlier`, which is unfinished, must be done before `later` of the same item may be sent. */
function holdsUp(earlier: Queued, later: Queued): boolean {
  if (!isUrgent(later) || isUrgent(earlier)) return true;
  // What is not out yet cannot be taken down: its way out goes first, unless it stands still.
  return priorityOf(earlier.kind) === "release" && !isParked(earlier);
}

/** Of each item what nothing unfinished holds up, unless it is parked; orders first, then in the order of queueing. */
function heads<T extends Queued>(entries: readonly T[]): T[] {
  const byItem = new Map<string, T[]>();
  for (const entry of entries.filter((each) => !isFinished(each))) {
    byItem.set(entry.itemId, [...(byItem.get(entry.itemId) ?? []), entry]);
  }
  const free = [...byItem.values()].flatMap((all) =>
    all.filter((entry) => !all.some((other) => other.order < entry.order && holdsUp(other, entry))),
  );
  return free.filter((entry) => !isParked(entry)).sort((a, b) => rank(a) - rank(b) || a.order - b.order);
}

const rank = (entry: Queued): number => (isUrgent(entry) ? 0 : 1);

/** A due time further off than any back-off was written under another clock: it counts as due. */
const isDue = (entry: Queued, now: number): boolean => entry.dueAt <= now || entry.dueAt - now > MAX_DELAY;

/** What may be sent now. `sending` is due again: after a crash nobody knows the answer, and the key makes repeating safe. */
export function nextDue<T extends Queued>(entries: readonly T[], now: number): T[] {
  const due = heads(entries).filter((entry) => isDue(entry, now));
  // One of an item at a time: beside an order that is due, an ordinary operation of its item waits.
  return due.filter((entry, at) => due.findIndex(({ itemId }) => itemId === entry.itemId) === at);
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

export interface Moment {
  readonly now: number;
  /** Answers a number in [0, 1). */
  readonly random: () => number;
  /** Milliseconds that the platform asked to wait (RFC 9110 §10.2.3). */
  readonly retryAfter?: number | undefined;
}

/** Where a failure leaves an operation. */
export function afterFailure(
  entry: Pick<Queued, "attempts" | "kind" | "again">,
  failure: Failure,
  moment: Moment,
): Setback {
  if (blocking.has(failure.code)) return { state: "waiting", attempts: entry.attempts, dueAt: 0, blocksQueue: true };
  if (retryable(failure) || awaitsOthers(entry, failure)) return backOff(entry, moment);
  const state = failure.code === "E_CONFLICT" ? "conflict" : "rejected";
  return { state, attempts: entry.attempts + 1, dueAt: 0, blocksQueue: false };
}

/** Whoever is not let in has nothing judged: nothing of the queue is tried, parked or lost until that is settled. */
const blocking: ReadonlySet<FailureCode> = new Set([
  "E_SESSION",
  "E_PROOF",
  "E_LOCKED",
  "E_CHALLENGE",
  "E_DEVICE_REFUSED",
  "E_DORMANT",
  "E_EXPIRED",
  "E_UNTRAINED",
]);

/** Refusals that another desk's operation, offered again after a restore, may lift. */
const lifted: ReadonlySet<FailureCode> = new Set([
  "E_CONFLICT",
  "E_STAGE",
  "E_HASH",
  "E_STATE",
  "E_REPO",
  "E_NOT_FOUND",
  "E_MACHINE",
]);

const awaitsOthers = ({ again, attempts }: Pick<Queued, "again" | "attempts">, { code }: Failure): boolean =>
  again === true && attempts < OFFER_TRIES && lifted.has(code);

/** E_NET asks a person to change networks, yet the very same request may then succeed: it waits like the others. */
const retryable = ({ code }: Failure): boolean => failures[code].retry === "later" || failures[code].kind === "network";

/**
 * Full jitter: anywhere between now and the doubling ceiling, so that a city does not return all at once; not before
 * the platform asked for it.
 */
function backOff({ attempts, kind }: Pick<Queued, "attempts" | "kind">, moment: Moment): Setback {
  const longest = priorityOf(kind) === "urgent" ? URGENT_DELAY : MAX_DELAY;
  const ceiling = Math.min(longest, BASE_DELAY * 2 ** Math.min(attempts, 30));
  const jitter = Math.floor(moment.random() * ceiling);
  const asked = Math.min(moment.retryAfter ?? 0, MAX_DELAY - ceiling);
  return {
    state: "waiting",
    attempts: attempts + 1,
    dueAt: moment.now + Math.max(asked, 0) + jitter,
    blocksQueue: false,
  };
}
