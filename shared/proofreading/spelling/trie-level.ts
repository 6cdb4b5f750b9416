/**
 * One order of the model's trie: the last characters of its n-grams, sorted under their histories, with their
 * probabilities; and for those that are a history themselves, where their followers stand one order higher.
 */
import type { PackedFile } from "./packed-file";

/** Every so many histories (as a power of two) it is remembered where the followers begin; between, bits are counted. */
const SAMPLE_SHIFT = 3;
const BETWEEN = (1 << SAMPLE_SHIFT) - 1;

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

/** The place of every so-manyth bit that is set. */
function samplesOf(bits: Uint32Array): Uint32Array {
  const samples: number[] = [];
  let seen = 0;
  for (let at = 0; at < bits.length; at += 1) {
    let word = bits[at] ?? 0;
    const count = ones(word);
    if (((seen + BETWEEN) & ~BETWEEN) < seen + count) {
      for (let nth = seen; word !== 0; nth += 1, word &= word - 1) {
        if ((nth & BETWEEN) === 0) samples.push((at << 5) + lowestBit(word));
      }
    }
    seen += count;
  }
  return Uint32Array.from(samples);
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Which n-grams are histories, and where their followers stand. */
export class Histories {
  private readonly inner: Uint32Array;
  private readonly ranks: Uint32Array;
  private readonly backoffs: Uint8Array;
  /** A bit for every n-gram one order higher, set for the first one after each history; one more at their end. */
  private readonly firsts: Uint32Array;
  private readonly samples: Uint32Array;

  constructor(file: PackedFile, name: string) {
    this.inner = file.wordsOf(`${name}.inner`);
    this.ranks = ranksOf(this.inner);
    this.backoffs = file.bytesOf(`${name}.back`);
    this.firsts = file.wordsOf(`${name}.first`);
    this.samples = samplesOf(this.firsts);
  }

  /** The number of a history by the place of its n-gram, or -1 when nothing follows it. */
  numberOf(place: number): number {
    const word = this.inner[place >>> 5] ?? 0;
    const bit = 1 << (place & 31);
    return (word & bit) === 0 ? -1 : (this.ranks[place >>> 5] ?? 0) + ones(word & (bit - 1));
  }

  /** Where the followers of a history begin. */
  beginOf(number: number): number {
    const { firsts } = this;
    const sample = this.samples[number >>> SAMPLE_SHIFT] ?? 0;
    let left = number & BETWEEN;
    let at = sample >>> 5;
    let word = (firsts[at] ?? 0) & (-1 << (sample & 31));
    for (let count = ones(word); count <= left && at < firsts.length; count = ones(word)) {
      left -= count;
      at += 1;
      word = firsts[at] ?? 0;
    }
    for (; left > 0; left -= 1) word &= word - 1;
    return (at << 5) + lowestBit(word);
  }

  /** Where the followers that begin at a place end. */
  endOf(begin: number): number {
    const { firsts } = this;
    const from = begin + 1;
    let at = from >>> 5;
    let word = (firsts[at] ?? 0) & (-1 << (from & 31));
    while (word === 0 && at < firsts.length) {
      at += 1;
      word = firsts[at] ?? 0;
    }
    return (at << 5) + lowestBit(word);
  }

  backoffOf(number: number): number {
    return this.backoffs[number] ?? 0;
  }
}
