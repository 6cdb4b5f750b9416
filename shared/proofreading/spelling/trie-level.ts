/**
 * One order of the model's trie: the last characters of its n-grams, sorted under their histories, with their
 * probabilities; and for those that are a history themselves, where their followers stand one order higher.
 */
import type { PackedFile } from "./packed-file";

/** A start is 16 bits behind a 32-bit base that this many histories (as a power of two) share. */
export const BASE_SHIFT = 4;

/** Bits set in a word. */
export function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many bits are set before each word. */
function ranksOf(bits: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(bits.length);
  let sum = 0;
  for (let word = 0; word < bits.length; word += 1) {
    ranks[word] = sum;
    sum += ones(bits[word] ?? 0);
  }
  return ranks;
}

/** The last characters of the n-grams of one order and their probabilities (negated, in steps of 1/32 of log10). */
export class Leaves {
  readonly count: number;
  readonly ids: Uint16Array;
  readonly costs: Uint8Array;

  constructor(file: PackedFile, name: string) {
    this.ids = file.shortsOf(`${name}.id`);
    this.costs = file.bytesOf(`${name}.cost`);
    this.count = this.costs.length;
  }

  /** Where a character stands among those from `begin` to `end`, or -1. */
  find(id: number, begin: number, end: number): number {
    const { ids } = this;
    let low = begin;
    let high = end;
    while (high - low > 8) {
      const middle = (low + high) >>> 1;
      if ((ids[middle] ?? 0) <= id) low = middle;
      else high = middle;
    }
    for (let i = low; i < high; i += 1) if (ids[i] === id) return i;
    return -1;
  }
}

/** Which n-grams are histories, and where their followers stand. */
export class Histories {
  private readonly bits: Uint32Array;
  private readonly ranks: Uint32Array;
  private readonly backoffs: Uint8Array;
  private readonly lows: Uint16Array;
  private readonly bases: Uint32Array;

  constructor(file: PackedFile, name: string) {
    this.bits = file.wordsOf(`${name}.inner`);
    this.ranks = ranksOf(this.bits);
    this.backoffs = file.bytesOf(`${name}.back`);
    this.lows = file.shortsOf(`${name}.low`);
    this.bases = file.wordsOf(`${name}.base`);
  }

  /** The number of a history by the place of its n-gram, or -1 when nothing follows it. */
  numberOf(place: number): number {
    const word = this.bits[place >>> 5] ?? 0;
    const bit = 1 << (place & 31);
    return (word & bit) === 0 ? -1 : (this.ranks[place >>> 5] ?? 0) + ones(word & (bit - 1));
  }

  /** Where the followers of a history begin; those of the next one begin where they end. */
  beginOf(number: number): number {
    return (this.bases[number >>> BASE_SHIFT] ?? 0) + (this.lows[number] ?? 0);
  }

  backoffOf(number: number): number {
    return this.backoffs[number] ?? 0;
  }
}
