/** What the judge of an edit is told: its gain, how well both readings are attested, what stands around. Whole numbers. */
import { lookAlike } from "../slips/confusable";
import type { DecoderModel } from "./decoder-model";
import { EDIT, type Edit, surpriseAt } from "./edits";
import type { Segment } from "./segment";
import { isHan } from "./tokens";
import { emptyReading, Window } from "./window";
import { WordReading } from "./word-reading";

export const EDIT_FEATURES = 38;

/** Tokens on each side whose division into words is compared. */
const DIVIDED = 6;
const FELT = 3;
const CAP = 12;
const NOTHING = 15;

export class EditFeatures {
  readonly row = new Int16Array(EDIT_FEATURES);
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

  /** `rival` is the best gain of another kind beside the edit. */
  fill(segment: Segment, edit: Edit, { rival, surroundings }: { rival: number; surroundings: number }): void {
    this.apply(segment, edit);
    this.at = 0;
    const { kind, place, gain } = edit;
    this.put(kind, gain, gain - rival, surpriseAt(segment, place), surroundings);
    this.attested(segment, edit);
    this.divided(segment, edit);
    this.words(segment, edit);
    this.characters(segment, edit);
    this.put(Math.min(CAP, place), Math.min(CAP, segment.length - place));
    this.put(this.kindAt(segment, place - 1), this.kindAt(segment, place + 1), this.kindAt(segment, place + 2));
  }

  /** The segment as it would be. */
  private apply(segment: Segment, { kind, place, id }: Edit): void {
    const { after } = this;
    const shift = kind === EDIT.insert ? 1 : kind === EDIT.omit ? -1 : 0;
    after.length = Math.min(segment.length + shift, after.ids.length - 1);
    after.ids.set(segment.ids.subarray(0, place));
    after.units.set(segment.units.subarray(0, place));
    const rest = kind === EDIT.omit ? place + 1 : place;
    const to = kind === EDIT.insert ? place + 1 : place;
    after.ids.set(segment.ids.subarray(rest, rest + after.length - to), to);
    after.units.set(segment.units.subarray(rest, rest + after.length - to), to);
    if (kind === EDIT.swap) {
      after.ids[place] = segment.ids[place + 1] ?? 0;
      after.ids[place + 1] = segment.ids[place] ?? 0;
      after.units[place] = segment.units[place + 1] ?? 0;
      after.units[place + 1] = segment.units[place] ?? 0;
    } else if (kind !== EDIT.omit) {
      after.ids[place] = id;
      after.units[place] = this.model.vocabulary.unitOf(id);
    }
  }

  private attested(segment: Segment, { kind, place }: Edit): void {
    const { old, fresh, after } = this;
    const shift = kind === EDIT.insert ? 1 : kind === EDIT.omit ? -1 : 0;
    const end = Math.min(segment.length, place + FELT);
    old.read(segment, place, end);
    this.put(old.least, old.orders - (end - place + 1));
    this.put(old.scores[0] ?? 0, old.scores[1] ?? 0, old.scores[2] ?? 0);
    const last = Math.min(after.length, end + shift);
    fresh.read(after, place, last);
    this.put(fresh.least, fresh.orders - (last - place + 1));
    this.put(fresh.scores[0] ?? 0, fresh.scores[1] ?? 0, fresh.scores[2] ?? 0);
  }

  private divided(segment: Segment, { kind, place }: Edit): void {
    const { division, after } = this;
    const from = Math.max(0, place - DIVIDED);
    const to = Math.min(segment.length, place + DIVIDED);
    const shift = kind === EDIT.insert ? 1 : kind === EDIT.omit ? -1 : 0;
    const before = division.costOf(segment, from, to);
    const alone = division.alone;
    const now = division.costOf(after, from, Math.max(from, to + shift));
    this.put(before - now, alone, division.alone, now);
  }

  private words(segment: Segment, { kind, place }: Edit): void {
    const { words } = this.model;
    const { after } = this;
    this.split(words.cover(segment.units, segment.length, Math.min(place, segment.length - 1)));
    this.split(place > 0 ? words.cover(segment.units, segment.length, place - 1) : 0);
    const changed = kind === EDIT.omit ? Math.max(0, place - 1) : place;
    this.split(words.cover(after.units, after.length, Math.min(changed, after.length - 1)));
    const beside = kind === EDIT.swap ? place + 1 : kind === EDIT.omit ? place : place - 1;
    this.split(beside >= 0 && beside < after.length ? words.cover(after.units, after.length, beside) : 0);
  }

  private split(cover: number): void {
    this.put(cover >> 4, cover & 15);
  }

  private characters(segment: Segment, { kind, place, id }: Edit): void {
    const { language, confusions } = this.model;
    const own = segment.idAt(place);
    const isReplaced = kind === EDIT.replace || kind === EDIT.alike;
    this.put(id === 0 ? 0 : language.unigram(id), language.unigram(own));
    this.put(isReplaced ? confusions.typeOf(own, id) : NOTHING);
    this.put(isReplaced && lookAlike(segment.units[place] ?? 0, this.after.units[place] ?? 0) ? 1 : 0);
    const left = segment.idAt(place - 1);
    this.put(own === left || own === segment.idAt(place + 1) ? 1 : 0, id !== 0 && (id === left || id === own) ? 1 : 0);
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
