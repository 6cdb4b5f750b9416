/**
 * What each token might have been meant to be. Only places where the text surprises the language model are opened;
 * there the characters that sound or look alike come in when they read much better than what stands, and, over two to
 * four characters that are no word, the words that sound the same.
 */
import { type DecoderModel, NO_PAIR, type PairBits, pairCost } from "./decoder-model";
import { FREE_SLOT, LONGEST_SEGMENT, REACH, type Segment } from "./segment";
import { END, FIRST_CHARACTER, isHan } from "./tokens";

/** Alternatives a place has at most. */
export const MOST_ALTERNATIVES = 16;

export interface LatticeLimits {
  /** Surprise over three tokens from which a place is opened, in 1/32 log10. */
  readonly surprise: number;
  /** What an alternative must gain at least beyond its cost to come in. */
  readonly leastGain: number;
  /** The same for a word. */
  readonly leastWordGain: number;
  /** Alternatives that come in at one place through confusion pairs. */
  readonly best: number;
  /** Surprise from which every common character is tried, and what such a one must gain beyond its cost. */
  readonly openSurprise: number;
  readonly openGain: number;
}

export const fullCheck: LatticeLimits = {
  surprise: 128,
  leastGain: -112,
  leastWordGain: -64,
  best: 10,
  openSurprise: 256,
  openGain: 0,
};
/** How many of the most frequent characters are tried where no pair is asked for. */
const COMMON = 2500;

/**
 * Characters of no known kind tried in one segment at most. Official text stays far below it; one that surprises at every
 * character is none, and must not take minutes.
 */
const MOST_TRIED = 40_000;

/** Characters rarer than this are nobody's slip. */
const RAREST = -198;
/** What a missing token after the end counts for, and what the end of a segment adds. */
const BEYOND_END = 48;
const AT_END = 32;

export class Lattice {
  readonly counts = new Uint8Array(LONGEST_SEGMENT);
  readonly ids = new Uint16Array(LONGEST_SEGMENT * MOST_ALTERNATIVES);
  readonly kinds = new Uint8Array(LONGEST_SEGMENT * MOST_ALTERNATIVES);
  private readonly gains = new Int32Array(MOST_ALTERNATIVES);
  private readonly model: DecoderModel;
  private readonly limits: LatticeLimits;
  private readonly bits: PairBits | undefined;
  private tried = 0;

  constructor(model: DecoderModel, limits: LatticeLimits) {
    this.model = model;
    this.limits = limits;
    this.bits = model.language.pairBits?.();
  }

  /** Whether any place has an alternative. */
  fill(segment: Segment): boolean {
    this.counts.fill(0, 0, segment.length);
    this.tried = 0;
    let open = false;
    for (let place = 0; place < segment.length; place += 1) {
      if (!isHan(segment.units[place] ?? 0)) continue;
      const surprise = this.surpriseAt(segment, place);
      if (surprise < this.limits.surprise) continue;
      open = this.characters(segment, place) || open;
      if (surprise >= this.limits.openSurprise && this.tried < MOST_TRIED)
        open = this.anyCharacter(segment, place) || open;
    }
    for (let place = 0; place < segment.length; place += 1) open = this.wordsFrom(segment, place) || open;
    return open;
  }

  private surpriseAt({ scores, length }: Segment, place: number): number {
    const three = -(scores[place] ?? 0) - (scores[place + 1] ?? 0) - (scores[place + 2] ?? 0);
    return three + (place + 2 > length ? BEYOND_END : 0) + (place === length - 1 ? AT_END : 0);
  }

  private characters(segment: Segment, place: number): boolean {
    const { confusions, language } = this.model;
    const id = segment.ids[place] ?? 0;
    const end = confusions.end(id);
    for (let pair = confusions.begin(id); pair < end; pair += 1) {
      const other = confusions.candidates[pair] ?? 0;
      if (language.unigram(other) < RAREST) continue;
      const kind = confusions.types[pair] ?? 0;
      const gain = this.gainOf(segment, place, other) - pairCost(kind);
      if (gain >= this.limits.leastGain) this.keep(place, other, { kind, gain });
    }
    return this.counts[place] !== 0;
  }

  /** Slips of no known kind: whatever fits well on both sides comes in. */
  private anyCharacter(segment: Segment, place: number): boolean {
    const last = Math.min(FIRST_CHARACTER + COMMON, this.model.vocabulary.size);
    const listed = this.between(segment, place);
    for (let other = listed; other < last; other += 1) this.tryCharacter(segment, place, other);
    return this.counts[place] !== 0;
  }

  /** Tries the characters that have a bit in both rows; tells the first that has none in any. */
  private between(segment: Segment, place: number): number {
    const { bits } = this;
    const after = segment.idAt(place + 1);
    if (bits === undefined || after === END) return FIRST_CHARACTER;
    const row = segment.idAt(place - 1) * bits.width;
    const other = after * bits.width;
    for (let word = 0; word < bits.width; word += 1) {
      let both = (bits.followers[row + word] ?? 0) & (bits.leaders[other + word] ?? 0);
      for (; both !== 0; both &= both - 1)
        this.tryCharacter(segment, place, (word << 5) + 31 - Math.clz32(both & -both));
    }
    return bits.width << 5;
  }

