/**
 * The character model: what a character costs after the three before it. A modified Kneser–Ney model of order 4 laid
 * out as a trie, walked by STATES: a state is a slot that remembers where the followers of its last one, two and three
 * characters stand, so scoring looks into three short sorted runs and hashes nothing.
 * All scores are whole numbers in steps of 1/32 of log10, at most 0: the same on every machine.
 */
import type { PairBits } from "./decoder-model";
import type { PackedFile } from "./packed-file";
import { BEGIN } from "./tokens";
import { Histories, Leaves, ones } from "./trie-level";

/** Numbers a slot takes: begin, end and backoff of the runs after its last one, two and three characters. */
const SLOT = 9;
/** Characters up to this id have a bit for every first character: most pairs are answered by it. */
const DENSE = 2048;
const DENSE_WORDS = DENSE >>> 5;

export class LanguageModel {
  readonly order = 4;
  /** Order of the n-gram that answered the last question, 1 to 4. */
  hit = 1;
  private readonly firstCosts: Uint16Array;
  private readonly firstBackoffs: Uint8Array;
  private readonly firstBegins: Uint32Array;
  private readonly pairs: Leaves;
  private readonly pairHistories: Histories;
  private readonly triples: Leaves;
  private readonly tripleHistories: Histories;
  private readonly fours: Leaves;
  private readonly denseBits: Uint32Array;
  private readonly denseRanks: Uint16Array;
  private slots = new Int32Array(SLOT * 16);
  private paired: PairBits | null = null;

  constructor(file: PackedFile) {
    this.firstCosts = file.shortsOf("uni.cost");
    this.firstBackoffs = file.bytesOf("uni.back");
    this.firstBegins = file.wordsOf("uni.begin");
    this.pairs = new Leaves(file, "bi");
    this.pairHistories = new Histories(file, "bi");
    this.triples = new Leaves(file, "tri");
    this.tripleHistories = new Histories(file, "tri");
    this.fours = new Leaves(file, "four");
    this.denseBits = new Uint32Array(this.firstCosts.length * DENSE_WORDS);
    this.denseRanks = new Uint16Array(this.firstCosts.length * DENSE_WORDS);
    this.indexPairs();
  }

  /** How many n-grams of each order it holds. */
  get counts(): readonly number[] {
    return [this.firstCosts.length, this.pairs.count, this.triples.count, this.fours.count];
  }

  /** Which of the common characters follow and precede each other. */
  pairBits(): PairBits {
    this.paired ??= this.bothWays();
    return this.paired;
  }

  private bothWays(): PairBits {
    const leaders = new Uint32Array(this.denseBits.length);
    for (let first = 0; first < DENSE; first += 1) {
      for (let word = 0; word < DENSE_WORDS; word += 1) {
        for (let bits = this.denseBits[first * DENSE_WORDS + word] ?? 0; bits !== 0; bits &= bits - 1) {
          const last = (word << 5) + 31 - Math.clz32(bits & -bits);
          const at = last * DENSE_WORDS + (first >>> 5);
          leaders[at] = (leaders[at] ?? 0) | (1 << (first & 31));
        }
      }
    }
    return { width: DENSE_WORDS, followers: this.denseBits, leaders };
  }

  /** Makes room for this many states. */
  reserve(slots: number): void {
    if (slots * SLOT <= this.slots.length) return;
    const larger = new Int32Array(slots * SLOT);
    larger.set(this.slots);
    this.slots = larger;
  }

  /** The state at the begin of a segment. */
  begin(slot: number): void {
    this.slots.fill(0, slot * SLOT, slot * SLOT + SLOT);
    this.setLast(slot * SLOT, BEGIN);
  }

  copy(slot: number, into: number): void {
    this.slots.copyWithin(into * SLOT, slot * SLOT, slot * SLOT + SLOT);
  }

  /** Whether every continuation costs the same after both. */
  same(one: number, other: number): boolean {
    const { slots } = this;
    for (let i = 0; i < SLOT; i += 1) if (slots[one * SLOT + i] !== slots[other * SLOT + i]) return false;
    return true;
  }

  /** The state after three characters; what stands before a begin does not count. */
  setContext(slot: number, older: number, old: number, last: number): void {
    this.begin(slot);
    this.setLast(slot * SLOT, older);
    this.follow(slot, old);
    this.follow(slot, last);
  }

  /** What a character scores after a state. */
  score(slot: number, id: number): number {
    const { slots } = this;
    const at = slot * SLOT;
    const four = this.fours.find(id, slots[at + 6] ?? 0, slots[at + 7] ?? 0);
    if (four >= 0) {
      this.hit = 4;
      return -(this.fours.costs[four] ?? 0);
    }
    const triple = this.triples.find(id, slots[at + 3] ?? 0, slots[at + 4] ?? 0);
    if (triple >= 0) {
      this.hit = 3;
      return -(slots[at + 8] ?? 0) - (this.triples.costs[triple] ?? 0);
    }
    const backoff = -(slots[at + 8] ?? 0) - (slots[at + 5] ?? 0);
    const pair = this.findPair(slots[at] ?? 0, id, slots[at + 1] ?? 0);
    return backoff + this.pairScore(pair, id, slots[at + 2] ?? 0);
  }

