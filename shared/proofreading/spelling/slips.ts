/** Joins the changes of one word to one slip. */
import type { Slip } from "./speller";

/** A change of one character that the verifier has judged. */
export interface Change {
  readonly at: number;
  readonly right: string;
  readonly odds: number;
}

/** Characters of an unchanged stretch that two changes of one word may have between them. */
const GAP = 0;

/** Changes in the order of the text. Neighbours become one slip, as sure as the less sure of them. */
export function joined(changes: readonly Change[], text: string): Slip[] {
  const slips: Slip[] = [];
  for (const { at, right, odds } of changes) {
    const last = slips.at(-1);
    if (last === undefined || at - last.end > GAP) {
      slips.push({ start: at, end: at + 1, right, odds });
      continue;
    }
    slips[slips.length - 1] = {
      start: last.start,
      end: at + 1,
      right: last.right + text.slice(last.end, at) + right,
      odds: Math.min(last.odds, odds),
    };
  }
  return slips;
}
