/**
 * What the verifier is told about one change of the best way: how much the text gains by it, how well attested both
 * readings are, what stands around it. Whole numbers only.
 */
import { type Decoder, OWN } from "./decode";
import { type DecoderModel, pairCost } from "./decoder-model";
import { type Lattice, MOST_ALTERNATIVES } from "./lattice";
import { neighbourKind, placeAfter, surnameBefore } from "./name-signs";
import { REACH, type Segment } from "./segment";
import { emptyReading, idIn, Window } from "./window";
import { WordReading } from "./word-reading";

export const featureNames = [
  ...["gain", "kind", "gain here", "gain one on", "gain two on", "gain three on", "score before", "score after"],
  ...["least order before", "orders before", "least order after", "orders after", "rarity before", "rarity after"],
  ...["word length before", "word class before", "word length after", "word class after"],
  ...["pairs before", "pairs after", "pair gain left", "pair gain right"],
  ...["changes", "together", "gain together", "length", "mean", "to begin", "to end", "mean around"],
  ...["margin", "alternatives", "surprise", "division gain", "division after", "alone before", "alone after"],
  ...["kind of left", "kind of right", "surname", "place name", "surroundings"],
] as const;

export const FEATURES = featureNames.length;

/** Tokens on each side whose division into words is compared. */
const DIVIDED = 5;
const AROUND = 3;
const CAP = 32_000;
/** Margin over an alternative that does not exist. */
const UNRIVALLED = 640;

