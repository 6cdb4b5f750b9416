/** What the document itself says about a slip: how often it writes the same, how often what would be right. */
import type { Slip } from "../../spelling/speller";

/** Enough to be the writer's own word. */
const ESTABLISHED = 3;

/** The slip with a character of context on each side that belongs to its word, as it stands and as it should. */
export interface Wording {
  readonly wrong: string;
  readonly right: string;
}

const HAN = /^[一-鿿]$/;

/** The word the slip is in; without one its nearest neighbours. */
export function wordingOf(text: string, { start, end, right, word }: Slip): Wording | null {
  const known = word !== undefined && word.end - word.start > end - start;
  const from = known ? word.start : HAN.test(text.charAt(start - 1)) ? start - 1 : start;
  const to = known ? word.end : from === start && HAN.test(text.charAt(end)) ? end + 1 : end;
  if (to - from < 2) return null;
  return { wrong: text.slice(from, to), right: text.slice(from, start) + right + text.slice(end, to) };
}

export function countIn(texts: readonly string[], word: string, enough: number): number {
  let count = 0;
  for (const text of texts) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      count += 1;
      if (count >= enough) return count;
    }
  }
  return count;
}

/** The document writes the same three times and never what would be right: that is the writer's own word. */
export function isOwnWord(texts: readonly string[], { wrong, right }: Wording): boolean {
  return countIn(texts, wrong, ESTABLISHED) >= ESTABLISHED && countIn(texts, right, 1) === 0;
}
