/**
 * Finds what is one slip away from a known phrase. The phrases are kept, not the slips: whichever place is wrong, one of
 * the phrase's anchors is right, so a text is read once and only where an anchor stands it is compared.
 */
import { anchorsOf, neighbours, skippingKey, wholeKey, withoutSecond } from "./anchors";
import { areMistaken } from "./confusable";
import { LONGEST, type NearMiss, type Range, type SlipKind, settled } from "./near-miss";
import { formOf, phraseOf, type RightForm } from "./right-form";

/** What decides whether something that strays from a phrase is a slip. */
export interface Judge {
  /** Whether `unit` at a place of the phrase is a slip for what belongs there. */
  changed(form: RightForm, at: number, unit: number): boolean;
  other(form: RightForm, kind: Exclude<SlipKind, "changed">, at: number): boolean;
}

const knownSlips: Judge = {
  changed: ({ text, innocent }, at, unit) => {
    const excused = innocent.get(at);
    if (excused !== undefined && (excused === "*" || excused.includes(String.fromCharCode(unit)))) return false;
    return areMistaken(text.charCodeAt(at), unit);
  },
  other: (form, kind, at) => !form[kind].includes(String(at)),
};

/** A phrase shorter than this has too much in common with its neighbours to be judged without one of its characters. */
const DROPS_FROM = 5;
/** The upper bits of a key choose the word of the filter, the next two times five its bits. */
const WORD_SHIFT = 16;
const NONE = -1;
/** The upper bits of a beginning choose its word, the next five the bit. */
const BEGIN_SHIFT = 18;
/** Of a phrase of four characters; longer ones have fewer. */
const MOST_ANCHORS = 7;

function isLit(word: number, key: number): boolean {
  return ((word >>> ((key >>> 11) & 31)) & (word >>> ((key >>> 6) & 31)) & 1) === 1;
}

const PADDING = LONGEST + 2;

export class NearMisses {
  private readonly lines: readonly string[];
  private readonly forms: (RightForm | undefined)[];
  private readonly judge: Judge;
  /** A bit for every beginning of an anchor: most of a text is turned away here. */
  private readonly begun = new Uint32Array(1 << (32 - BEGIN_SHIFT));
  /** Two bits of one word for every key. */
  private readonly bits = new Uint32Array(1 << (32 - WORD_SHIFT));
  /** Keys of the slots; 0 for an empty one. */
  private readonly keys: Int32Array;
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  /** For each anchor its place in the phrase, the length of the phrase and where its units begin. */
  private readonly placed: Uint32Array;
  private readonly mask: number;
  /** The units of all phrases, each of which has room for the longest. */
  private readonly units: Uint16Array;
  private text = new Uint16Array(0);
  private size = 0;
  private found: NearMiss[] = [];
  private right: Range[] = [];

  constructor(lines: readonly string[], judge: Judge = knownSlips) {
    this.lines = lines;
    this.forms = Array.from({ length: lines.length });
    this.judge = judge;
    const room = 2 ** Math.ceil(Math.log2(Math.max(4, lines.length * MOST_ANCHORS * 2)));
    this.mask = room - 1;
    this.keys = new Int32Array(room);
    this.heads = new Int32Array(room);
    this.next = new Int32Array(lines.length * MOST_ANCHORS);
    this.placed = new Uint32Array(this.next.length);
    this.units = new Uint16Array(lines.length * LONGEST);
    let entry = 0;
    lines.forEach((line, form) => {
      const phrase = phraseOf(line);
      for (let i = 0; i < phrase.length; i += 1) this.units[form * LONGEST + i] = phrase.charCodeAt(i);
      for (const { beginning, key, at } of anchorsOf(phrase)) {
        const word = beginning >>> BEGIN_SHIFT;
        this.begun[word] = (this.begun[word] ?? 0) | (1 << (beginning >>> 13));
        this.placed[entry] = (form << 8) | (phrase.length << 4) | at;
        this.put(key, entry);
        entry += 1;
      }
    });
  }

