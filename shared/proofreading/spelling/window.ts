/** How the language model takes a few tokens of a text: score and order of each. */
import type { CharacterScores } from "./decoder-model";
import { FREE_SLOT, LONGEST_SEGMENT } from "./segment";
import { BEGIN, END } from "./tokens";

/** A reading of a segment: what stands, with some changes. */
export interface Reading {
  length: number;
  readonly ids: Uint16Array;
  readonly units: Uint16Array;
}

export const emptyReading = (): Reading => ({
  length: 0,
  ids: new Uint16Array(LONGEST_SEGMENT + 1),
  units: new Uint16Array(LONGEST_SEGMENT + 1),
});

export function idIn(reading: Reading, place: number): number {
  return place < 0 ? BEGIN : place >= reading.length ? END : (reading.ids[place] ?? 0);
}

export class Window {
  sum = 0;
  /** Lowest order that answered, and all of them added up. */
  least = 0;
  orders = 0;
  /** From the first place of the window. */
  readonly scores = new Int32Array(LONGEST_SEGMENT + 1);
  private readonly language: CharacterScores;

  constructor(language: CharacterScores) {
    this.language = language;
  }

  /** Places `from` to `to`, both included; `to` may be the end of the segment. */
  read(reading: Reading, from: number, to: number): number {
    const { language } = this;
    language.setContext(FREE_SLOT, idIn(reading, from - 3), idIn(reading, from - 2), idIn(reading, from - 1));
    this.sum = 0;
    this.least = 9;
    this.orders = 0;
    for (let at = from; at <= to; at += 1) {
      const score = language.advance(FREE_SLOT, idIn(reading, at), FREE_SLOT);
      this.scores[at - from] = score;
      this.sum += score;
      this.orders += language.hit;
      if (language.hit < this.least) this.least = language.hit;
    }
    return this.sum;
  }
}
