/** A run of characters cut into listed words, the likeliest way. */
import type { WordCounts } from "./words";

const LONGEST = 7;
/** What a single character, or a word, costs beside its rarity. */
const ALONE = 9;
const COST = 4;
const ALL = 18;

/** `null` where no word list explains it: more than half of it would be single characters. */
export function cutOf(text: string, words: WordCounts): string[] | null {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= text.length; end += 1) {
    let least = { cost: Number.POSITIVE_INFINITY, from: 0 };
    for (let from = Math.max(0, end - LONGEST); from < end; from += 1) {
      const count = words.get(text.slice(from, end)) ?? 0;
      if (end - from > 1 && count === 0) continue;
      const price = end - from === 1 ? ALONE + COST : COST + Math.max(0, ALL - Math.log(count + 1) - 3 * (end - from));
      const cost = (best[from]?.cost ?? 0) + price;
      if (cost < least.cost) least = { cost, from };
    }
    best.push(least);
  }
  const cuts: string[] = [];
  for (let end = text.length; end > 0; end = best[end]?.from ?? 0) cuts.unshift(text.slice(best[end]?.from ?? 0, end));
  const alone = cuts.filter(({ length }) => length === 1).length;
  return alone * 3 > text.length ? null : cuts;
}
