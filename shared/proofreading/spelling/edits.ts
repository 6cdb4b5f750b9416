/**
 * What a text would gain by one character more, one less, two the other way round or any other in its place: the slips
 * that keep no length and those of no known kind. Only places where the text surprises the language model are opened, and
 * only characters attested beside both neighbours are tried.
 */
import { alikeTo } from "../slips/confusable";
import type { CharacterScores, Characters, DecoderModel, PairBits } from "./decoder-model";
import { FREE_SLOT, type Segment } from "./segment";
import { END, FIRST_CHARACTER, isHan } from "./tokens";

export const EDIT = { insert: 0, omit: 1, swap: 2, replace: 3, alike: 4 } as const;

export interface Edit {
  /** One of EDIT. */
  readonly kind: number;
  /** Token the edit changes, or before which one comes in. */
  readonly place: number;
  /** The character that comes in; 0 for none. */
  readonly id: number;
  /** In 1/32 log10. */
  readonly gain: number;
}

/** Surprise over three tokens from which a place is opened, in 1/32 log10, and what its first token must add to it. */
const SURPRISE = 192;
const OWN_SURPRISE = 48;
const BEYOND_END = 48;
/** What a fourth character of context may bring. */
const FOURTH = 24;
/** What an edit of each kind must gain at least. */
const LEAST = [16, 144, 96, 128, 72] as const;

/** Characters tried in one segment at most, as in the lattice. */
const MOST_TRIED = 60_000;

interface Gap {
  readonly place: number;
  readonly left: number;
  readonly right: number;
  readonly least: number;
}

export class Edits {
  private readonly language: CharacterScores;
  private readonly vocabulary: Characters;
  private readonly bits: PairBits;
  private readonly chosen = new Uint16Array(2);
  private first = 0;
  private second = 0;
  private found: Edit[] = [];
  private tried = 0;

  constructor({ language, vocabulary }: DecoderModel, bits: PairBits) {
    this.language = language;
    this.vocabulary = vocabulary;
    this.bits = bits;
  }

  /** The best edit of each kind at each place; of neighbours of one kind the better. */
  find(segment: Segment): readonly Edit[] {
    this.found = [];
    this.tried = 0;
    for (let place = 0; place <= segment.length; place += 1) {
      const isHere = isHan(segment.units[place] ?? 0);
      const isBehind = place > 0 && isHan(segment.units[place - 1] ?? 0);
      if (!isHere && !isBehind) continue;
      const surprise = surpriseAt(segment, place);
      if (surprise < SURPRISE) continue;
      if (this.tried >= MOST_TRIED) break;
      if (-(segment.scores[place] ?? 0) >= OWN_SURPRISE) this.comeIn(segment, place, EDIT.insert);
      if (!isHere) continue;
      this.comeIn(segment, place, EDIT.replace);
      this.comeIn(segment, place, EDIT.alike);
      this.omit(segment, place);
      if (isHan(segment.units[place + 1] ?? 0)) this.swap(segment, place);
    }
    return this.found;
  }

  /** Keeps an edit unless its neighbour of the same kind is better. */
  private keep(edit: Edit): void {
    const { found } = this;
    for (let i = found.length - 1; i >= 0; i -= 1) {
      const other = found[i];
      if (other === undefined || other.place < edit.place - 1) break;
      if (other.kind !== edit.kind) continue;
      if (other.gain >= edit.gain) return;
      found.splice(i, 1);
    }
    found.push(edit);
  }

  private omit(segment: Segment, place: number): void {
    const { language } = this;
    const old = segment.sum(place, Math.min(segment.length, place + 3));
    let sum = 0;
    let slot = place;
    for (let at = place + 1; at <= Math.min(segment.length, place + 3); at += 1) {
      sum += language.advance(slot, segment.idAt(at), FREE_SLOT);
      slot = FREE_SLOT;
    }
    if (sum - old >= LEAST[EDIT.omit]) this.keep({ kind: EDIT.omit, place, id: 0, gain: sum - old });
  }

