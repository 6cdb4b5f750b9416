/**
 * The n-grams of a run of ids with the counts that Kneser–Ney asks for: how often at the highest order, after how many
 * different characters below it; what starts a segment has nothing before it and keeps how often.
 * A key packs the ids, the first one highest, so sorted keys stand in the order of the trie.
 */
import { BEGIN, END } from "../../shared/proofreading/spelling/tokens";
import { ID_BITS } from "./stream";

export const RADIX = 1 << ID_BITS;
export const ORDER = 4;

/** The n-grams of one order, sorted. */
export interface Counted {
  readonly keys: Float64Array;
  readonly counts: Uint32Array;
}

/** The packed ids of every window of `size` ids; with `atBegin` only of those that start a segment. */
function windows(ids: Uint16Array, size: number, atBegin: boolean): Float64Array {
  const keys = new Float64Array(ids.length);
  let count = 0;
  let key = 0;
  let seen = 0;
  const above = RADIX ** (size - 1);
  for (let i = 0; i < ids.length; i += 1) {
    const id = ids[i] ?? 0;
    if (id === BEGIN) {
      key = 0;
      seen = 0;
    }
    key = (seen >= size ? key % above : key) * RADIX + id;
    seen += 1;
    if (atBegin ? seen === size : seen >= size) {
      keys[count] = key;
      count += 1;
    }
    if (id === END) seen = 0;
  }
  return keys.slice(0, count);
}

/** Sorts the keys and counts equal ones. */
export function countKeys(keys: Float64Array): Counted {
  keys.sort();
  let kinds = 0;
  for (let i = 0; i < keys.length; i += 1) if (i === 0 || keys[i] !== keys[i - 1]) kinds += 1;
  const distinct = new Float64Array(kinds);
  const counts = new Uint32Array(kinds);
  let at = -1;
  for (let i = 0; i < keys.length; i += 1) {
    if (i === 0 || keys[i] !== keys[i - 1]) {
      at += 1;
      distinct[at] = keys[i] ?? 0;
    }
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { keys: distinct, counts };
}

/** The next lower order: each n-gram counts once for the one without its first id. */
function lower(higher: Counted, size: number, begins: Float64Array): Counted {
  const above = RADIX ** size;
  const keys = new Float64Array(higher.keys.length + begins.length);
  for (let i = 0; i < higher.keys.length; i += 1) keys[i] = (higher.keys[i] ?? 0) % above;
  keys.set(begins, higher.keys.length);
  return countKeys(keys);
}

/** All orders, the single ids first. */
export function countedOrders(ids: Uint16Array): Counted[] {
  const orders: Counted[] = [countKeys(windows(ids, ORDER, false))];
  for (let size = ORDER - 1; size >= 1; size -= 1) {
    const begins = size === 1 ? new Float64Array(0) : windows(ids, size, true);
    const higher = orders[0];
    if (higher !== undefined) orders.unshift(lower(higher, size, begins));
  }
  return orders;
}
