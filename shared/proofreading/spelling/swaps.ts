/**
 * Words that could stand where others do: for every two or three characters those words of the model that sound alike or
 * differ in one character of like shape, where the text reads better with them. What stands there may be a word itself.
 */
import { alikeTo } from "../slips/confusable";
import { cutOf } from "./cuts";
import type { DecoderModel } from "./decoder-model";
import { FREE_SLOT, REACH, Segment } from "./segment";
import { Surroundings } from "./surroundings";
import { SwapFeatures } from "./swap-features";
import { type CharacterIds, isHan, TokenLine, UNKNOWN } from "./tokens";

/** A word in the place of another, with what its judge is told; the row is used again. */
export interface Swap {
  readonly start: number;
  readonly end: number;
  readonly right: string;
  /** In 1/32 log10. */
  readonly gain: number;
  /** 0 when what stands there is no word. */
  readonly known: number;
  readonly row: Int16Array;
}

/** What the words of one place and length gain, for their rivals. */
interface Offer {
  readonly ids: readonly number[];
  readonly gain: number;
}

const LENGTHS = [2, 3] as const;
/** What the text must gain at least, and what it must lose by what stands there. */
export const LEAST_GAIN = 32;
const LEAST_SURPRISE = 144;
/** Words of like shape have so many characters; one is changed where it and the two behind it surprise so much. */
const BY_SHAPE = 2;
const ODD = 192;
/** Class of the rarest word that is offered, by sound and by shape. */
const OFFERED = 4;
const OFFERED_BY_SHAPE = 5;
/** Kinds of pairs tried in one character: near sounds, like shapes, both. */
const ONE_CHARACTER: ReadonlySet<number> = new Set([2, 4, 5]);

export class Swaps {
  private readonly model: DecoderModel & { readonly vocabulary: CharacterIds };
  private readonly line = new TokenLine();
  private readonly surroundings = new Surroundings();
  private readonly segment: Segment;
  private readonly features: SwapFeatures;
  private readonly units = new Uint16Array(4);
  private readonly alike = new Map<number, readonly number[]>();
  private offers: Offer[] = [];

  constructor(model: DecoderModel & { readonly vocabulary: CharacterIds }) {
    model.language.reserve(FREE_SLOT + 1);
    this.model = model;
    this.segment = new Segment(model.language);
    this.features = new SwapFeatures(model);
  }

  /** In the order of the text. */
  visit(text: string, visitor: (swap: Swap) => void): void {
    const { line } = this;
    line.fill(text, this.model.vocabulary);
    this.surroundings.fill(line.units, line.length);
    for (let from = 0; from < line.length; ) {
      const end = cutOf(line, from);
      if (end - from > 2) this.inSegment(from, end, visitor);
      from = end;
    }
  }

  private inSegment(from: number, to: number, visitor: (swap: Swap) => void): void {
    const { segment, line } = this;
    segment.load(line, from, to);
    this.features.start(segment);
    for (let place = 0; place < segment.length; place += 1) {
      for (const length of LENGTHS) {
        if (!this.isRun(from, place, length)) break;
        this.offer(place, length);
        for (const offer of this.offers) this.tell({ from, place, length }, offer, visitor);
      }
    }
  }

  /** Chinese characters that follow each other in the text, without a blank. */
  private isRun(from: number, place: number, length: number): boolean {
    const { at } = this.line;
    const last = place + length - 1;
    if (last >= this.segment.length || (at[from + last] ?? 0) - (at[from + place] ?? 0) !== length - 1) return false;
    for (let i = place; i <= last; i += 1) if (!isHan(this.segment.units[i] ?? 0)) return false;
    return true;
  }

