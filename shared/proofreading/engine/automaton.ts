/**
 * Aho–Corasick over UTF-16 units: every occurrence of every word in one pass. Units become classes, a transition is one
 * probe of an open-addressed table, and everything lies in typed arrays. Most places of a text begin no word: a bit for
 * every two units with which a word begins says so before the table is asked. The same pass notes which marked units it saw.
 */

const UNITS = 65_536;
const NONE = -1;

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

/** Of the hash of two units so many upper bits choose the word of the filter, the next five its bit. */
const PAIR_BITS = 14;
const PAIR_SHIFT = 32 - PAIR_BITS;
const noMarks = new Uint16Array(UNITS);
/** Numbers of a transition: from, class, to, and one that keeps it in one line of the cache. */
const SLOT = 4;

export class Automaton {
  private readonly classOf = new Uint16Array(UNITS);
  /** Marks of single units, from 1; 0 for the rest. */
  private readonly markOf: Uint16Array;
  /** 1 for a state at which a word ends, or a suffix of what led there is one. */
  private readonly speaks: Uint8Array;
  /** A bit for each two units with which a word begins. */
  private readonly pairs = new Int32Array(1 << PAIR_BITS);
  /** By class, 1 for a unit that is a word by itself. */
  private readonly alone: Uint8Array;
  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly fail: Int32Array;
  /** 1 for a state from which no word goes on: its failure link is looked at at once. */
  private readonly leaf: Uint8Array;
  private readonly word: Int32Array;
  /** The next state on the way of failure at which a word ends. */
  private readonly shorter: Int32Array;
  private readonly fromRoot: Int32Array;
  private size = 1;

  /** `words` are distinct. `marks` gives units a mark from 1 on, which passes note. */
  constructor(words: readonly string[], marks: Uint16Array = noMarks) {
    this.markOf = marks;
    const room = 1 + words.reduce((sum, word) => sum + word.length, 0);
    const count = 2 ** Math.max(4, Math.ceil(Math.log2(room * 1.5)));
    this.mask = count - 1;
    this.slots = new Int32Array(count * SLOT).fill(NONE);
    this.leaf = new Uint8Array(room).fill(1);
    this.word = new Int32Array(room).fill(NONE);
    const levels = this.plant(words, room);
    this.fromRoot = new Int32Array(levels.classes + 1);
    this.alone = new Uint8Array(levels.classes + 1);
    for (let i = 1; i <= levels.classes; i += 1) {
      const state = Math.max(0, this.target(0, i));
      this.fromRoot[i] = state;
      if (this.word[state] !== NONE) this.alone[i] = 1;
    }
    this.fail = new Int32Array(this.size);
    this.shorter = new Int32Array(this.size);
    this.connect(levels);
    this.speaks = new Uint8Array(this.size);
    for (let state = 1; state < this.size; state += 1)
      if (this.word[state] !== NONE || this.shorter[state] !== 0) this.speaks[state] = 1;
  }

  /** Notes in `seen` what stands in the text. */
  run(text: string, seen: Sightings): void {
    const { classOf, markOf, fromRoot, speaks, pairs, alone } = this;
    const { length } = text;
    let state = 0;
    let lastMark = 0;
    let next = length === 0 ? 0 : text.charCodeAt(0);
    for (let i = 0; i < length; i += 1) {
      const unit = next;
      next = i + 1 < length ? text.charCodeAt(i + 1) : 0;
      const mark = markOf[unit] ?? 0;
      if (mark !== 0 && mark !== lastMark) {
        seen.note(mark);
        lastMark = mark;
      }
      const type = classOf[unit] ?? 0;
      if (type === 0) {
        state = 0;
        continue;
      }
      if (state !== 0) state = this.step(state, type);
      if (state === 0) {
        const pair = pairOf(unit, next);
        if ((((pairs[pair >>> PAIR_SHIFT] ?? 0) >>> (pair >>> (PAIR_SHIFT - 5))) & 1) === 1 || alone[type] === 1)
          state = fromRoot[type] ?? 0;
      }
      if (speaks[state] === 1) this.report(state, i + 1, seen);
    }
  }

  /** Where a class leads from a state that is not the root; the root where no word that has begun goes on. */
  private step(from: number, type: number): number {
    let state = from;
    while (state !== 0) {
      if (this.leaf[state] === 0) {
        const next = this.target(state, type);
        if (next !== NONE) return next;
      }
      state = this.fail[state] ?? 0;
    }
    return 0;
  }