  private swap(segment: Segment, place: number): void {
    const { language } = this;
    const first = segment.idAt(place);
    const second = segment.idAt(place + 1);
    if (first === second || !language.hasBigram(second, first)) return;
    const last = Math.min(segment.length, place + 4);
    const old = segment.sum(place, last);
    let sum = language.advance(place, second, FREE_SLOT) + language.advance(FREE_SLOT, first, FREE_SLOT);
    for (let at = place + 2; at <= last && sum - old >= LEAST[EDIT.swap]; at += 1)
      sum += language.advance(FREE_SLOT, segment.idAt(at), FREE_SLOT);
    if (sum - old >= LEAST[EDIT.swap]) this.keep({ kind: EDIT.swap, place, id: 0, gain: sum - old });
  }

  /** The best character that could stand before the place, or in it. */
  private comeIn(segment: Segment, place: number, kind: 0 | 3 | 4): void {
    const next = kind === EDIT.insert ? place : place + 1;
    const last = Math.min(segment.length, place + (kind === EDIT.insert ? 2 : 3));
    const old = segment.sum(place, last);
    const left = segment.idAt(place - 1);
    const right = segment.idAt(next);
    // What the last token scores hardly depends on a character three before it.
    const spare = last === next + 2 ? Math.min(0, (segment.near[last] ?? 0) + FOURTH) : 0;
    const gap = { place, left, right, least: old + LEAST[kind] - spare };
    if (kind === EDIT.alike) this.chooseAlike(gap, segment.units[place] ?? 0);
    else this.choose(gap);
    let best = 0;
    let gain: number = LEAST[kind] - 1;
    for (const id of this.chosen) {
      if (id === 0 || id === segment.idAt(place)) continue;
      const most = this.sumWith(segment, id, { place, next, last, least: old + gain + 1 }) - old;
      if (most <= gain) continue;
      best = id;
      gain = most;
    }
    if (best !== 0) this.keep({ kind, place, id: best, gain });
  }

  /** The two characters between the neighbours that read best with one on each side. */
  private choose(gap: Gap): void {
    const { bits, language } = this;
    const [before, after] = [gap.left * bits.width, gap.right * bits.width];
    this.clear();
    for (let word = 0; word < bits.width; word += 1) {
      let both = (bits.followers[before + word] ?? 0) & (bits.leaders[after + word] ?? 0);
      for (; both !== 0; both &= both - 1) {
        this.tried += 1;
        const id = (word << 5) + 31 - Math.clz32(both & -both);
        const score = language.score(gap.place, id);
        if (id < FIRST_CHARACTER || score < gap.least || score <= this.second) continue;
        const isKnown = language.hit >= 3;
        const about = score + language.trigram(gap.left, id, gap.right);
        if (isKnown || language.hit >= 3) this.weigh(id, about);
      }
    }
  }

  /** The two of those that look like what stands there. */
  private chooseAlike(gap: Gap, unit: number): void {
    const { language } = this;
    this.clear();
    for (const other of alikeTo(unit)) {
      const id = this.vocabulary.idOf(other);
      if (id < FIRST_CHARACTER) continue;
      const score = language.score(gap.place, id);
      if (score >= gap.least) this.weigh(id, score + language.trigram(gap.left, id, gap.right));
    }
  }

  private clear(): void {
    this.first = Number.NEGATIVE_INFINITY;
    this.second = this.first;
    this.chosen.fill(0);
  }

  private weigh(id: number, about: number): void {
    const { chosen } = this;
    if (about > this.first) {
      this.second = this.first;
      chosen[1] = chosen[0] ?? 0;
      this.first = about;
      chosen[0] = id;
    } else if (about > this.second) {
      this.second = about;
      chosen[1] = id;
    }
  }

  /** What the place and those after it score with the character; gives up below `least`. */
  private sumWith(
    segment: Segment,
    id: number,
    { place, next, last, least }: { place: number; next: number; last: number; least: number },
  ): number {
    let sum = this.language.advance(place, id, FREE_SLOT);
    for (let at = next; at <= last && sum >= least; at += 1) {
      const token = segment.idAt(at);
      sum +=
        at === last || token === END
          ? this.language.score(FREE_SLOT, token)
          : this.language.advance(FREE_SLOT, token, FREE_SLOT);
    }
    return sum;
  }
}

export function surpriseAt({ scores, length }: Segment, place: number): number {
  const three = -(scores[place] ?? 0) - (scores[place + 1] ?? 0) - (scores[place + 2] ?? 0);
  return three + (place + 2 > length ? BEYOND_END : 0);
}