  private offer(place: number, length: number): void {
    this.offers = [];
    const { segment } = this;
    const last = Math.min(segment.length, place + length - 1 + REACH);
    const before = segment.sum(place, last);
    if (-before < LEAST_SURPRISE) return;
    const least = before + LEAST_GAIN;
    this.bySound({ place, length, last, least });
    if (length !== BY_SHAPE) return;
    for (let i = 0; i < length; i += 1)
      if (segment.sum(place + i, Math.min(segment.length, place + i + 2)) <= -ODD)
        this.byShape({ place, length, last, least }, i);
  }

  private bySound(where: Where): void {
    const { homophones } = this.model;
    const found = homophones.find(this.segment.units, where.place, where.length);
    for (let word = 0; word < found; word += 1) {
      if ((homophones.classes[word] ?? 0) < OFFERED) continue;
      this.weigh(where, [...homophones.ids.subarray(word * 4, word * 4 + where.length)]);
    }
  }

  private byShape(where: Where, index: number): void {
    const { segment, units, model } = this;
    const { place, length } = where;
    for (let i = 0; i < length; i += 1) units[i] = segment.units[place + i] ?? 0;
    for (const id of this.alikeTo(segment.units[place + index] ?? 0)) {
      units[index] = model.vocabulary.unitOf(id);
      if (model.words.classOf(units, 0, length) < OFFERED_BY_SHAPE) continue;
      const ids = Array.from({ length }, (_, i) => (i === index ? id : segment.idAt(place + i)));
      this.weigh(where, ids);
    }
  }

  /** The characters that may be meant by one, by near sound and like shape. */
  private alikeTo(unit: number): readonly number[] {
    let known = this.alike.get(unit);
    if (known === undefined) {
      known = this.findAlike(unit);
      this.alike.set(unit, known);
    }
    return known;
  }

  private findAlike(unit: number): number[] {
    const { confusions, vocabulary } = this.model;
    const own = vocabulary.idOf(unit);
    const found = new Set<number>(Array.from(alikeTo(unit), (other) => vocabulary.idOf(other)));
    for (let pair = confusions.begin(own); pair < confusions.end(own); pair += 1)
      if (ONE_CHARACTER.has(confusions.types[pair] ?? 0)) found.add(confusions.candidates[pair] ?? 0);
    found.delete(UNKNOWN);
    found.delete(own);
    return [...found];
  }

  /** Gives up as soon as the rest, were it free, could not make up for it. */
  private weigh({ place, length, last, least }: Where, ids: readonly number[]): void {
    const { segment } = this;
    const { language } = this.model;
    let sum = 0;
    let slot = place;
    for (let at = place; at <= last && sum >= least; at += 1) {
      const id = at < place + length ? (ids[at - place] ?? 0) : segment.idAt(at);
      sum += at === last ? language.score(slot, id) : language.advance(slot, id, FREE_SLOT);
      slot = FREE_SLOT;
    }
    if (sum >= least && this.offers.every((offer) => offer.ids.some((id, i) => id !== ids[i])))
      this.offers.push({ ids, gain: sum - least + LEAST_GAIN });
  }

  private tell(
    { from, place, length }: { from: number; place: number; length: number },
    offer: Offer,
    visitor: (swap: Swap) => void,
  ): void {
    const { line, segment, features, model } = this;
    let rival = 0;
    for (const other of this.offers) if (other !== offer) rival = Math.max(rival, other.gain);
    const surroundings = this.surroundings.kinds[from + place] ?? 0;
    const known = model.words.classOf(segment.units, place, length);
    const start = line.at[from + place] ?? 0;
    features.fill(segment, { place, ids: offer.ids, gain: offer.gain, rival, surroundings });
    const right = offer.ids.map((id) => String.fromCharCode(model.vocabulary.unitOf(id))).join("");
    visitor({ start, end: start + length, right, gain: offer.gain, known, row: features.row });
  }
}

interface Where {
  readonly place: number;
  readonly length: number;
  /** The last token that feels the change. */
  readonly last: number;
  /** What the tokens must score at least. */
  readonly least: number;
}