  private tryCharacter(segment: Segment, place: number, other: number): void {
    const { language, confusions } = this.model;
    if (other < FIRST_CHARACTER) return;
    this.tried += 1;
    const own = segment.ids[place] ?? 0;
    const after = segment.idAt(place + 1);
    const needed = this.limits.openGain + pairCost(NO_PAIR);
    const left = language.score(place, other) - (segment.scores[place] ?? 0);
    if (language.hit < 2 || left + this.spareAfter(segment, place) < needed) return;
    if (after !== END && !language.hasBigram(other, after)) return;
    if (other === own || confusions.typeOf(own, other) !== NO_PAIR || this.has(place, other)) return;
    const gain = this.gainOf(segment, place, other) - pairCost(NO_PAIR);
    if (gain >= this.limits.openGain) this.keep(place, other, { kind: NO_PAIR, gain });
  }

  /** The most that the two tokens after a place could gain. */
  private spareAfter({ near }: Segment, place: number): number {
    return -(near[place + 1] ?? 0) - (near[place + 2] ?? 0);
  }

  /** The better of the gains with both sides or one of them; far below any limit without a pair attested beside it. */
  private gainOf(segment: Segment, place: number, other: number): number {
    const { language } = this.model;
    const before = segment.idAt(place - 1);
    const after = segment.idAt(place + 1);
    const left = language.score(place, other) - (segment.scores[place] ?? 0);
    if (language.hit < 2 && !language.hasBigram(other, after)) return Number.NEGATIVE_INFINITY;
    let right = language.trigram(before, other, after) - (segment.near[place + 1] ?? 0);
    if (after !== END) {
      right += language.trigram(other, after, segment.idAt(place + 2)) - (segment.near[place + 2] ?? 0);
    }
    return Math.max(left + right, left, right);
  }

  /** Keeps the best, in falling order; of equals the earlier. */
  private keep(place: number, id: number, { kind, gain }: { kind: number; gain: number }): void {
    const { gains, ids, kinds, limits } = this;
    const base = place * MOST_ALTERNATIVES;
    const count = this.counts[place] ?? 0;
    if (count === limits.best && gain <= (gains[count - 1] ?? 0)) return;
    let at = count === limits.best ? count - 1 : count;
    for (; at > 0 && gain > (gains[at - 1] ?? 0); at -= 1) {
      gains[at] = gains[at - 1] ?? 0;
      ids[base + at] = ids[base + at - 1] ?? 0;
      kinds[base + at] = kinds[base + at - 1] ?? 0;
    }
    gains[at] = gain;
    ids[base + at] = id;
    kinds[base + at] = kind;
    if (count < limits.best) this.counts[place] = count + 1;
  }

  private wordsFrom(segment: Segment, place: number): boolean {
    let open = false;
    for (let length = 2; length <= 4 && place + length <= segment.length; length += 1) {
      if (!isHan(segment.units[place] ?? 0) || !isHan(segment.units[place + length - 1] ?? 0)) break;
      let surprise = -segment.sum(place, place + length);
      if (place + length >= segment.length - 1) surprise += AT_END;
      if (surprise < this.limits.surprise) continue;
      if (this.model.words.classOf(segment.units, place, length) > 0) continue;
      open = this.wordsOver(segment, place, length) || open;
    }
    return open;
  }

  private wordsOver(segment: Segment, place: number, length: number): boolean {
    const { homophones } = this.model;
    const found = homophones.find(segment.units, place, length);
    let open = false;
    for (let word = 0; word < found; word += 1) {
      const cost = this.costOf(segment, place, { word, length });
      if (cost === 0 || !this.readsBetter(segment, place, { word, length, cost })) continue;
      for (let i = 0; i < length; i += 1) this.admit(segment, place + i, homophones.ids[word * 4 + i] ?? 0);
      open = true;
    }
    return open;
  }

  private costOf(segment: Segment, place: number, { word, length }: { word: number; length: number }): number {
    const { homophones, confusions } = this.model;
    let cost = 0;
    for (let i = 0; i < length; i += 1) {
      const id = segment.ids[place + i] ?? 0;
      const other = homophones.ids[word * 4 + i] ?? 0;
      if (id !== other) cost += pairCost(confusions.typeOf(id, other));
    }
    return cost;
  }

  /** Stops as soon as the rest, were it free, could not make up for it. */
  private readsBetter(
    segment: Segment,
    place: number,
    { word, length, cost }: { word: number; length: number; cost: number },
  ): boolean {
    const { homophones, language } = this.model;
    const last = Math.min(segment.length, place + length - 1 + REACH);
    let spare = -segment.sum(place, last) - cost - this.limits.leastWordGain;
    let slot = place;
    for (let at = place; at <= last && spare >= 0; at += 1) {
      const i = at - place;
      spare += language.advance(slot, i < length ? (homophones.ids[word * 4 + i] ?? 0) : segment.idAt(at), FREE_SLOT);
      slot = FREE_SLOT;
    }
    return spare >= 0;
  }

  private has(place: number, id: number): boolean {
    const base = place * MOST_ALTERNATIVES;
    for (let i = 0; i < (this.counts[place] ?? 0); i += 1) if (this.ids[base + i] === id) return true;
    return false;
  }

  /** A character of a word that reads better comes in behind those of the pairs. */
  private admit(segment: Segment, place: number, id: number): void {
    const own = segment.ids[place] ?? 0;
    const base = place * MOST_ALTERNATIVES;
    const count = this.counts[place] ?? 0;
    if (id === own || count === MOST_ALTERNATIVES || this.has(place, id)) return;
    this.ids[base + count] = id;
    this.kinds[base + count] = this.model.confusions.typeOf(own, id);
    this.counts[place] = count + 1;
  }
}
