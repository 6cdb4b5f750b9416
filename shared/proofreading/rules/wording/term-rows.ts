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

/** A table with a line for each: `错 对 | 例外…`; `-` stands for nothing to write instead. */
export function termsIn(table: string, why: string): readonly Term[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [entry = "", exceptions = ""] = line.split("|");
      const [wrong = "", right = "-"] = entry.trim().split(" ");
      const unless = exceptions.split(" ").filter((item) => item !== "");
      return { wrong, right: right === "-" ? [] : [right], why, ...(unless.length === 0 ? {} : { unless }) };
    });
}
