/** What the verifier learns from and is measured on: a text, what it should be, and what the search proposes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Proposals } from "../../../shared/proofreading/spelling/proposals";
import type { Corrupted } from "./errors";

export interface Judged {
  readonly at: number;
  readonly to: number;
  readonly isRight: boolean;
  readonly row: Int16Array;
}

export interface Sentence {
  readonly wrong: string;
  /** Offsets that differ. */
  readonly slips: readonly number[];
  readonly judged: readonly Judged[];
}

/** Pairs of a file, `wrong TAB right` a line; lines of different length are left out. */
export function pairsOf(folder: string, name: string): Corrupted[] {
  return readFileSync(join(folder, "spelling", `${name}.tsv`), "utf8")
    .split("\n")
    .flatMap((line) => {
      const [wrong, right] = line.replace(/\r$/, "").split("\t");
      return wrong === undefined || right === undefined || wrong.length !== right.length ? [] : [{ wrong, right }];
    });
}

export function sentenceOf({ wrong, right }: Corrupted, proposals: Proposals): Sentence {
  const slips: number[] = [];
  for (let i = 0; i < right.length; i += 1) if (wrong[i] !== right[i]) slips.push(i);
  const judged: Judged[] = [];
  proposals.visit(wrong, ({ at, to, row }) => {
    judged.push({ at, to, isRight: wrong[at] !== right[at] && right.charCodeAt(at) === to, row: row.slice() });
  });
  return { wrong, slips, judged };
}