/** A stretch of changed places without a gap: first and last. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

export class Features {
  readonly row = new Int16Array(FEATURES);
  private readonly model: DecoderModel;
  private readonly division: WordReading;
  private readonly fixed = emptyReading();
  private readonly reverted = emptyReading();
  private readonly before: Window;
  private readonly after: Window;
  private readonly aside: Window;
  private changes = 0;
  private mean = 0;
  private at = 0;

  constructor(model: DecoderModel) {
    this.model = model;
    this.division = new WordReading(model.words, model.language);
    this.before = new Window(model.language);
    this.after = new Window(model.language);
    this.aside = new Window(model.language);
  }

  /** Takes the best way of a segment; `fill` may then be asked about its changes. */
  start(segment: Segment, decoder: Decoder): void {
    this.fixed.length = segment.length;
    this.reverted.length = segment.length;
    this.changes = 0;
    for (let i = 0; i < segment.length; i += 1) {
      const id = decoder.ids[i] ?? 0;
      this.fixed.ids[i] = id;
      this.fixed.units[i] = decoder.kinds[i] === OWN ? (segment.units[i] ?? 0) : this.model.vocabulary.unitOf(id);
      if (decoder.kinds[i] !== OWN) this.changes += 1;
    }
    this.mean = Math.trunc(segment.sum(0, segment.length) / (segment.length + 1));
  }

  /** What the text has at a place after the best way's changes. */
  unitAfter(place: number): number {
    return this.fixed.units[place] ?? 0;
  }

  /** Where the longest word over a place begins and ends after the best way's changes; of equals the commonest. */
  wordAfter(place: number): { readonly first: number; readonly last: number } | null {
    const { words } = this.model;
    const { units, length } = this.fixed;
    const size = words.cover(units, length, place) >> 4;
    let best: { first: number; last: number } | null = null;
    let most = 0;
    for (let first = Math.max(0, place - size + 1); size > 0 && first <= place && first + size <= length; first += 1) {
      const known = words.classOf(units, first, size);
      if (known <= most) continue;
      most = known;
      best = { first, last: first + size - 1 };
    }
    return best;
  }

  /** The features of the change at a place, in `row`. */
  fill(segment: Segment, way: { decoder: Decoder; lattice: Lattice }, place: number, surroundings: number): void {
    const kind = way.decoder.kinds[place] ?? 0;
    const stretch = stretchAt(way.decoder, place, segment.length);
    this.revert(segment, place, place);
    const last = segment.lastFelt(place);
    this.before.read(this.reverted, place, last);
    this.after.read(this.fixed, place, last);
    this.at = 0;
    this.gains(kind, last - place);
    this.attested(segment, place);
    this.pairs(segment, place);
    this.shape(segment, stretch, place);
    this.rivals(segment, way.lattice, place, kind);
    this.words(segment, place);
    this.signs(segment, place, surroundings);
  }

  private put(value: number): void {
    this.row[this.at] = Math.max(-CAP, Math.min(CAP, value));
    this.at += 1;
  }

  /** The best way with the segment's own characters in some places. */
  private revert(segment: Segment, first: number, last: number): void {
    const { fixed, reverted } = this;
    for (let i = 0; i < segment.length; i += 1) {
      const own = i >= first && i <= last;
      reverted.ids[i] = own ? (segment.ids[i] ?? 0) : (fixed.ids[i] ?? 0);
      reverted.units[i] = own ? (segment.units[i] ?? 0) : (fixed.units[i] ?? 0);
    }
  }

  private gains(kind: number, reach: number): void {
    const { before, after } = this;
    this.put(after.sum - before.sum);
    this.put(kind);
    for (let i = 0; i <= REACH; i += 1) this.put(i <= reach ? (after.scores[i] ?? 0) - (before.scores[i] ?? 0) : 0);
    this.put(before.scores[0] ?? 0);
    this.put(after.scores[0] ?? 0);
    this.put(before.least);
    this.put(before.orders);
    this.put(after.least);
    this.put(after.orders);
  }

  private attested(segment: Segment, place: number): void {
    const { language, words } = this.model;
    this.put(language.unigram(this.reverted.ids[place] ?? 0));
    this.put(language.unigram(this.fixed.ids[place] ?? 0));
    for (const { units } of [this.reverted, this.fixed]) {
      const cover = words.cover(units, segment.length, place);
      this.put(cover >> 4);
      this.put(cover & 15);
    }
  }

  private pairs(segment: Segment, place: number): void {
    const { language } = this.model;
    const own = segment.idAt(place);
    const other = idIn(this.fixed, place);
    const left = idIn(this.fixed, place - 1);
    const right = idIn(this.fixed, place + 1);
    this.put((language.hasBigram(left, own) ? 1 : 0) + (language.hasBigram(own, right) ? 2 : 0));
    this.put((language.hasBigram(left, other) ? 1 : 0) + (language.hasBigram(other, right) ? 2 : 0));
    this.put(language.bigram(left, other) - language.bigram(left, own));
    this.put(language.bigram(other, right) - language.bigram(own, right));
  }

  private shape(segment: Segment, stretch: Stretch, place: number): void {
    const { length } = segment;
    const last = segment.lastFelt(stretch.last);
    const whole = this.aside.read(this.fixed, stretch.first, last);
    this.revert(segment, stretch.first, stretch.last);
    const together = whole - this.aside.read(this.reverted, stretch.first, last);
    this.revert(segment, place, place);
    this.put(this.changes);
    this.put(stretch.last - stretch.first + 1);
    this.put(together);
    this.put(length);
    this.put(this.mean);
    this.put(Math.min(12, place));
    this.put(Math.min(12, length - 1 - place));
    const from = Math.max(0, place - AROUND);
    const to = Math.min(length, place + AROUND + 1);
    this.put(Math.trunc(this.aside.read(this.fixed, from, to) / (to - from + 1)));
  }

  /** How far the next best alternative is behind, and how many would read better than what stands. */
  private rivals(segment: Segment, lattice: Lattice, place: number, kind: number): void {
    const { reverted } = this;
    const own = reverted.ids[place] ?? 0;
    const chosen = this.fixed.ids[place] ?? 0;
    const last = segment.lastFelt(place);
    let best = -CAP;
    let better = 0;
    for (let i = 0; i < (lattice.counts[place] ?? 0); i += 1) {
      const at = place * MOST_ALTERNATIVES + i;
      const id = lattice.ids[at] ?? 0;
      if (id === chosen) continue;
      reverted.ids[place] = id;
      const score = this.aside.read(reverted, place, last) - pairCost(lattice.kinds[at] ?? 0);
      if (score > best) best = score;
      if (score > this.before.sum) better += 1;
    }
    reverted.ids[place] = own;
    this.put(Math.max(-UNRIVALLED, Math.min(UNRIVALLED, this.after.sum - pairCost(kind) - best)));
    this.put(better);
    this.put(-segment.sum(place, Math.min(segment.length, place + 2)));
  }

  private words(segment: Segment, place: number): void {
    const { division } = this;
    const from = Math.max(0, place - DIVIDED);
    const to = Math.min(segment.length, place + DIVIDED + 1);
    const before = division.costOf(this.reverted, from, to);
    const aloneBefore = division.alone;
    const after = division.costOf(this.fixed, from, to);
    this.put(before - after);
    this.put(Math.trunc(after / (to - from)));
    this.put(aloneBefore);
    this.put(division.alone);
  }

  private signs(segment: Segment, place: number, surroundings: number): void {
    this.put(neighbourKind(segment, place - 1));
    this.put(neighbourKind(segment, place + 1));
    this.put(surnameBefore(segment, place));
    this.put(placeAfter(segment, place));
    this.put(surroundings);
  }
}

function stretchAt(decoder: Decoder, place: number, length: number): Stretch {
  let first = place;
  let last = place;
  while (first > 0 && decoder.kinds[first - 1] !== OWN) first -= 1;
  while (last + 1 < length && decoder.kinds[last + 1] !== OWN) last += 1;
  return { first, last };
}
