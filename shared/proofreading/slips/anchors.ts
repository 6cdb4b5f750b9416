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

export function wholeKey(a: number, b: number, c: number): number {
  return spread(Math.imul(a, FIRST) + Math.imul(b, SECOND) + Math.imul(c, THIRD));
}

export function withoutThirdKey(a: number, b: number, d: number): number {
  return spread(Math.imul(a, FIRST) + Math.imul(b, SECOND) + Math.imul(d, FOURTH));
}

export function withoutSecondKey(a: number, c: number, d: number): number {
  return spread(Math.imul(a, FIRST) + Math.imul(c, SKIPPING) + Math.imul(d, FOURTH));
}

export interface Anchor {
  readonly key: number;
  /** Where it begins in the phrase. */
  readonly at: number;
}

/** The anchors of a phrase of four to eight characters. */
export function anchorsOf(phrase: string): Anchor[] {
  const unit = (i: number) => phrase.charCodeAt(i);
  const whole = (at: number, i = at, j = at + 1, k = at + 2) => ({ key: wholeKey(unit(i), unit(j), unit(k)), at });
  const size = phrase.length;
  const ends = [whole(0), whole(size - 3)];
  if (size > 6) return ends;
  const split = whole(0, 0, 1, 3);
  if (size === 6) return [...ends, split];
  const middle = { key: withoutThirdKey(unit(0), unit(1), unit(3)), at: 0 };
  const crossed = whole(0, 0, 2, 1);
  if (size === 5) return [...ends, split, middle, crossed];
  const second = { key: withoutSecondKey(unit(0), unit(2), unit(3)), at: 0 };
  return [...ends, split, middle, crossed, second, whole(0, 1, 0, 2)];
}
