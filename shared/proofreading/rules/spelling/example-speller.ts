/** A speller of a few fixed slips, for the examples of the rule: what it makes of a model's answers is what they show. */
import type { Slip, Speller } from "../../spelling/speller";

interface Entry {
  readonly wrong: string;
  readonly right: string;
  readonly odds: number;
}

/** Each entry is a word with one wrong character. */
export function exampleSpeller(entries: readonly Entry[]): Speller {
  return {
    slipsIn: (text) =>
      entries
        .flatMap((entry) => [...text.matchAll(new RegExp(entry.wrong, "g"))].map(({ index }) => slipOf(entry, index)))
        .sort((a, b) => a.start - b.start),
    doubledIn: () => [],
  };
}

function slipOf({ wrong, right, odds }: Entry, at: number): Slip {
  const offset = [...wrong].findIndex((char, i) => char !== right.charAt(i));
  return {
    start: at + offset,
    end: at + offset + 1,
    right: right.charAt(offset),
    odds,
    word: { start: at, end: at + wrong.length },
  };
}
