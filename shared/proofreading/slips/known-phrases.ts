/** The one finder over all phrases that ship, made when it is first asked. */
import { remembered } from "../memo";
import { commonPhrases } from "./data/common-phrases";
import { idioms } from "./data/idioms";
import { officialPhrases } from "./data/official-phrases";
import { setPhrases } from "./data/set-phrases";
import { isFixedAt } from "./fixed-idioms";
import { LONGEST, type NearMiss } from "./near-miss";
import { type Judge, knownSlips, NearMisses } from "./near-misses";
import { phraseOf, type RightForm } from "./right-form";

interface Known {
  readonly finder: NearMisses;
  /** Forms before this one are idioms. */
  readonly idioms: number;
}

export interface PhraseSlip extends NearMiss {
  readonly phrase: RightForm;
  readonly isIdiom: boolean;
  /** The character there neither sounds nor looks like the right one: only the idiom says that it is wrong. */
  readonly isStray: boolean;
}

const judge: Judge = {
  changed: (form, at, unit) => knownSlips.changed(form, at, unit) || isFixedAt(form, at, unit),
  other: knownSlips.other,
};

let known: Known | null = null;

const linesOf = (table: string) => table.trim().split("\n");
/** Characters of the shortest phrase. */
const SHORTEST = 4;

interface Phrases {
  readonly all: ReadonlySet<string>;
  /** The first two units of each, as one number. */
  readonly heads: ReadonlySet<number>;
}

let phrases: Phrases | null = null;

function allPhrases(): Phrases {
  const all = new Set(
    [idioms, officialPhrases, setPhrases, commonPhrases].flatMap((table) => linesOf(table).map(phraseOf)),
  );
  return { all, heads: new Set(Array.from(all, (phrase) => headAt(phrase, 0))) };
}

const headAt = (text: string, at: number): number => text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);

/** Whether a known phrase stands in the text that covers the range. */
export function isInKnownPhrase(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  phrases ??= allPhrases();
  const { all, heads } = phrases;
  for (let from = Math.max(0, end - LONGEST); from <= start; from += 1) {
    if (!heads.has(headAt(text, from))) continue;
    for (let to = Math.max(end, from + SHORTEST); to <= Math.min(text.length, from + LONGEST); to += 1)
      if (all.has(text.slice(from, to))) return true;
  }
  return false;
}

function knownPhrases(): Known {
  if (known === null) {
    const first = linesOf(idioms);
    known = {
      finder: new NearMisses([...first, ...linesOf(officialPhrases), ...linesOf(setPhrases)], judge),
      idioms: first.length,
    };
  }
  return known;
}

/** The slips in known phrases, in text order. Several rules ask about one text in turn: it is read once. */
export const phraseSlips = remembered((text): readonly PhraseSlip[] => {
  const { finder, idioms: count } = knownPhrases();
  return finder.find(text).map((miss) => ({
    ...miss,
    phrase: finder.form(miss.form),
    isIdiom: miss.form < count,
    isStray: finder.isStray(miss, text),
  }));
});
