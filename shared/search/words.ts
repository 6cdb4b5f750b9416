/** The words of a question, and where they stand in a folded text. */
import { fold } from "./fold";
import { findInitials, type Initials, initialsOf } from "./initials";
import type { Range } from "./question";

export interface Word {
  readonly text: string;
  readonly initials: Initials | null;
}

export function wordsOf(text: string): readonly Word[] {
  const words = fold(text.normalize("NFC"))
    .split(/\s+/)
    .filter((word) => word !== "");
  return [...new Set(words)].map((word) => ({ text: word, initials: initialsOf(word) }));
}

/** Every place of every word, in order, none over another. */
export function rangesIn(folded: string, words: readonly Word[], shortest = 0): readonly Range[] {
  const all = words.flatMap((word) => placesOf(folded, word, shortest));
  all.sort(([a], [b]) => a - b);
  const apart: Range[] = [];
  for (const range of all) if (range[0] >= (apart.at(-1)?.[1] ?? 0)) apart.push(range);
  return apart;
}

function placesOf(folded: string, { text, initials }: Word, shortest: number): Range[] {
  const places: Range[] = [];
  for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + text.length)) {
    places.push([at, at + text.length]);
  }
  if (places.length > 0 || initials === null || initials.length < shortest) return places;
  for (let at = findInitials(folded, initials); at >= 0; at = findInitials(folded, initials, at + initials.length)) {
    places.push([at, at + initials.length]);
  }
  return places;
}
