/**
 * The rules of the sync protocol as the model plays them. The sound ones are the product's own functions where there
 * are any (plan.ts, feed.ts); a mutant breaks exactly one, and the model must notice.
 */
import { nextDue } from "../plan";
import type { Revision, Row } from "./state";

export interface Rules {
  /** What may be sent now. */
  readonly nextDue: (rows: readonly Row[], now: number) => readonly Row[];
  /** The key under which an attempt goes out. */
  readonly keyOf: (row: Row) => string;
  /** When a row leaves the outbox. */
  readonly keeps: "until-acknowledged" | "until-sent";
  /** Whether a person is told before or after the row is on the disk. */
  readonly tells: "after-disk" | "before-disk";
  /** Where the platform writes the answer down. */
  readonly answers: "with-effect" | "after-effect" | "nowhere";
  /** Whether the platform takes a revision on top of these. */
  readonly takes: (history: readonly Revision[], parent: string | null) => boolean;
  /** How changes are numbered: with the last statement, by a sequence beside the transaction, or by the clock. */
  readonly feed: "counter" | "sequence" | "clock";
  readonly reader: "checks" | "trusts";
  readonly cursor: "after-page" | "before-page";
  /** What counts as an acknowledgement. */
  readonly receipt: "of-operation" | "any-receipt" | "any-answer";
  readonly conflict: "asks" | "drops" | "rebases";
  readonly session: "waits" | "parks";
  readonly takeBack: "voids" | "asks" | "at-once";
  /** Another epoch after a restore. */
  readonly epoch: "new" | "same";
  readonly restored: "offers-again" | "believes";
}

export const sound: Rules = {
  nextDue,
  keyOf: (row) => row.operationId,
  keeps: "until-acknowledged",
  tells: "after-disk",
  answers: "with-effect",
  takes: (history, parent) => (history.at(-1)?.hash ?? null) === parent,
  feed: "counter",
  reader: "checks",
  cursor: "after-page",
  receipt: "of-operation",
  conflict: "asks",
  session: "waits",
  takeBack: "voids",
  epoch: "new",
  restored: "offers-again",
};