  /** The phrase of a near miss. Few of them are ever needed. */
  form(number: number): RightForm {
    const known = this.forms[number];
    if (known !== undefined) return known;
    const form = formOf(this.lines[number] ?? "");
    this.forms[number] = form;
    return form;
  }

  private put(key: number, entry: number): void {
    const word = key >>> WORD_SHIFT;
    this.bits[word] = (this.bits[word] ?? 0) | (1 << ((key >>> 11) & 31)) | (1 << ((key >>> 6) & 31));
    let slot = key & this.mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & this.mask;
    this.next[entry] = this.keys[slot] === 0 ? NONE : (this.heads[slot] ?? NONE);
    this.keys[slot] = key;
    this.heads[slot] = entry;
  }

  /** What in the text is one slip away from a phrase and is not part of another phrase that is right. */
  find(text: string): readonly NearMiss[] {
    const { misses, right } = this.read(text);
    return misses.length === 0 ? misses : settled(misses, right);
  }

  /** All near misses and all phrases that stand in the text as they should. */
  read(text: string): { readonly misses: readonly NearMiss[]; readonly right: readonly Range[] } {
    this.found = [];
    this.right = [];
    this.take(text);
    const { begun, bits, text: units, size } = this;
    let a = 0;
    let b = units[0] ?? 0;
    let c = units[1] ?? 0;
    let d = units[2] ?? 0;
    for (let i = 0; i + 2 < size; i += 1) {
      a = b;
      b = c;
      c = d;
      d = units[i + 3] ?? 0;
      const near = neighbours(a, b);
      if ((((begun[near >>> BEGIN_SHIFT] ?? 0) >>> (near >>> 13)) & 1) === 1) {
        const whole = wholeKey(near, c);
        if (isLit(bits[whole >>> WORD_SHIFT] ?? 0, whole)) this.look(i, whole);
        const third = skippingKey(near, d);
        if (isLit(bits[third >>> WORD_SHIFT] ?? 0, third)) this.look(i, third);
      }
      const apart = withoutSecond(a, c);
      if ((((begun[apart >>> BEGIN_SHIFT] ?? 0) >>> (apart >>> 13)) & 1) === 1) {
        const second = skippingKey(apart, d);
        if (isLit(bits[second >>> WORD_SHIFT] ?? 0, second)) this.look(i, second);
      }
    }
    return { misses: this.found, right: this.right };
  }

  /** The units of the text, with room behind them that matches nothing. */
  private take(text: string): void {
    const size = text.length;
    if (this.text.length < size + PADDING) this.text = new Uint16Array(2 * size + PADDING);
    for (let i = 0; i < size; i += 1) this.text[i] = text.charCodeAt(i);
    this.text.fill(0, size, size + PADDING);
    this.size = size;
  }

  private look(i: number, key: number): void {
    const { keys, mask } = this;
    for (let slot = key & mask; keys[slot] !== 0; slot = (slot + 1) & mask) {
      if (keys[slot] !== key) continue;
      for (let entry = this.heads[slot] ?? NONE; entry !== NONE; entry = this.next[entry] ?? NONE) {
        this.compare(i, entry);
      }
      return;
    }
  }

  private compare(i: number, entry: number): void {
    const { text, units } = this;
    const placed = this.placed[entry] ?? 0;
    const number = placed >>> 8;
    const begin = number * LONGEST;
    const size = (placed >>> 4) & 15;
    const offset = placed & 15;
    const start = i - offset;
    if (start < 0) return;
    let first = 0;
    while (first < size && text[start + first] === units[begin + first]) first += 1;
    if (first === size) {
      if (offset === 0) this.noteRight(number, start, start + size);
      return;
    }
    let last = size - 1;
    while (last > first && text[start + last] === units[begin + last]) last -= 1;
    if (last <= first + 1 && start + size <= this.size) this.compareSame(number, { start, first, last });
    if (
      size >= DROPS_FROM &&
      this.isShifted(start + (offset === 0 ? first : last), begin + (offset === 0 ? first : last))
    )
      this.compareLengths(placed, offset === 0 ? start : start + 1, offset === 0 ? start : start - 1);
  }

