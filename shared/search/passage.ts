/** The stretch of a text that shows why it was found, with the words marked. */
import type { Passage } from "./question";
import { rangesIn, type Word } from "./words";

const BEFORE = 24;
const LENGTH = 110;

/** Null where no word stands in it. `shortest`: initials of fewer letters are not looked for. */
export function passageIn(
  { text, folded }: { readonly text: string; readonly folded: string },
  words: readonly Word[],
  shortest: number,
): Passage | null {
  const first = Math.min(...words.flatMap((word) => rangesIn(folded, [word], shortest)[0]?.[0] ?? []));
  if (!Number.isFinite(first)) return null;
  const start = wholeCharacter(text, Math.max(0, first - BEFORE));
  const end = wholeCharacter(text, Math.min(text.length, start + LENGTH));
  const shown = text.slice(start, end).replaceAll("\n", " ");
  const [lead, tail] = [start > 0 ? "…" : "", end < text.length ? "…" : ""];
  const ranges = rangesIn(folded.slice(start, end), words, shortest).map(
    ([from, to]) => [from + lead.length, to + lead.length] as const,
  );
  return { text: `${lead}${shown}${tail}`, ranges };
}

/** Never between the two halves of a character beyond the first plane. */
const wholeCharacter = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
};
