/** Compares the two local stores by position and says what each must take from the other. Pure. */
import type { Position } from "./record";

export interface Reconciliation {
  /** In the journal and newer than, or missing from, the index: to be read from the journal. */
  readonly fetch: readonly Position[];
  /** In the index and newer than, or missing from, the journal: to be given back to the journal. */
  readonly restore: readonly Position[];
  /** Deleted by the journal, still alive in the index: to be marked deleted there. */
  readonly drop: readonly Position[];
}

const nameOf = ({ table, key }: Position): string => `${table} ${key}`;

export function reconcile(journal: readonly Position[], index: readonly Position[]): Reconciliation {
  const inIndex = new Map(index.map((position) => [nameOf(position), position]));
  const inJournal = new Map(journal.map((position) => [nameOf(position), position]));
  const newer = journal.filter((position) => position.seq > (inIndex.get(nameOf(position))?.seq ?? -1));
  return {
    fetch: newer.filter((position) => !position.deleted),
    drop: newer.filter((position) => position.deleted && inIndex.has(nameOf(position))),
    restore: index.filter(
      (position) => !position.deleted && position.seq > (inJournal.get(nameOf(position))?.seq ?? -1),
    ),
  };
}
