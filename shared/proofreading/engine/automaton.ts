/**
 * Aho–Corasick over UTF-16 units: every occurrence of every word in one pass. Units become classes, a transition is one
 * probe of an open-addressed table, and everything lies in typed arrays. The same pass notes which marked units it saw.
 */

const UNITS = 65_536;
const NONE = -1;

/** What a pass writes to. One serves many passes; it holds what the last one saw. */
export class Sightings {
  /** Word and end of each occurrence, in turn. */
  readonly words: number[] = [];
  /** Marks seen, each once. */
  readonly marks: number[] = [];
  private readonly marked: Uint8Array;

  constructor(marks: number) {
    this.marked = new Uint8Array(marks + 1);
  }

  clear(): void {
    for (const mark of this.marks) this.marked[mark] = 0;
    this.words.length = 0;
    this.marks.length = 0;
  }

  note(mark: number): void {
    if (this.marked[mark] === 1) return;
    this.marked[mark] = 1;
    this.marks.push(mark);
  }
}

export class Automaton {
  private readonly classOf = new Uint16Array(UNITS);
  /** Marks of single units, from 1; 0 for the rest. */
  private readonly markOf: Uint16Array;
  /** 1 for a state at which a word ends, or a suffix of what led there is one. */
  private readonly speaks: Uint8Array;
  private readonly states: Int32Array;
  private readonly classes: Int32Array;
  private readonly targets: Int32Array;
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
  constructor(words: readonly string[], marks: Uint16Array = new Uint16Array(UNITS)) {
    this.markOf = marks;
    const room = 1 + words.reduce((sum, word) => sum + word.length, 0);
    const slots = 2 ** Math.max(4, Math.ceil(Math.log2(room * 2)));
    this.mask = slots - 1;
    this.states = new Int32Array(slots).fill(NONE);
    this.classes = new Int32Array(slots);
    this.targets = new Int32Array(slots);
    this.leaf = new Uint8Array(room).fill(1);
    this.word = new Int32Array(room).fill(NONE);
    const levels = this.plant(words, room);
    this.fromRoot = new Int32Array(levels.classes + 1);
    for (let i = 1; i <= levels.classes; i += 1) this.fromRoot[i] = Math.max(0, this.target(0, i));
    this.fail = new Int32Array(this.size);
    this.shorter = new Int32Array(this.size);
    this.connect(levels);
    this.speaks = new Uint8Array(this.size);
    for (let state = 1; state < this.size; state += 1)
      if (this.word[state] !== NONE || this.shorter[state] !== 0) this.speaks[state] = 1;
  }

  /** Notes in `seen` what stands in the text. */
  run(text: string, seen: Sightings): void {
    const { classOf, markOf, fromRoot, speaks } = this;
    let state = 0;
    let lastMark = 0;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      const mark = markOf[unit] ?? 0;
      if (mark !== 0 && mark !== lastMark) {
        seen.note(mark);
        lastMark = mark;
      }
      const type = classOf[unit] ?? 0;
      if (type === 0) state = 0;
      else if (state === 0) state = fromRoot[type] ?? 0;
      else state = this.step(state, type);
      if (speaks[state] === 1) this.report(state, i + 1, seen.words);
    }
  }

  private step(from: number, type: number): number {
    let state = from;
    while (state !== 0) {
      if (this.leaf[state] === 0) {
        const next = this.target(state, type);
        if (next !== NONE) return next;
      }
      state = this.fail[state] ?? 0;
    }
    return this.fromRoot[type] ?? 0;
  }

  private report(from: number, end: number, words: number[]): void {
    let state = this.word[from] === NONE ? (this.shorter[from] ?? 0) : from;
    while (state !== 0) {
      words.push(this.word[state] ?? 0, end);
      state = this.shorter[state] ?? 0;
    }
  }

  private target(state: number, type: number): number {
    const { states, classes, mask } = this;
    let slot = slotOf(state, type) & mask;
    for (let held = states[slot] ?? NONE; held !== NONE; held = states[slot] ?? NONE) {
      if (held === state && classes[slot] === type) return this.targets[slot] ?? NONE;
      slot = (slot + 1) & mask;
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
    });
    return levels;
  }

  private grow(from: number, type: number, levels: Levels): number {
    const state = this.size;
    this.size += 1;
    let slot = slotOf(from, type) & this.mask;
    while (this.states[slot] !== NONE) slot = (slot + 1) & this.mask;
    this.states[slot] = from;
    this.classes[slot] = type;
    this.targets[slot] = state;
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
      const fail = before === 0 ? 0 : this.step(this.fail[before] ?? 0, type[state] ?? 0);
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
