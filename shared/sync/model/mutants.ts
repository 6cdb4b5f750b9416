/** Deliberate faults of the protocol, each of them known from products that lost work. The model must find every one. */
import { isFinished, isParked } from "../plan";
import { type Rules, sound } from "./rules";
import type { Row } from "./state";

let retries = 0;

const open = (rows: readonly Row[]): Row[] =>
  rows.filter((row) => !isFinished(row) && !isParked(row)).sort((a, b) => a.order - b.order);

const mutant = (change: Partial<Rules>): Rules => ({ ...sound, ...change });

export const mutants: Readonly<Record<string, Rules>> = {
  "no idempotency row": mutant({ answers: "nowhere" }),
  "a new key on retry": mutant({
    keyOf: (row) => {
      retries += 1;
      return row.attempts === 0 ? row.operationId : `${row.operationId}-${retries}`;
    },
    receipt: "any-receipt",
  }),
  "the key changes with the state of the row": mutant({ keyOf: (row) => `${row.operationId}-${row.attempts}` }),
  "deleted before it is acknowledged": mutant({ keeps: "until-sent" }),
  "idempotency outside the transaction": mutant({ answers: "after-effect" }),
  "last write wins": mutant({ takes: () => true }),
  "only the first revision is compared": mutant({
    takes: (history, parent) => (parent === null) === (history.length === 0),
  }),
  "a cursor by the clock": mutant({ feed: "clock" }),
  "a cursor by a sequence, trusted": mutant({ feed: "sequence", reader: "trusts" }),
  "the cursor moves before the page is kept": mutant({ cursor: "before-page" }),
  "told before it is on the disk": mutant({ tells: "before-disk" }),
  "dropped on a conflict": mutant({ conflict: "drops" }),
  "rebased on a conflict without asking": mutant({ conflict: "rebases" }),
  "acknowledged by any answer": mutant({ receipt: "any-answer" }),
  "acknowledged by any receipt": mutant({ receipt: "any-receipt" }),
  "an ended session parks": mutant({ session: "parks" }),
  "taken back without asking the platform": mutant({ takeBack: "at-once" }),
  "taken back after the platform knew nothing of it yet": mutant({ takeBack: "asks" }),
  "the same epoch after a restore": mutant({ epoch: "same" }),
  "a restored platform is believed": mutant({ restored: "believes" }),
  "no order within an item": mutant({
    nextDue: (rows, now) =>
      open(rows)
        .filter((row) => row.dueAt <= now)
        .reverse(),
  }),
  "a due time of a wrong clock is believed": mutant({
    nextDue: (rows, now) =>
      sound.nextDue(
        rows.filter((row) => row.dueAt <= now),
        now,
      ),
  }),
  "orders wait their turn": mutant({
    nextDue: (rows, now) => [...sound.nextDue(rows, now)].sort((a, b) => a.order - b.order),
  }),
  "what failed once is never tried again": mutant({
    nextDue: (rows, now) => sound.nextDue(rows, now).filter((row) => row.attempts === 0),
  }),
  "what was being sent is taken for sent": mutant({
    nextDue: (rows, now) => sound.nextDue(rows, now).filter((row) => row.state !== "sending"),
  }),
};