  private report(from: number, end: number, seen: Sightings): void {
    let state = this.word[from] === NONE ? (this.shorter[from] ?? 0) : from;
    while (state !== 0) {
      seen.add(this.word[state] ?? 0, end);
      state = this.shorter[state] ?? 0;
    }
  }

  private target(state: number, type: number): number {
    const { slots, mask } = this;
    let slot = (slotOf(state, type) & mask) * SLOT;
    for (let held = slots[slot] ?? NONE; held !== NONE; held = slots[slot] ?? NONE) {
      if (held === state && slots[slot + 1] === type) return slots[slot + 2] ?? NONE;
      slot = (slot + SLOT) & (mask * SLOT);
    }
    return NONE;
  }

  /** Puts the words in and remembers how each state was reached. */
  private plant(words: readonly string[], room: number): Levels {
    const levels: Levels = {
      classes: 0,
      parent: new Int32Array(room),
      type: new Int32Array(room),
      depth: new Int32Array(room),
    };
    words.forEach((word, index) => {
      let state = 0;
      for (let i = 0; i < word.length; i += 1) {
        const unit = word.charCodeAt(i);
        if (this.classOf[unit] === 0) {
          levels.classes += 1;
          this.classOf[unit] = levels.classes;
        }
        const type = this.classOf[unit] ?? 0;
        const known = this.target(state, type);
        state = known === NONE ? this.grow(state, type, levels) : known;
      }
      if (state !== 0) this.word[state] = index;
      if (word.length > 1) this.light(pairOf(word.charCodeAt(0), word.charCodeAt(1)));
    });
    return levels;
  }

  private light(pair: number): void {
    const word = pair >>> PAIR_SHIFT;
    this.pairs[word] = (this.pairs[word] ?? 0) | (1 << (pair >>> (PAIR_SHIFT - 5)));
  }

  private grow(from: number, type: number, levels: Levels): number {
    const state = this.size;
    this.size += 1;
    const { slots, mask } = this;
    let slot = (slotOf(from, type) & mask) * SLOT;
    while (slots[slot] !== NONE) slot = (slot + SLOT) & (mask * SLOT);
    slots[slot] = from;
    slots[slot + 1] = type;
    slots[slot + 2] = state;
    this.leaf[from] = 0;
    levels.parent[state] = from;
    levels.type[state] = type;
    levels.depth[state] = (levels.depth[from] ?? 0) + 1;
    return state;
  }

  /** Shallow states first: a failure link points at the longest proper suffix that begins a word. */
  private connect({ parent, type, depth }: Levels): void {
    for (const state of byDepth(depth, this.size)) {
      const before = parent[state] ?? 0;
      const last = type[state] ?? 0;
      const fail = before === 0 ? 0 : this.step(this.fail[before] ?? 0, last) || (this.fromRoot[last] ?? 0);
      this.fail[state] = fail;
      this.shorter[state] = this.word[fail] === NONE ? (this.shorter[fail] ?? 0) : fail;
    }
  }
}

interface Levels {
  classes: number;
  readonly parent: Int32Array;
  readonly type: Int32Array;
  readonly depth: Int32Array;
}

const pairOf = (first: number, second: number): number =>
  (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b)) | 0;

function slotOf(state: number, type: number): number {
  return (Math.imul(state, 0x9e3779b1) ^ Math.imul(type, 0x85ebca6b)) >>> 7;
}

/** All states but the root, by counting. */
function byDepth(depth: Int32Array, size: number): Int32Array {
  let deepest = 0;
  for (let state = 1; state < size; state += 1) deepest = Math.max(deepest, depth[state] ?? 0);
  const starts = new Int32Array(deepest + 2);
  for (let state = 1; state < size; state += 1) {
    const next = (depth[state] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let level = 1; level < starts.length; level += 1)
    starts[level] = (starts[level] ?? 0) + (starts[level - 1] ?? 0);
  const order = new Int32Array(size - 1);
  for (let state = 1; state < size; state += 1) {
    const level = depth[state] ?? 0;
    const at = starts[level] ?? 0;
    order[at] = state;
    starts[level] = at + 1;
  }
  return order;
}
