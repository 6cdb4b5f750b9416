/** What the judge of a word in the place of another is told. Whole numbers only. */
import { lookAlike } from "../slips/confusable";
import type { DecoderModel } from "./decoder-model";
import { REACH, type Segment } from "./segment";
import { isHan } from "./tokens";
import { emptyReading, Window } from "./window";
import { WordReading } from "./word-reading";

export const SWAP_FEATURES = 45;
/** Where the row keeps what is known of the pair: filled by `swap-history.ts`. */
export const HISTORY_AT = 43;

/** Tokens on each side whose division into words is compared. */
const DIVIDED = 6;
const SCORES = 5;
const CAP = 12;

export interface SwapQuestion {
  readonly place: number;
  readonly ids: readonly number[];
  readonly gain: number;
  /** The best gain of another word in the same place. */
  readonly rival: number;
  readonly surroundings: number;
}

export class SwapFeatures {
  readonly row = new Int16Array(SWAP_FEATURES);
  private readonly model: DecoderModel;
  private readonly after = emptyReading();
  private readonly division: WordReading;
  private readonly old: Window;
  private readonly fresh: Window;
  private at = 0;

  constructor(model: DecoderModel) {
    this.model = model;
    this.division = new WordReading(model.words, model.language);
    this.old = new Window(model.language);
    this.fresh = new Window(model.language);
  }

  /** Takes a segment; `fill` may then be asked about words in it. */
  start(segment: Segment): void {
    this.after.length = segment.length;
    this.after.ids.set(segment.ids.subarray(0, segment.length));
    this.after.units.set(segment.units.subarray(0, segment.length));
  }

  fill(segment: Segment, question: SwapQuestion): void {
    const { place, ids } = question;
    const { after, model } = this;
    ids.forEach((id, i) => {
      after.ids[place + i] = id;
      after.units[place + i] = model.vocabulary.unitOf(id);
    });
    this.at = 0;
    this.attested(segment, question);
    this.characters(segment, question);
    this.words(segment, question);
    this.around(segment, question);
    for (let i = place; i < place + ids.length; i += 1) {
      after.ids[i] = segment.ids[i] ?? 0;
      after.units[i] = segment.units[i] ?? 0;
    }
  }

  private attested(segment: Segment, { place, ids, gain, rival }: SwapQuestion): void {
    const { old, fresh, after } = this;
    const last = Math.min(segment.length, place + ids.length - 1 + REACH);
    const tokens = last - place + 1;
    old.read(segment, place, last);
    fresh.read(after, place, last);
    this.put(gain, gain - rival, old.sum, fresh.sum, ids.length, tokens);
    this.put(old.least, old.orders - tokens, fresh.least, fresh.orders - tokens);
    for (let i = 0; i < SCORES; i += 1)
      this.put(i < tokens ? (old.scores[i] ?? 0) : 0, i < tokens ? (fresh.scores[i] ?? 0) : 0);
  }

  private characters(segment: Segment, { place, ids }: SwapQuestion): void {
    const { confusions, language } = this.model;
    let changed = 0;
    let first = 0;
    let worst = 0;
    let looks = 1;
    let rarity = 0;
    ids.forEach((id, i) => {
      const own = segment.idAt(place + i);
      if (own === id) return;
      if (changed === 0) first = i;
      changed += 1;
      worst = Math.max(worst, KIND_ORDER[confusions.typeOf(own, id)] ?? 0);
      if (!lookAlike(segment.units[place + i] ?? 0, this.after.units[place + i] ?? 0)) looks = 0;
      rarity = Math.max(rarity, -language.unigram(own));
    });
    this.put(changed, first, worst, looks, rarity);
  }

  private words(segment: Segment, { place, ids }: SwapQuestion): void {
    const { words } = this.model;
    const { after, division } = this;
    const changed = Math.max(
      0,
      ids.findIndex((id, i) => id !== segment.ids[place + i]),
    );
    this.put(words.classOf(segment.units, place, ids.length), words.classOf(after.units, place, ids.length));
    this.split(words.cover(segment.units, segment.length, place + changed));
    this.split(words.cover(after.units, after.length, place + changed));
    const from = Math.max(0, place - DIVIDED);
    const to = Math.min(segment.length, place + ids.length + DIVIDED);
    const before = division.costOf(segment, from, to);
    const alone = division.alone;
    const now = division.costOf(after, from, to);
    this.put(before - now, alone, division.alone);
  }

  private split(cover: number): void {
    this.put(cover >> 4, cover & 15);
  }

  private around(segment: Segment, { place, ids, surroundings }: SwapQuestion): void {
    const end = place + ids.length;
    this.put(surroundings, Math.min(CAP, place), Math.min(CAP, segment.length - end));
    this.put(this.kindAt(segment, place - 1), this.kindAt(segment, end));
    const { after } = this;
    this.put(this.beside(segment, place - 1), this.beside(segment, end - 1));
    this.put(this.beside(after, place - 1), this.beside(after, end - 1));
  }

  private beside({ ids, length }: { ids: Uint16Array; length: number }, at: number): number {
    if (at < 0 || at + 1 >= length) return 2;
    return this.model.language.hasBigram(ids[at] ?? 0, ids[at + 1] ?? 0) ? 1 : 0;
  }

  /** Chinese, figure or letter, mark, nothing. */
  private kindAt({ units, length }: Segment, place: number): number {
    if (place < 0 || place >= length) return 3;
    const unit = units[place] ?? 0;
    return isHan(unit) ? 0 : unit < 0x80 ? 1 : 2;
  }

  private put(...values: readonly number[]): void {
    for (const value of values) {
      this.row[this.at] = Math.max(-32_000, Math.min(32_000, value));
      this.at += 1;
    }
  }
}

/** The kinds of pairs by how seldom they are taken for each other. */
const KIND_ORDER = [0, 1, 3, 5, 4, 2];
