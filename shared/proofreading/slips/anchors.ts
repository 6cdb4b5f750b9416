/**
 * Three characters of a phrase by which a text that strays from it in one place is still recognised: whichever place is
 * wrong, one of its anchors is intact. An anchor is three neighbours, or four with the second or third left out.
 */

const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca6b;
const THIRD = 0xc2b2ae35;
const FOURTH = 0x27d4eb2f;
const SKIPPING = 0x165667b1;

/** Never 0: that is no key. */
function spread(sum: number): number {
  const mixed = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13) || 1;
}

/** What an anchor begins with: its first two characters, neighbours or with one left out between them. */
export const neighbours = (a: number, b: number): number => (Math.imul(a, FIRST) + Math.imul(b, SECOND)) | 0;
export const withoutSecond = (a: number, c: number): number => (Math.imul(a, FIRST) + Math.imul(c, SKIPPING)) | 0;

/** The key of the anchor that begins so: with a third neighbour, or with the fourth character. */
export const wholeKey = (beginning: number, c: number): number => spread(beginning + Math.imul(c, THIRD));
export const skippingKey = (beginning: number, d: number): number => spread(beginning + Math.imul(d, FOURTH));

export interface Anchor {
  readonly beginning: number;
  readonly key: number;
  /** Where it begins in the phrase. */
  readonly at: number;
  /** How the phrase goes on from an anchor at one of its ends: two units, the first in the lower half, and a third. */
  readonly near: number;
  readonly third: number;
}

/** Of shorter phrases too little goes on to tell anything. */
const GOES_ON_FROM = 5;

/** The anchors of a phrase of four to eight characters. */
export function anchorsOf(phrase: string): Anchor[] {
  const unit = (i: number) => phrase.charCodeAt(i);
  const whole = (at: number, i = at, j = at + 1, k = at + 2) => {
    const beginning = neighbours(unit(i), unit(j));
    return { beginning, key: wholeKey(beginning, unit(k)), at, near: 0, third: 0 };
  };
  const skipping = (beginning: number) => ({
    beginning,
    key: skippingKey(beginning, unit(3)),
    at: 0,
    near: 0,
    third: 0,
  });
  const size = phrase.length;
  const goingOn = (one: number, two: number, three: number) =>
    size < GOES_ON_FROM
      ? {}
      : { near: (unit(one) | (unit(two) << 16)) >>> 0, third: size === GOES_ON_FROM ? 0 : unit(three) };
  const ends = [
    { ...whole(0), ...goingOn(3, 4, 5) },
    { ...whole(size - 3), ...goingOn(size - 4, size - 5, size - 6) },
  ];
  if (size > 6) return ends;
  const split = whole(0, 0, 1, 3);
  if (size === 6) return [...ends, split];
  const middle = skipping(neighbours(unit(0), unit(1)));
  const crossed = whole(0, 0, 2, 1);
  if (size === 5) return [...ends, split, middle, crossed];
  const second = skipping(withoutSecond(unit(0), unit(2)));
  return [...ends, split, middle, crossed, second, whole(0, 1, 0, 2)];
}

/** Anchors on their way into one table. */
export class Anchors {
  readonly mask: number;
  private readonly slots: Int32Array;
  private readonly next: Int32Array;
  private readonly near: Uint32Array;
  private readonly third: Uint16Array;
  private readonly placed: Uint32Array;
  private size = 0;

  /** For so many of them at most. */
  constructor(most: number) {
    const room = 2 ** Math.ceil(Math.log2(Math.max(4, most * 2)));
    this.mask = room - 1;
    this.slots = new Int32Array(room * 2);
    this.next = new Int32Array(most);
    this.near = new Uint32Array(most);
    this.third = new Uint16Array(most);
    this.placed = new Uint32Array(most);
  }

  add(key: number, { near, third, placed }: Pick<Anchor, "near" | "third"> & { readonly placed: number }): void {
    const { slots, mask, size } = this;
    let slot = key & mask;
    while (slots[2 * slot] !== 0 && slots[2 * slot] !== key) slot = (slot + 1) & mask;
    this.next[size] = slots[2 * slot] === 0 ? -1 : (slots[2 * slot + 1] ?? -1);
    this.near[size] = near;
    this.third[size] = third;
    this.placed[size] = placed;
    slots[2 * slot] = key;
    slots[2 * slot + 1] = size;
    this.size += 1;
  }

  /** The slots, each with the place of its first entry; of the entries of a slot the last is marked. */
  table(): { readonly slots: Int32Array; readonly entries: Uint32Array } {
    const entries = new Uint32Array(this.size * ENTRY);
    let end = 0;
    for (let slot = 0; slot < this.slots.length; slot += 2) {
      if (this.slots[slot] === 0) continue;
      const first = end;
      for (let i = this.slots[slot + 1] ?? -1; i !== -1; i = this.next[i] ?? -1) {
        entries[end] = this.near[i] ?? 0;
        entries[end + 1] = this.third[i] ?? 0;
        entries[end + 2] = this.placed[i] ?? 0;
        end += ENTRY;
      }
      entries[end - 1] = (entries[end - 1] ?? 0) | LAST;
      this.slots[slot + 1] = first;
    }
    return { slots: this.slots, entries };
  }
}

/** Numbers of an entry of the table. */
export const ENTRY = 3;
/** Marks the last entry of a key, in a bit that the length leaves free: eight is written as none. */
export const LAST = 0x80;
