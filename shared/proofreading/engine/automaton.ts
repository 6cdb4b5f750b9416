/**
 * Every occurrence of every word in one pass over UTF-16 units. At most places of a text no word begins: a bit for every
 * two units with which one does says so, and only behind a bit that is lit the tree of the words is gone down. There is no
 * way back in it as Aho and Corasick have it: the places where words begin are few and words are short, and what a step
 * asks of memory is one bit and one slot. The same pass notes which marked units it saw.
 */

const UNITS = 65_536;
const NONE = -1;
const BEGINS = 0x8000;
const MARK = 0x7fff;

/** What a pass writes to. One serves many passes; it holds what the last one saw, in arrays that stay. */
export class Sightings {
  /** Word and end of each occurrence, in turn: so many numbers are valid. */
  words = new Int32Array(256);
  size = 0;
  /** Marks seen, each once. */
  readonly marks: Uint16Array;
  count = 0;
  private readonly marked: Uint8Array;

  constructor(marks: number) {
    this.marks = new Uint16Array(marks + 1);
    this.marked = new Uint8Array(marks + 1);
  }

  clear(): void {
    for (let i = 0; i < this.count; i += 1) this.marked[this.marks[i] ?? 0] = 0;
    this.count = 0;
    this.size = 0;
  }

  note(mark: number): void {
    if (this.marked[mark] === 1) return;
    this.marked[mark] = 1;
    this.marks[this.count] = mark;
    this.count += 1;
  }

  add(word: number, end: number): void {
    if (this.size === this.words.length) {
      const longer = new Int32Array(2 * this.size);
      longer.set(this.words);
      this.words = longer;
    }
    this.words[this.size] = word;
    this.words[this.size + 1] = end;
    this.size += 2;
  }
}

const noMarks = new Uint16Array(UNITS);
/** Numbers of a transition: from, unit, the word that ends there, and where it goes on. */
const SLOT = 4;
/** Bits of a filter for each transition. */
const SPARSE = 8;
const LEAST = 4;

/** Upper bits are the best of it. */
const mixed = (state: number, unit: number): number => (Math.imul(state, 0x9e3779b1) + Math.imul(unit, 0x85ebca6b)) | 0;

export class Automaton {
  /** By unit its mark, from 1, or 0, and whether a word begins with it: one place in memory to ask for both. */
  private readonly units: Uint16Array;
  /** A bit for each transition, `shift` bits of whose hash are left out. */
  private readonly bits: Int32Array;
  private readonly shift: number;
  /** States are the first unit of a word, and from 65,536 on places further in. */
  private readonly slots: Int32Array;
  private readonly mask: number;
  /** Words of one unit, by unit. */
  private readonly alone: ReadonlyMap<number, number>;

  /** `words` are distinct. `marks` gives units a mark from 1 to 32,767, which passes note. */
  constructor(words: readonly string[], marks: Uint16Array = noMarks) {
    this.units = marks.slice();
    const room = words.reduce((sum, word) => sum + Math.max(0, word.length - 1), 1);
    const size = Math.max(LEAST, Math.ceil(Math.log2(room * 1.5)));
    this.mask = 2 ** size - 1;
    this.slots = new Int32Array(2 ** size * SLOT).fill(NONE);
    const bits = Math.max(2 * LEAST, Math.ceil(Math.log2(room * SPARSE)));
    this.shift = 32 - bits;
    this.bits = new Int32Array(2 ** (bits - 5));
    for (const word of words) {
      const first = word.charCodeAt(0);
      this.units[first] = (this.units[first] ?? 0) | BEGINS;
    }
    this.alone = this.plant(words);
  }

  /** Notes in `seen` what stands in the text, where words begin at one place the shorter first. */
  run(text: string, seen: Sightings): void {
    const { units, bits, shift } = this;
    const { length } = text;
    const hasAlone = this.alone.size > 0;
    let lastMark = 0;
    let next = length === 0 ? 0 : text.charCodeAt(0);
    for (let i = 0; i < length; i += 1) {
      const unit = next;
      next = i + 1 < length ? text.charCodeAt(i + 1) : 0;
      const told = units[unit] ?? 0;
      const mark = told & MARK;
      if (mark !== lastMark) {
        if (mark !== 0) seen.note(mark);
        lastMark = mark;
      }
      if ((told & BEGINS) === 0) continue;
      if (hasAlone) this.sayAlone(unit, i + 1, seen);
      const hash = mixed(unit, next) >>> shift;
      if (((bits[hash >>> 5] ?? 0) >>> (hash & 31)) & 1) this.walk(text, i, seen);
    }
  }

  private sayAlone(unit: number, end: number, seen: Sightings): void {
    const word = this.alone.get(unit);
    if (word !== undefined) seen.add(word, end);
  }

  /** Notes the words that begin at a place. */
  private walk(text: string, start: number, seen: Sightings): void {
    const { bits, shift, slots } = this;
    const { length } = text;
    let state = text.charCodeAt(start);
    for (let at = start + 1; at < length; at += 1) {
      const unit = text.charCodeAt(at);
      const hash = mixed(state, unit) >>> shift;
      if ((((bits[hash >>> 5] ?? 0) >>> (hash & 31)) & 1) === 0) return;
      const slot = this.slotOf(state, unit);
      if (slots[slot] === NONE) return;
      const word = slots[slot + 2] ?? NONE;
      if (word !== NONE) seen.add(word, at + 1);
      state = slots[slot + 3] ?? NONE;
      if (state === NONE) return;
    }
  }

  /** The slot of a transition, or the empty one where it would stand. */
  private slotOf(state: number, unit: number): number {
    const { slots, mask } = this;
    const hash = mixed(state, unit);
    let slot = ((hash ^ (hash >>> 15)) & mask) * SLOT;
    while (slots[slot] !== NONE && (slots[slot] !== state || slots[slot + 1] !== unit))
      slot = (slot + SLOT) & (mask * SLOT);
    return slot;
  }

  /** Puts the words in; those of one unit are given back. */
  private plant(words: readonly string[]): ReadonlyMap<number, number> {
    const alone = new Map<number, number>();
    let places = UNITS;
    words.forEach((word, index) => {
      if (word.length === 1) alone.set(word.charCodeAt(0), index);
      let state = word.charCodeAt(0);
      for (let at = 1; at < word.length; at += 1) {
        const slot = this.grown(state, word.charCodeAt(at));
        if (at === word.length - 1) this.slots[slot + 2] = index;
        else {
          if (this.slots[slot + 3] === NONE) {
            this.slots[slot + 3] = places;
            places += 1;
          }
          state = this.slots[slot + 3] ?? NONE;
        }
      }
    });
    return alone;
  }

  private grown(state: number, unit: number): number {
    const slot = this.slotOf(state, unit);
    if (this.slots[slot] !== NONE) return slot;
    this.slots[slot] = state;
    this.slots[slot + 1] = unit;
    const hash = mixed(state, unit) >>> this.shift;
    this.bits[hash >>> 5] = (this.bits[hash >>> 5] ?? 0) | (1 << (hash & 31));
    return slot;
  }
}
