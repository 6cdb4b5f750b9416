/** Which runs of characters are words, and how common: only hashes are kept, no text. */
import { fingerprintOf, hashOfRun, spread } from "./hash";
import type { PackedFile } from "./packed-file";

export const LONGEST_WORD = 8;
/** A slot: the fingerprint above, the class in the lowest bits; an empty slot is 0. */
export const CLASS_BITS = 4;
export const MAX_CLASS = (1 << CLASS_BITS) - 1;

/** 1 for a word seen once, one more for every doubling. */
export function classOfCount(count: number): number {
  return Math.min(MAX_CLASS, Math.max(1, 32 - Math.clz32(Math.max(1, Math.floor(count)))));
}

/** Where a hash is looked for first in a table of any size. */
export function slotOf(hash: number, size: number): number {
  return Math.floor((spread(hash) / 2 ** 32) * size);
}

export class Words {
  readonly longest = LONGEST_WORD;
  private readonly slots: Uint32Array;

  constructor(file: PackedFile) {
    this.slots = file.wordsOf("word.slot");
  }

  /** The class of a run as a word: 0 when it is none, else 1 + log2 of its count, at most 15. */
  classOf(units: Uint16Array, from: number, length: number): number {
    const hash = hashOfRun(units, from, length);
    const print = fingerprintOf(hash) >>> CLASS_BITS;
    const size = this.slots.length;
    for (let at = slotOf(hash, size); ; at = at + 1 === size ? 0 : at + 1) {
      const slot = this.slots[at] ?? 0;
      if (slot === 0) return 0;
      if (slot >>> CLASS_BITS === print) return slot & MAX_CLASS;
    }
  }

  /** The longest word over a place: its length × 16 + its class, the higher class of two equally long; 0 for none. */
  cover(units: Uint16Array, length: number, at: number): number {
    for (let size = Math.min(LONGEST_WORD, length); size >= 2; size -= 1) {
      let best = 0;
      const last = Math.min(at, length - size);
      for (let from = Math.max(0, at - size + 1); from <= last; from += 1) {
        best = Math.max(best, this.classOf(units, from, size));
      }
      if (best > 0) return (size << CLASS_BITS) | best;
    }
    return 0;
  }
}
