/** Slips put into clean lines: a word that sounds the same, a character that sounds or looks alike. */
import { alikeTo } from "../../../shared/proofreading/slips/confusable";
import type { SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { isHan } from "../../../shared/proofreading/spelling/tokens";

export interface WordSlip {
  readonly wrong: string;
  /** Where it stands, in both texts, and what is right. */
  readonly start: number;
  readonly end: number;
  readonly right: string;
}

const TRIES = 30;
/** Shares of the kinds: a word of the same sound, a character of the same or a near sound; the rest look alike. */
const BY_WORD = 0.5;
const BY_SOUND = 0.75;
/** Class of the rarest word that is changed, and of the rarest that slips in. */
const CHANGED = 4;
const SLIPPED = 3;
const COMMON = 4500;
const SOUND_KINDS: ReadonlySet<number> = new Set([0, 1, 2, 5]);

export class WordSlips {
  private readonly model: SpellingModel;
  private readonly random: () => number;
  private readonly units = new Uint16Array(4);

  constructor(model: SpellingModel, random: () => number) {
    this.model = model;
    this.random = random;
  }

  /** `null` where none of a few places lends itself to the kind that is drawn. */
  slip(text: string): WordSlip | null {
    const kind = this.random();
    for (let tried = 0; tried < TRIES; tried += 1) {
      const start = Math.floor(this.random() * (text.length - 1));
      const right = text.slice(start, start + (this.random() < 0.15 ? 3 : 2));
      if (![...right].every((char) => isHan(char.charCodeAt(0))) || this.classOf(right) < CHANGED) continue;
      const wrong = kind < BY_WORD ? this.word(right) : this.character(right, kind < BY_SOUND);
      if (wrong === null || wrong === right) continue;
      const end = start + right.length;
      return { wrong: text.slice(0, start) + wrong + text.slice(end), start, end, right };
    }
    return null;
  }

  private classOf(text: string): number {
    for (let i = 0; i < text.length; i += 1) this.units[i] = text.charCodeAt(i);
    return this.model.words.classOf(this.units, 0, text.length);
  }

  /** Common words slip in more often than rare ones. */
  private word(right: string): string | null {
    const { homophones, vocabulary } = this.model;
    for (let i = 0; i < right.length; i += 1) this.units[i] = right.charCodeAt(i);
    const found = homophones.find(this.units, 0, right.length);
    const weights = Array.from({ length: found }, (_, i) =>
      (homophones.classes[i] ?? 0) < SLIPPED ? 0 : 2 ** ((homophones.classes[i] ?? 0) / 2),
    );
    let left = this.random() * weights.reduce((sum, weight) => sum + weight, 0);
    for (let word = 0; word < found; word += 1) {
      left -= weights[word] ?? 0;
      if (left > 0 || weights[word] === 0) continue;
      const ids = homophones.ids.subarray(word * 4, word * 4 + right.length);
      return Array.from(ids, (id) => String.fromCharCode(vocabulary.unitOf(id))).join("");
    }
    return null;
  }

  private character(right: string, bySound: boolean): string | null {
    const at = Math.floor(this.random() * right.length);
    const others = bySound ? this.soundAlike(right.charCodeAt(at)) : [...alikeTo(right.charCodeAt(at))];
    const common = others.filter((unit) => {
      const id = this.model.vocabulary.idOf(unit);
      return id > 2 && id < COMMON;
    });
    const other = common[Math.floor(this.random() * common.length)];
    return other === undefined ? null : right.slice(0, at) + String.fromCharCode(other) + right.slice(at + 1);
  }

  private soundAlike(unit: number): number[] {
    const { confusions, vocabulary } = this.model;
    const id = vocabulary.idOf(unit);
    const found: number[] = [];
    for (let pair = confusions.begin(id); pair < confusions.end(id); pair += 1)
      if (SOUND_KINDS.has(confusions.types[pair] ?? 0)) found.push(vocabulary.unitOf(confusions.candidates[pair] ?? 0));
    return found;
  }
}
