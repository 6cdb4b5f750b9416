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

/** Numbers of a slot: key, what goes on from an anchor at an end in two, and its place. */
export const SLOT = 4;

/**
 * Anchors in one table of open addresses. Those of one key stand in its slots one behind the other, up to the first
 * that is empty: what an anchor needs is read with its key.
 */
export class Anchors {
  readonly mask: number;
  /** The key of an empty slot is 0. */
  readonly slots: Int32Array;

  /** For so many of them at most. */
  constructor(most: number) {
    const room = 2 ** Math.ceil(Math.log2(Math.max(4, most * 2)));
    this.mask = room - 1;
    this.slots = new Int32Array(room * SLOT);
  }

  add(key: number, { near, third, placed }: Pick<Anchor, "near" | "third"> & { readonly placed: number }): void {
    const { slots, mask } = this;
    let slot = key & mask;
    while (slots[SLOT * slot] !== 0) slot = (slot + 1) & mask;
    slots.set([key, near, third, placed], SLOT * slot);
  }
}