  /** What a character scores after a state; `into` becomes the state after it. */
  advance(slot: number, id: number, into: number): number {
    const { slots } = this;
    const at = slot * SLOT;
    const score = this.score(slot, id);
    const triple = this.triples.find(id, slots[at + 3] ?? 0, slots[at + 4] ?? 0);
    const pair = this.findPair(slots[at] ?? 0, id, slots[at + 1] ?? 0);
    const to = into * SLOT;
    this.setRun(to + 6, this.tripleHistories, triple);
    this.setRun(to + 3, this.pairHistories, pair);
    this.setLast(to, id);
    return score;
  }

  unigram(id: number): number {
    this.hit = 1;
    return -(this.firstCosts[id] ?? 0);
  }

  bigram(first: number, last: number): number {
    return this.pairScore(this.pairOf(first, last), last, this.firstBackoffs[first] ?? 0);
  }

  trigram(first: number, second: number, last: number): number {
    const history = this.historyOfPair(first, second);
    if (history < 0) return this.bigram(second, last);
    const { pairHistories } = this;
    const begin = pairHistories.beginOf(history);
    const triple = this.triples.find(last, begin, pairHistories.endOf(begin));
    if (triple < 0) return this.bigram(second, last) - pairHistories.backoffOf(history);
    this.hit = 3;
    return -(this.triples.costs[triple] ?? 0);
  }

  hasBigram(first: number, last: number): boolean {
    return this.pairOf(first, last) >= 0;
  }

  private follow(slot: number, id: number): void {
    if (id === BEGIN) this.begin(slot);
    else this.advance(slot, id, slot);
  }

  private historyOfPair(first: number, second: number): number {
    const pair = this.pairOf(first, second);
    return pair < 0 ? -1 : this.pairHistories.numberOf(pair);
  }

  private pairScore(pair: number, id: number, backoff: number): number {
    if (pair >= 0) {
      this.hit = 2;
      return -(this.pairs.costs[pair] ?? 0);
    }
    this.hit = 1;
    return -backoff - (this.firstCosts[id] ?? 0);
  }

  private setLast(at: number, id: number): void {
    this.slots[at] = id;
    this.slots[at + 1] = this.firstBegins[id + 1] ?? 0;
    this.slots[at + 2] = this.firstBackoffs[id] ?? 0;
  }

  /** The run of followers of an n-gram's place, empty when nothing follows it. */
  private setRun(at: number, histories: Histories, place: number): void {
    const { slots } = this;
    const number = place < 0 ? -1 : histories.numberOf(place);
    const begin = number < 0 ? 0 : histories.beginOf(number);
    slots[at] = begin;
    slots[at + 1] = number < 0 ? 0 : histories.endOf(begin);
    slots[at + 2] = number < 0 ? 0 : histories.backoffOf(number);
  }

  private pairOf(first: number, last: number): number {
    return this.findPair(first, last, this.firstBegins[first + 1] ?? 0);
  }

  /** Where a pair stands: by its bit, or among the rare characters at the end of the run. */
  private findPair(first: number, last: number, end: number): number {
    const word = first * DENSE_WORDS + (last >>> 5);
    const begin = this.firstBegins[first] ?? 0;
    if (last >= DENSE) return this.pairs.find(last, begin, end);
    const bits = this.denseBits[word] ?? 0;
    const bit = 1 << (last & 31);
    return (bits & bit) === 0 ? -1 : begin + (this.denseRanks[word] ?? 0) + ones(bits & (bit - 1));
  }

  /** Ids are sorted under each first character: a bit's rank in its row is its place in the run. */
  private indexPairs(): void {
    const { denseBits, denseRanks, firstBegins } = this;
    const { ids } = this.pairs;
    for (let first = 0; first + 1 < firstBegins.length; first += 1) {
      const row = first * DENSE_WORDS;
      const end = firstBegins[first + 1] ?? 0;
      for (let i = firstBegins[first] ?? 0; i < end; i += 1) {
        const id = ids[i] ?? 0;
        if (id >= DENSE) break;
        denseBits[row + (id >>> 5)] = (denseBits[row + (id >>> 5)] ?? 0) | (1 << (id & 31));
      }
      let rank = 0;
      for (let word = row; word < row + DENSE_WORDS; word += 1) {
        denseRanks[word] = rank;
        rank += ones(denseBits[word] ?? 0);
      }
    }
  }
}
