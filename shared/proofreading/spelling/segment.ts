/**
 * One segment of a line on the decoder's bench: its tokens, what each of them scores as it stands, and the language
 * model's state before each, so that every change is scored from where it begins.
 */
import type { CharacterScores } from "./decoder-model";
import { BEGIN, END } from "./tokens";

/** Tokens a segment has at most; longer ones are cut. */
export const LONGEST_SEGMENT = 240;
/** States of the language model: one before each token and after the last, then those of the search. */
export const FREE_SLOT = LONGEST_SEGMENT + 2;
/** Tokens a change reaches over: itself and those whose history holds it. */
export const REACH = 3;

export class Segment {
  length = 0;
  /** Token of the line the segment begins with. */
  from = 0;
  readonly ids = new Uint16Array(LONGEST_SEGMENT + 1);
  readonly units = new Uint16Array(LONGEST_SEGMENT + 1);
  /** Score of each token after all before it; of the end after the last. */
  readonly scores = new Int32Array(LONGEST_SEGMENT + 4);
  /** The same after two tokens only. */
  readonly near = new Int32Array(LONGEST_SEGMENT + 4);
  private readonly language: CharacterScores;

  constructor(language: CharacterScores) {
    this.language = language;
  }

  load(line: { readonly ids: Uint16Array; readonly units: Uint16Array }, from: number, to: number): void {
    this.from = from;
    this.length = to - from;
    for (let i = from; i < to; i += 1) {
      this.ids[i - from] = line.ids[i] ?? 0;
      this.units[i - from] = line.units[i] ?? 0;
    }
    this.ids[this.length] = END;
    this.units[this.length] = 0;
    this.score();
  }

  /** The token at a place, the begin before the first and the end after the last. */
  idAt(place: number): number {
    return place < 0 ? BEGIN : place >= this.length ? END : (this.ids[place] ?? 0);
  }

  /** Last place a change at this one is felt. */
  lastFelt(place: number): number {
    return Math.min(this.length, place + REACH);
  }

  sum(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i <= to; i += 1) sum += this.scores[i] ?? 0;
    return sum;
  }

  private score(): void {
    const { language, ids, scores, near, length } = this;
    language.begin(0);
    for (let i = 0; i < length; i += 1) scores[i] = language.advance(i, ids[i] ?? 0, i + 1);
    scores[length] = language.score(length, END);
    for (let i = 0; i <= length; i += 1) near[i] = language.trigram(this.idAt(i - 2), this.idAt(i - 1), this.idAt(i));
    scores.fill(0, length + 1, length + 4);
    near.fill(0, length + 1, length + 4);
  }
}
