/** Rows of small term tables: wrong form, what to write, longer strings in which it is innocent. */
import type { Term } from "../../rule";

export type Row = readonly [wrong: string, right: string, unless?: readonly string[]];

export function termsOf(rows: readonly Row[], why: string): readonly Term[] {
  return rows.map(([wrong, right, unless]) => ({
    wrong,
    right: [right],
    why,
    ...(unless === undefined ? {} : { unless }),
  }));
}
