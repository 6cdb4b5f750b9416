/** How well a few characters divide into words: the cheapest division, in 1/8 bit. */
import type { CharacterScores, WordCounts } from "./decoder-model";
import { isHan } from "./tokens";

/** Bits a word of count 1 costs, about the size of the text the words were counted in. */
const ONCE = 27;
const STEP = 8;
/** A character alone costs its own rarity and this. */
const ALONE = 24;
const LONGEST_WORD = 4;
const WINDOW = 24;

export class WordReading {
  /** Characters that stand alone in the division last asked for. */
  alone = 0;
  private readonly costs = new Int32Array(WINDOW + 1);
  private readonly singles = new Uint8Array(WINDOW + 1);
  private readonly words: WordCounts;
  private readonly language: CharacterScores;

  constructor(words: WordCounts, language: CharacterScores) {
    this.words = words;
    this.language = language;
  }

  /** Tokens from `from` to before `to`, at most 24. */
  costOf(text: { readonly units: Uint16Array; readonly ids: Uint16Array }, from: number, to: number): number {
    const { costs, singles } = this;
    const length = Math.min(WINDOW, to - from);
    costs[0] = 0;
    singles[0] = 0;
    for (let end = 1; end <= length; end += 1) {
      costs[end] = (costs[end - 1] ?? 0) + this.single(text.ids[from + end - 1] ?? 0);
      singles[end] = (singles[end - 1] ?? 0) + (isHan(text.units[from + end - 1] ?? 0) ? 1 : 0);
      for (let size = 2; size <= LONGEST_WORD && size <= end; size += 1) {
        const start = end - size;
        const known = this.words.classOf(text.units, from + start, size);
        if (known === 0) continue;
        const cost = (costs[start] ?? 0) + (ONCE - known) * STEP;
        if (cost >= (costs[end] ?? 0)) continue;
        costs[end] = cost;
        singles[end] = singles[start] ?? 0;
      }
    }
    this.alone = singles[length] ?? 0;
    return costs[length] ?? 0;
  }

  /** 1/32 of log10 is 53/64 of 1/8 of log2. */
  private single(id: number): number {
    return ((-this.language.unigram(id) * 53) >> 6) + ALONE;
  }
}
