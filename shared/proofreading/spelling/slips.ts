/** Joins the changes of one word to one slip. */
import type { Range } from "../vocabulary";
import type { Slip } from "./speller";

/** A change of one character that the verifier has judged. */
export interface Change {
  readonly at: number;
  readonly right: string;
  readonly odds: number;
  /** The word the new character stands in. */
  readonly word: Range | null;
}

/** Changes in the order of the text. Those of one word, and neighbours, become one slip, as sure as the least sure. */
export function joined(changes: readonly Change[], text: string): Slip[] {
  const slips: Slip[] = [];
  for (const change of changes) {
    const last = slips.at(-1);
    if (last !== undefined && belongTogether(last, change)) slips[slips.length - 1] = join(last, change, text);
    else slips.push(slipOf(change));
  }
  return slips;
}

function belongTogether(slip: Slip, { at, word }: Change): boolean {
  return slip.end === at || (slip.word !== undefined && slip.word.start === word?.start && slip.word.end === word.end);
}

function slipOf({ at, right, odds, word }: Change): Slip {
  return { start: at, end: at + 1, right, odds, ...(word === null ? {} : { word }) };
}

function join(slip: Slip, { at, right, odds, word }: Change, text: string): Slip {
  const start = Math.min(slip.word?.start ?? slip.start, word?.start ?? at);
  const end = Math.max(slip.word?.end ?? slip.end, word?.end ?? at + 1);
  return {
    start: slip.start,
    end: at + 1,
    right: slip.right + text.slice(slip.end, at) + right,
    odds: Math.min(slip.odds, odds),
    word: { start, end },
  };
}
