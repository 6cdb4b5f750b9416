/**
 * Characters that stand twice in a row, and whether the text reads better with one of them: the language model's gain by
 * leaving one out, how well each reading is attested, and whether two words could meet there (规划|划为). The weights are a
 * logistic regression over characters doubled at random in official text against those that are doubled by right.
 * Whole numbers only.
 */
import type { DecoderModel } from "./decoder-model";
import type { Doubling } from "./speller";
import { type CharacterIds, isHan, isStop, TokenLine } from "./tokens";
import { emptyReading, Window } from "./window";

/** Tokens read on each side, within the sentence. */
const AROUND = 24;
/** Tokens after the doubled character that feel it. */
const FELT = 3;
const LONGEST_WORD = 5;
/** Hundredths of a log-odd. */
const WEIGHTS = {
  base: -42,
  gain: 5,
  ordersBefore: -56,
  ordersAfter: 58,
  wordLeft: 33,
  wordRight: 22,
  twoWords: -24,
  twoWordsClass: -32,
  wordWithout: 19,
} as const;

export class Doublings {
  private readonly model: DecoderModel & { readonly vocabulary: CharacterIds };
  private readonly line = new TokenLine();
  private readonly reading = emptyReading();
  private readonly window: Window;

  constructor(model: DecoderModel & { readonly vocabulary: CharacterIds }) {
    this.model = model;
    this.window = new Window(model.language);
  }

  /** In the order of the text; three of the same are no pair. */
  find(text: string): Doubling[] {
    const { line } = this;
    line.fill(text, this.model.vocabulary);
    const found: Doubling[] = [];
    for (let at = 0; at + 1 < line.length; at += 1) {
      const unit = line.units[at] ?? 0;
      if (!isHan(unit) || line.units[at + 1] !== unit) continue;
      if (line.units[at - 1] === unit || line.units[at + 2] === unit) continue;
      const start = line.at[at] ?? 0;
      if (line.at[at + 1] === start + 1) found.push({ start, odds: this.oddsOf(at) / 100 });
    }
    return found;
  }

  private oddsOf(at: number): number {
    const from = this.begin(at);
    const to = this.end(at);
    const second = at + 1 - from;
    this.load(from, to, -1);
    const asIs = this.window.read(this.reading, second, Math.min(this.reading.length, second + FELT));
    const ordersBefore = this.window.orders;
    this.load(from, to, at);
    const without = this.window.read(this.reading, second, Math.min(this.reading.length, second + FELT - 1));
    return (
      WEIGHTS.base +
      WEIGHTS.gain * (without - asIs) +
      WEIGHTS.ordersBefore * ordersBefore +
      WEIGHTS.ordersAfter * this.window.orders +
      this.words(at, second)
    );
  }

  /** Two words that meet speak for both characters, one word across speaks for one. */
  private words(at: number, second: number): number {
    let left = 0;
    let right = 0;
    let across = 0;
    const { words } = this.model;
    const { units, length } = this.line;
    for (let size = 2; size <= LONGEST_WORD; size += 1) {
      if (at - size + 1 >= 0) left = Math.max(left, words.classOf(units, at - size + 1, size));
      if (at + 1 + size <= length) right = Math.max(right, words.classOf(units, at + 1, size));
    }
    // The reading still lacks one of the two.
    const { reading } = this;
    for (let size = 3; size <= LONGEST_WORD + 1; size += 1)
      for (let from = Math.max(0, second - size + 1); from < second - 1 && from + size <= reading.length; from += 1)
        across = Math.max(across, words.classOf(reading.units, from, size));
    return (
      (left > 0 ? WEIGHTS.wordLeft : 0) +
      (right > 0 ? WEIGHTS.wordRight : 0) +
      (left > 0 && right > 0 ? WEIGHTS.twoWords + WEIGHTS.twoWordsClass * Math.min(left, right) : 0) +
      WEIGHTS.wordWithout * across
    );
  }

  private load(from: number, to: number, skip: number): void {
    const { line, reading } = this;
    let length = 0;
    for (let i = from; i < to; i += 1) {
      if (i === skip) continue;
      reading.ids[length] = line.ids[i] ?? 0;
      reading.units[length] = line.units[i] ?? 0;
      length += 1;
    }
    reading.length = length;
  }

  private begin(at: number): number {
    const least = Math.max(0, at - AROUND);
    let from = at;
    while (from > least && !isStop(this.line.units[from - 1] ?? 0)) from -= 1;
    return from;
  }

  private end(at: number): number {
    const most = Math.min(this.line.length, at + AROUND);
    let to = at + 2;
    while (to < most && !isStop(this.line.units[to - 1] ?? 0)) to += 1;
    return to;
  }
}
