/** How much better a text reads with another word in one place, by the language model. Whole numbers only. */
import type { DecoderModel } from "./decoder-model";
import { FREE_SLOT } from "./segment";
import { type CharacterIds, isStop, TokenLine } from "./tokens";
import { emptyReading, Window } from "./window";

/** Tokens before a word that decide how it reads, and tokens after it that feel it. */
const REACH = 3;

export class Alternatives {
  private readonly vocabulary: CharacterIds;
  private readonly line = new TokenLine();
  private readonly reading = emptyReading();
  private readonly window: Window;
  private text = "";
  /** What stands in the place last asked about, and how it reads. */
  private readonly known = { start: -1, end: -1, score: 0 };

  constructor(model: DecoderModel & { readonly vocabulary: CharacterIds }) {
    model.language.reserve(FREE_SLOT + 1);
    this.vocabulary = model.vocabulary;
    this.window = new Window(model.language);
  }

  /**
   * In 1/32 log10; `right` has as many characters as what stands from `start` to `end`. Minus infinity where nothing could
   * gain as much as `least`.
   */
  gain(
    text: string,
    { start, end }: { readonly start: number; readonly end: number },
    right: string,
    least = Number.NEGATIVE_INFINITY,
  ): number {
    const { known } = this;
    if (text !== this.text) {
      this.line.fill(text, this.vocabulary);
      this.text = text;
      known.start = -1;
    }
    const isKnown = known.start === start && known.end === end;
    if (isKnown && -known.score < least) return Number.NEGATIVE_INFINITY;
    const first = this.tokenAt(start);
    const last = this.tokenAt(end - 1);
    if (last - first !== right.length - 1) return Number.NEGATIVE_INFINITY;
    const from = this.beginOf(first);
    const to = this.endOf(last);
    this.load(from, to);
    const felt = Math.min(to - from, last - from + REACH);
    if (!isKnown) {
      known.start = start;
      known.end = end;
      known.score = this.window.read(this.reading, first - from, felt);
    }
    const asIs = known.score;
    if (-asIs < least) return Number.NEGATIVE_INFINITY;
    for (let i = 0; i < right.length; i += 1) {
      this.reading.ids[first - from + i] = this.vocabulary.idOf(right.charCodeAt(i));
    }
    return this.window.read(this.reading, first - from, felt) - asIs;
  }

  private tokenAt(offset: number): number {
    const { at, length } = this.line;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((at[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private load(from: number, to: number): void {
    for (let i = from; i < to; i += 1) this.reading.ids[i - from] = this.line.ids[i] ?? 0;
    this.reading.length = to - from;
  }

  private beginOf(first: number): number {
    const least = Math.max(0, first - REACH);
    let from = first;
    while (from > least && !isStop(this.line.units[from - 1] ?? 0)) from -= 1;
    return from;
  }

  /** One token more than is read, so that the end of the reading is the end of the sentence. */
  private endOf(last: number): number {
    const most = Math.min(this.line.length, last + REACH + 2);
    let to = last + 1;
    while (to < most && !isStop(this.line.units[to - 1] ?? 0)) to += 1;
    return to;
  }
}
