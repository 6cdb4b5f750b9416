/**
 * Whether two stores hold the same rows, told by two numbers: how many live rows there are, and the sum of a number made of
 * each one's table, key and sequence number. It grows with each write, so that nobody has to list ten thousand rows to
 * learn that nothing is amiss. Equal by chance once in 2^48.
 */
import { z } from "zod";
import type { Position } from "./record";

export const stamp = z.strictObject({
  live: z.number().int().nonnegative(),
  sum: z.number().int().nonnegative(),
});
export type Stamp = z.infer<typeof stamp>;

export const noRows: Stamp = { live: 0, sum: 0 };

const ROOM = 2 ** 48;

/**
 * Two FNV-1a hashes of 32 bits, stirred, of which 48 are used: sums of them stay exact. Unstirred, the last figure of a
 * name adds a multiple of its own: `a 2` and `c 3` came to as much as `a 3` and `c 2`.
 */
function weightOf({ table, key, seq }: Pick<Position, "table" | "key" | "seq">): number {
  const name = `${table} ${key} ${seq}`;
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x0100019d);
  }
  return stirred(low) + (stirred(high ^ Math.imul(low, 0x9e3779b1)) >>> 16) * 2 ** 32;
}

/** The end of MurmurHash3 (Austin Appleby, public domain): every bit of what goes in changes half of what comes out. */
function stirred(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The stamp once a row has taken the place of another; deletions and rows that are not there count for nothing. */
export function restamped(known: Stamp, before: Position | null, after: Position | null): Stamp {
  const left = before === null || before.deleted ? known : { live: known.live - 1, sum: known.sum - weightOf(before) };
  const now = after === null || after.deleted ? left : { live: left.live + 1, sum: left.sum + weightOf(after) };
  return { live: now.live, sum: ((now.sum % ROOM) + ROOM) % ROOM };
}

/** Each key once. */
export function stampOf(positions: readonly Position[]): Stamp {
  return positions.reduce((known, position) => restamped(known, null, position), noRows);
}

export const sameStamp = (a: Stamp, b: Stamp): boolean => a.live === b.live && a.sum === b.sum;
