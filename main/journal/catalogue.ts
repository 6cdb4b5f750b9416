/** What the journal knows without reading a body: the newest row of each key and where it lies. */
import type { Position } from "../../shared/store/record";
import type { Place } from "./rewrite";
import { type Row, rowName } from "./row";

export interface Known {
  readonly table: Row["table"];
  readonly key: string;
  readonly seq: number;
  readonly deleted: boolean;
  readonly place: Place;
}

export class Catalogue {
  readonly #rows = new Map<string, Known>();
  #next = 0;

  /** Takes a row in whatever order rows are met; the highest sequence number of a key wins. */
  readonly take = ({ table, key, seq, sealed }: Row, place: Place): void => {
    const name = rowName({ table, key });
    const known = this.#rows.get(name);
    if (known === undefined || known.seq <= seq)
      this.#rows.set(name, { table, key, seq, deleted: sealed === null, place });
    this.#next = Math.max(this.#next, seq + 1);
  };

  /** Sequence numbers are given once, also when the write then fails. */
  readonly nextSeq = (): number => {
    this.#next += 1;
    return this.#next - 1;
  };

  /** No number up to `seq` is given from now on. */
  readonly raise = (seq: number): void => {
    this.#next = Math.max(this.#next, seq + 1);
  };

  readonly find = (row: { readonly table: string; readonly key: string }): Known | undefined =>
    this.#rows.get(rowName(row));

  /** By table and key as `rowName` joins them. */
  readonly seqOf = (name: string): number | null => this.#rows.get(name)?.seq ?? null;

  readonly all = (): readonly Known[] => [...this.#rows.values()];

  readonly positions = (): Position[] =>
    this.all().map(({ table, key, seq, deleted }) => ({ table, key, seq, deleted }));
}
