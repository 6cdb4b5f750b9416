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
}

/** The anchors of a phrase of four to eight characters. */
export function anchorsOf(phrase: string): Anchor[] {
  const unit = (i: number) => phrase.charCodeAt(i);
  const whole = (at: number, i = at, j = at + 1, k = at + 2) => {
    const beginning = neighbours(unit(i), unit(j));
    return { beginning, key: wholeKey(beginning, unit(k)), at };
  };
  const skipping = (beginning: number) => ({ beginning, key: skippingKey(beginning, unit(3)), at: 0 });
  const size = phrase.length;
  const ends = [whole(0), whole(size - 3)];
  if (size > 6) return ends;
  const split = whole(0, 0, 1, 3);
  if (size === 6) return [...ends, split];
  const middle = skipping(neighbours(unit(0), unit(1)));
  const crossed = whole(0, 0, 2, 1);
  if (size === 5) return [...ends, split, middle, crossed];
  const second = skipping(withoutSecond(unit(0), unit(2)));
  return [...ends, split, middle, crossed, second, whole(0, 1, 0, 2)];
}
