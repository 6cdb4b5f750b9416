/** Slips put into clean lines: a character lost, one too many, two the other way round, any other. */
import { lookAlike } from "../../../shared/proofreading/slips/confusable";
import type { SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { isHan } from "../../../shared/proofreading/spelling/tokens";

export interface Slipped {
  readonly wrong: string;
  readonly right: string;
}

/** What slips in between two characters most often. */
const SMALL = "的了在和是有一不上中大为这个地到以与及等进行对要我们";
const TRIES = 20;
/** Shares of the kinds: lost, extra, swapped; the rest are changed. */
const LOST = 0.42;
const EXTRA = 0.64;
const SWAPPED = 0.8;

export class SlipMaker {
  private readonly model: SpellingModel;
  private readonly random: () => number;
  private readonly alike = new Map<number, string>();

  constructor(model: SpellingModel, random: () => number) {
    this.model = model;
    this.random = random;
  }

  slip(right: string): Slipped {
    const kind = this.random();
    for (let tried = 0; tried < TRIES; tried += 1) {
      const at = Math.floor(this.random() * right.length);
      const wrong = this.wrongAt(right, at, kind);
      if (wrong !== null && wrong !== right) return { wrong, right };
    }
    return { wrong: right, right };
  }

  private wrongAt(text: string, at: number, kind: number): string | null {
    const [here, next] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
    if (!isHan(here) || !this.isInWord(text, at)) return null;
    const [before, after] = [text.slice(0, at), text.slice(at + 1)];
    if (kind < LOST) return before + after;
    if (kind < EXTRA) {
      if (!isHan(next)) return null;
      return before + text.charAt(at) + this.extra() + after;
    }
    if (kind < SWAPPED) return isHan(next) ? before + after.charAt(0) + text.charAt(at) + after.slice(1) : null;
    const other = this.other(here);
    return other === "" ? null : before + other + after;
  }

  /** Nearly always a character of a word of two and more. */
  private isInWord(text: string, at: number): boolean {
    if (this.random() < 0.05) return true;
    const from = Math.max(0, at - 4);
    const units = Uint16Array.from(text.slice(from, at + 5), (char) => char.charCodeAt(0));
    return this.model.words.cover(units, units.length, at - from) > 0;
  }

  private extra(): string {
    if (this.random() < 0.5) return SMALL.charAt(Math.floor(this.random() * SMALL.length));
    return this.common(1200);
  }

  private common(most: number): string {
    const { vocabulary } = this.model;
    for (;;) {
      const unit = vocabulary.unitOf(3 + Math.floor(this.random() * most));
      if (isHan(unit)) return String.fromCharCode(unit);
    }
  }

  private other(unit: number): string {
    if (this.random() < 0.35) return this.common(2500);
    let alike = this.alike.get(unit);
    if (alike === undefined) {
      alike = "";
      for (let id = 3; id < 3000; id += 1) {
        const other = this.model.vocabulary.unitOf(id);
        if (lookAlike(unit, other)) alike += String.fromCharCode(other);
      }
      this.alike.set(unit, alike);
    }
    return alike.charAt(Math.floor(this.random() * alike.length));
  }
}
