/**
 * Finds what is one slip away from a known phrase. The phrases are kept, not the slips: whichever place is wrong, one of
 * the phrase's anchors is right, so a text is read once and only where an anchor stands it is compared.
 */
import { Anchors, anchorsOf, neighbours, SLOT, skippingKey, wholeKey, withoutSecond } from "./anchors";
import { areMistaken } from "./confusable";
import { LONGEST, type NearMiss, type Range, type SlipKind, settled } from "./near-miss";
import { formOf, phraseOf, type RightForm } from "./right-form";

/** What decides whether something that strays from a phrase is a slip. */
export interface Judge {
  /** Whether `unit` at a place of the phrase is a slip for what belongs there. */
  changed(form: RightForm, at: number, unit: number): boolean;
  other(form: RightForm, kind: Exclude<SlipKind, "changed">, at: number): boolean;
}

export const knownSlips: Judge = {
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
/** The upper bits of a beginning choose its word, the next five the bit. */
const BEGIN_SHIFT = 18;
/** Of a phrase of four characters; longer ones have fewer. */
const MOST_ANCHORS = 7;

function isLit(word: number, key: number): boolean {
  return ((word >>> ((key >>> 11) & 31)) & (word >>> ((key >>> 6) & 31)) & 1) === 1;
}

const PADDING = LONGEST + 2;
const NONE = -1;

export class NearMisses {
  private readonly lines: readonly string[];
  private readonly forms: (RightForm | undefined)[];
  private readonly judge: Judge;
  /** A bit for every beginning of an anchor: most of a text is turned away here. */
  private readonly begun = new Int32Array(1 << (32 - BEGIN_SHIFT));
  /** 1 for a unit with which an anchor begins: of a short list they are few. */
  private readonly first = new Uint8Array(65_536);
  /** Two bits of one word for every key. */
  private readonly bits = new Int32Array(1 << (32 - WORD_SHIFT));
  private readonly slots: Int32Array;
  private readonly mask: number;
  /** The units of all phrases, each of which has room for the longest. */
  private readonly units: Uint16Array;
  private text = new Uint16Array(0);
  private size = 0;
  private found: NearMiss[] = [];
  /** Where right phrases are noted, while they are asked for; near misses are not found anew then. */
  private right: Range[] | null = null;

  constructor(lines: readonly string[], judge: Judge = knownSlips) {
    this.lines = lines;
    this.forms = Array.from({ length: lines.length });
    this.judge = judge;
    this.units = new Uint16Array(lines.length * LONGEST);
    const anchors = new Anchors(lines.length * MOST_ANCHORS);
    lines.forEach((line, form) => {
      const phrase = phraseOf(line);
      for (let i = 0; i < phrase.length; i += 1) this.units[form * LONGEST + i] = phrase.charCodeAt(i);
      // The anchors of a phrase begin with one of its units that is not among its last two.
      for (let i = 0; i + 2 < phrase.length; i += 1) this.first[phrase.charCodeAt(i)] = 1;
      for (const { beginning, key, at, near, third } of anchorsOf(phrase)) {
        const word = beginning >>> BEGIN_SHIFT;
        this.begun[word] = (this.begun[word] ?? 0) | (1 << (beginning >>> 13));
        anchors.add(key, { near, third, placed: (form << 8) | ((phrase.length & 7) << 4) | at });
      }
    });
    ({ mask: this.mask, slots: this.slots } = anchors);
    for (let slot = 0; slot < this.slots.length; slot += SLOT) this.light(this.slots[slot] ?? 0);
  }

  /** The phrase of a near miss. Few of them are ever needed. */
  form(number: number): RightForm {
    const known = this.forms[number];
    if (known !== undefined) return known;
    const form = formOf(this.lines[number] ?? "");
    this.forms[number] = form;
    return form;
  }

  private light(key: number): void {
    const word = key >>> WORD_SHIFT;
    if (key !== 0) this.bits[word] = (this.bits[word] ?? 0) | (1 << ((key >>> 11) & 31)) | (1 << ((key >>> 6) & 31));
  }

  /** What in the text is one slip away from a phrase and is not part of another phrase that is right. */
  find(text: string): readonly NearMiss[] {
    const misses = this.missesIn(text);
    if (misses.length === 0) return misses;
    return settled(misses, this.rightOnes(), (miss) => this.isStray(miss, text));
  }

  /** Whether what stands in the place of a character neither sounds nor looks like it. */
  isStray({ form, kind, start, at }: NearMiss, text: string): boolean {
    return kind === "changed" && !areMistaken(this.form(form).text.charCodeAt(at), text.charCodeAt(start + at));
  }

  /** All near misses and all phrases that stand in the text as they should: for counting them in much text. */
  read(text: string): { readonly misses: readonly NearMiss[]; readonly right: readonly Range[] } {
    return { misses: this.missesIn(text), right: this.rightOnes() };
  }

  private missesIn(text: string): readonly NearMiss[] {
    this.found = [];
    this.take(text);
    this.scan();
    return this.found;
  }

  /** The phrases that stand in the text as they should: asked for only where something does not. */
  private rightOnes(): readonly Range[] {
    const right: Range[] = [];
    this.right = right;
    this.scan();
    this.right = null;
    return right;
  }

  private scan(): void {
    const { begun, bits, first, text: units, size } = this;
    let a = 0;
    let b = units[0] ?? 0;
    let c = units[1] ?? 0;
    let d = units[2] ?? 0;
    for (let i = 0; i + 2 < size; i += 1) {
      a = b;
      b = c;
      c = d;
      d = units[i + 3] ?? 0;
      if (first[a] === 0) continue;
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
    const { slots, mask } = this;
    let slot = (key & mask) * SLOT;
    for (let held = slots[slot]; held !== 0; held = slots[slot]) {
      if (held === key && (slots[slot + 1] === 0 || this.mayGoOn(i, slot))) this.compare(i, slots[slot + 3] ?? 0);
      slot = (slot + SLOT) & (mask * SLOT + SLOT - 1);
    }
  }

  /** Whether the three units that go on from an anchor at an end of a phrase are one slip away from the phrase at most. */
  private mayGoOn(i: number, slot: number): boolean {
    const { text, slots } = this;
    const near = slots[slot + 1] ?? 0;
    const third = slots[slot + 2] ?? 0;
    const [first, second] = [near & 0xffff, near >>> 16];
    const isHead = ((slots[slot + 3] ?? 0) & 15) === 0;
    const step = isHead ? 1 : -1;
    const at = isHead ? i + 3 : i - 1;
    const one = text[at] ?? 0;
    const two = text[at + step] ?? 0;
    if (one !== first) return two === second || one === second || one === text[at - step];
    return two === second || third === 0 || two === third || two === first || text[at + 2 * step] === third;
  }

  private compare(i: number, placed: number): void {
    const { text, units } = this;
    const number = placed >>> 8;
    const begin = number * LONGEST;
    const size = (placed >>> 4) & 7 || LONGEST;
    const offset = placed & 15;
    const start = i - offset;
    if (start < 0) return;
    let first = 0;
    while (first < size && text[start + first] === units[begin + first]) first += 1;
    if (first === size) {
      if (offset === 0 && this.right !== null) this.noteRight(this.right, { form: number, start, end: start + size });
      return;
    }
    if (this.right !== null) return;
    let last = size - 1;
    while (last > first && text[start + last] === units[begin + last]) last -= 1;
    if (first === last) this.compareChanged(number, start, first);
    else if (last === first + 1) this.compareSwapped(number, start, first);
    if (size >= DROPS_FROM) {
      const at = offset === 0 ? first : last;
      if (this.isShifted(start + at, begin + at))
        this.compareLengths(placed, offset === 0 ? start : start + 1, offset === 0 ? start : start - 1);
    }
  }

  /** As many characters as the phrase has, of which one is another. */
  private compareChanged(number: number, start: number, at: number): void {
    const form = this.form(number);
    if (start + form.text.length > this.size) return;
    if (form.weight !== "context" && this.judge.changed(form, at, this.text[start + at] ?? 0))
      this.add(number, "changed", start, at);
  }

  /** Two neighbours the other way round. */
  private compareSwapped(number: number, start: number, at: number): void {
    const { text, units } = this;
    const begin = number * LONGEST + at;
    if (text[start + at] !== units[begin + 1] || text[start + at + 1] !== units[begin]) return;
    const form = this.form(number);
    if (form.weight !== "context" && this.judge.other(form, "swapped", at)) this.add(number, "swapped", start, at);
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
    const size = (placed >>> 4) & 7 || LONGEST;
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
  private noteRight(right: Range[], range: Range): void {
    for (let i = right.length - 1; i >= 0; i -= 1) {
      const other = right[i];
      if (other === undefined || other.start < range.start) break;
      if (other.form === range.form) return;
    }
    right.push(range);
  }
}