  /** As many characters as the phrase has: one is another, or two stand the other way round. */
  private compareSame(number: number, place: { start: number; first: number; last: number }): void {
    const { start, first, last } = place;
    const form = this.form(number);
    if (form.weight === "context") return;
    const unit = this.text[start + first] ?? 0;
    if (first === last) {
      if (this.judge.changed(form, first, unit)) this.add(number, "changed", start, first);
      return;
    }
    const isSwapped = unit === form.text.charCodeAt(last) && this.text[start + last] === form.text.charCodeAt(first);
    if (isSwapped && this.judge.other(form, "swapped", first)) this.add(number, "swapped", start, first);
  }

  /** Whether the first unit that differs, seen from the anchor, is a neighbour of the one that belongs there. */
  private isShifted(place: number, at: number): boolean {
    const unit = this.text[place];
    return unit === this.units[at + 1] || unit === this.units[at - 1] || at % LONGEST === 0;
  }

  /** The phrase with a character too few or too many, begun where the anchor says. */
  private compareLengths(placed: number, short: number, long: number): void {
    const number = placed >>> 8;
    const begin = number * LONGEST;
    const size = (placed >>> 4) & 15;
    const dropped = this.placeOfDrop(short, begin, size);
    if (dropped > 0 && dropped < size - 1) this.addOther(number, "dropped", short, dropped);
    const doubled = this.placeOfDouble(long, begin, size);
    if (doubled > 0 && doubled < size - 1) this.addOther(number, "doubled", long, doubled);
  }

  /** Which character of the phrase is missing from the text there; -1 when more is different. */
  private placeOfDrop(start: number, begin: number, size: number): number {
    const { text, units } = this;
    if (text[start] !== units[begin] || start + size - 1 > this.size) return NONE;
    let at = 1;
    while (at < size - 1 && text[start + at] === units[begin + at]) at += 1;
    for (let i = at; i < size - 1; i += 1) if (text[start + i] !== units[begin + i + 1]) return NONE;
    return at;
  }

  /** Which character of the phrase stands twice in the text there; -1 when something else is different. */
  private placeOfDouble(start: number, begin: number, size: number): number {
    const { text, units } = this;
    if (start < 0 || text[start] !== units[begin] || start + size + 1 > this.size) return NONE;
    let at = 1;
    while (at < size && text[start + at] === units[begin + at]) at += 1;
    for (let i = at; i <= size; i += 1) if (text[start + i] !== units[begin + i - 1]) return NONE;
    return at - 1;
  }

  private addOther(number: number, kind: "dropped" | "doubled", start: number, at: number): void {
    const form = this.form(number);
    if (form.weight !== "context" && this.judge.other(form, kind, at)) this.add(number, kind, start, at);
  }

  private add(form: number, kind: SlipKind, start: number, at: number): void {
    const { found } = this;
    for (let i = found.length - 1; i >= 0 && i >= found.length - 16; i -= 1) {
      const other = found[i];
      if (other !== undefined && other.form === form && other.start === start && other.at === at) return;
    }
    const size = this.form(form).text.length;
    const end = start + size + (kind === "dropped" ? -1 : kind === "doubled" ? 1 : 0);
    found.push({ form, kind, start, end, at });
  }

  /** Several anchors of a phrase begin with it. */
  private noteRight(form: number, start: number, end: number): void {
    for (let i = this.right.length - 1; i >= 0; i -= 1) {
      const other = this.right[i];
      if (other === undefined || other.start < start) break;
      if (other.form === form) return;
    }
    this.right.push({ form, start, end });
  }
}
