/** Slips put into clean text as hands and input methods make them: words and characters that sound or look alike. */
import type { SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { FIRST_CHARACTER, isHan } from "../../../shared/proofreading/spelling/tokens";

export interface Corrupted {
  readonly wrong: string;
  readonly right: string;
}

/** One slip for about so many characters of a line, one at least. */
const PER = 45;
const TRIES = 12;
/** Kinds of pairs and how often each is taken: same sound, near sound, shape, sound and shape, none. */
const KINDS: readonly { readonly kinds: readonly number[]; readonly share: number }[] = [
  { kinds: [0, 1], share: 0.5 },
  { kinds: [2], share: 0.12 },
  { kinds: [4], share: 0.28 },
  { kinds: [5], share: 0.1 },
  { kinds: [], share: 0.06 },
];
const WORD_SHARE = 0.4;
const RAREST = -190;
const COMMON = 3000;

export class ErrorMaker {
  private readonly model: SpellingModel;
  private readonly random: () => number;

  constructor(model: SpellingModel, random: () => number) {
    this.model = model;
    this.random = random;
  }

  corrupt(right: string): Corrupted {
    const units = new Uint16Array(right.length);
    for (let i = 0; i < right.length; i += 1) units[i] = right.charCodeAt(i);
    const wanted = 1 + Math.floor((this.random() * 2 * right.length) / PER);
    for (let slip = 0; slip < wanted; slip += 1) {
      for (let tried = 0; tried < TRIES; tried += 1)
        if (this.random() < WORD_SHARE ? this.word(units) : this.character(units)) break;
    }
    return { wrong: String.fromCharCode(...units), right };
  }

  private word(units: Uint16Array): boolean {
    const { words, homophones, vocabulary } = this.model;
    const length = this.random() < 0.8 ? 2 : 3;
    const at = Math.floor(this.random() * (units.length - length + 1));
    if (at < 0 || words.classOf(units, at, length) < 4) return false;
    const found = homophones.find(units, at, length);
    const weights = Array.from({ length: found }, (_, k) => 2 ** ((homophones.classes[k] ?? 0) / 2));
    const pick = this.pick(weights);
    if (pick < 0) return false;
    for (let i = 0; i < length; i += 1) units[at + i] = vocabulary.unitOf(homophones.ids[pick * 4 + i] ?? 0);
    return true;
  }

  private character(units: Uint16Array): boolean {
    const { confusions, vocabulary, language } = this.model;
    const at = Math.floor(this.random() * units.length);
    const id = vocabulary.idOf(units[at] ?? 0);
    if (!isHan(units[at] ?? 0) || id === 0) return false;
    const { kinds } = KINDS[this.pick(KINDS.map(({ share }) => share))] ?? { kinds: [0] };
    if (kinds.length === 0) return this.any(units, at);
    const others: number[] = [];
    for (let pair = confusions.begin(id); pair < confusions.end(id); pair += 1) {
      const other = confusions.candidates[pair] ?? 0;
      if (kinds.includes(confusions.types[pair] ?? 0) && language.unigram(other) > RAREST) others.push(other);
    }
    const pick = this.pick(others.map((other) => 10 ** (language.unigram(other) / 64)));
    if (pick < 0) return false;
    units[at] = vocabulary.unitOf(others[pick] ?? 0);
    return true;
  }

  /** A slip of no known kind. */
  private any(units: Uint16Array, at: number): boolean {
    const other = this.model.vocabulary.unitOf(FIRST_CHARACTER + Math.floor(this.random() * COMMON));
    if (!isHan(other) || other === units[at]) return false;
    units[at] = other;
    return true;
  }

  /** An index by weight, -1 when there is none. */
  private pick(weights: readonly number[]): number {
    let rest = this.random() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) {
      rest -= weight;
      if (rest < 0) return index;
    }
    return weights.length - 1;
  }
}
