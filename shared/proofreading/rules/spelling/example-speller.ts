/** A speller of a few fixed slips, for the examples of the rules: what they make of a model's answers is what they show. */
import type { Confusion, Repair, RepairKind, Slip, Speller } from "../../spelling/speller";

interface Entry {
  readonly wrong: string;
  readonly right: string;
  readonly odds: number;
}

interface RepairEntry extends Entry {
  readonly kind: RepairKind;
}

/** Each entry is a word with one wrong character; each repair one with a character missing, too many or out of place. */
export function exampleSpeller(
  entries: readonly Entry[],
  repairs: readonly RepairEntry[] = [],
  confused: readonly Entry[] = [],
): Speller {
  return {
    confusedIn: (text) => found(text, confused, confusionOf).sort((a, b) => a.start - b.start),
    slipsIn: (text) => found(text, entries, slipOf).sort((a, b) => a.start - b.start),
    doubledIn: () => [],
    repairsIn: (text) => found(text, repairs, repairOf).sort((a, b) => a.start - b.start),
  };
}

function found<E extends Entry, T>(text: string, entries: readonly E[], make: (entry: E, at: number) => T): T[] {
  return entries.flatMap((entry) =>
    [...text.matchAll(new RegExp(entry.wrong, "g"))].map(({ index }) => make(entry, index)),
  );
}

const differing = (wrong: string, right: string): number => [...wrong].findIndex((char, i) => char !== right.charAt(i));

function slipOf({ wrong, right, odds }: Entry, at: number): Slip {
  const offset = differing(wrong, right);
  return {
    start: at + offset,
    end: at + offset + 1,
    right: right.charAt(offset),
    odds,
    word: { start: at, end: at + wrong.length },
  };
}

/** The characters that differ. */
function confusionOf({ wrong, right, odds }: Entry, at: number): Confusion {
  const first = differing(wrong, right);
  const same = [...wrong].reverse().findIndex((char, i) => char !== right.charAt(right.length - 1 - i));
  const last = wrong.length - same;
  return { start: at + first, end: at + last, right: right.slice(first, last), spare: odds };
}

const TAKEN: Readonly<Record<RepairKind, readonly [number, number]>> = {
  missing: [0, 1],
  extra: [1, 0],
  swapped: [2, 2],
  changed: [1, 1],
};

function repairOf({ wrong, right, odds, kind }: RepairEntry, at: number): Repair {
  const offset = differing(wrong, right);
  const [taken, given] = TAKEN[kind];
  const start = at + offset;
  return { kind, start, end: start + taken, right: right.slice(offset, offset + given), odds };
}
