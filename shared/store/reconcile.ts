/**
 * Brings journal and index together at start: the higher sequence number of a key is the truth, a deletion included.
 * What only one of the two has goes to the other; nothing is lost because one of them was.
 */
import type { Position } from "./record";

export interface Reconciliation {
  /** Rows the index must take from the journal. */
  readonly fetch: readonly Position[];
  /** Rows the journal must take back from the index. */
  readonly restore: readonly Position[];
  /** Rows the index must delete, because the journal knows of their deletion, at the deletion's number. */
  readonly drop: readonly Position[];
}

export function reconcile(journal: readonly Position[], index: readonly Position[]): Reconciliation {
  const [known, indexed] = [newest(journal), newest(index)];
  const behind = [...known.values()].filter((row) => row.seq > (indexed.get(nameOf(row))?.seq ?? -1));
  const ahead = [...indexed.values()].filter((row) => row.seq > (known.get(nameOf(row))?.seq ?? -1));
  const there = behind.filter((row) => indexed.get(nameOf(row))?.deleted === false);
  return {
    fetch: behind.filter((row) => !row.deleted),
    restore: ahead,
    drop: there.filter((row) => row.deleted),
  };
}

/** A table name holds no blank, so that the two parts cannot run into each other. */
const nameOf = ({ table, key }: Pick<Position, "table" | "key">): string => `${table} ${key}`;

function newest(rows: readonly Position[]): ReadonlyMap<string, Position> {
  const byName = new Map<string, Position>();
  for (const row of rows) {
    const known = byName.get(nameOf(row));
    if (known === undefined || known.seq < row.seq) byName.set(nameOf(row), row);
  }
  return byName;
}
