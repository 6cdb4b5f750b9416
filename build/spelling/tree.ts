/** The counted n-grams as a tree: who is whose prefix, and which n-gram is which one's ending. */
import { type Counted, RADIX } from "./counts";

export interface Level {
  /** Last ids, sorted under each prefix. */
  readonly ids: Uint16Array;
  readonly counts: Uint32Array;
  /** Where the n-grams that continue this one begin, one level up; one entry more than n-grams. */
  readonly begins: Uint32Array;
  /** The n-gram without its first id, one level down. */
  readonly endings: Uint32Array;
}

function idsOf(keys: Float64Array): Uint16Array {
  return Uint16Array.from(keys, (key) => key % RADIX);
}

/** Prefixes stand in the order of their continuations: one walk finds where each begins. */
function beginsOf(keys: Float64Array, continued: Float64Array): Uint32Array {
  const begins = new Uint32Array(keys.length + 1);
  let at = 0;
  for (let i = 0; i < keys.length; i += 1) {
    begins[i] = at;
    const key = keys[i] ?? 0;
    while (at < continued.length && Math.floor((continued[at] ?? 0) / RADIX) === key) at += 1;
  }
  begins[keys.length] = at;
  if (at !== continued.length) throw new Error(`${continued.length - at} n-grams have no prefix`);
  return begins;
}

/** Where an id stands among sorted ones; it must be there. */
function placeOf(ids: Uint16Array, begin: number, end: number, id: number): number {
  const place = findId(ids, begin, end, id);
  if (place < 0) throw new Error("an n-gram's ending was not counted");
  return place;
}

/** The ending of a continuation is the same continuation of the prefix's ending. */
function endingsOf(below: Level, ids: Uint16Array, lower: Level | undefined): Uint32Array {
  const endings = new Uint32Array(ids.length);
  for (let prefix = 0; prefix + 1 < below.begins.length; prefix += 1) {
    const ending = below.endings[prefix] ?? 0;
    let from = lower?.begins[ending] ?? 0;
    const to = lower?.begins[ending + 1] ?? below.ids.length;
    for (let i = below.begins[prefix] ?? 0; i < (below.begins[prefix + 1] ?? 0); i += 1) {
      from = placeOf(below.ids, from, to, ids[i] ?? 0);
      endings[i] = from;
    }
  }
  return endings;
}

/** The levels of the tree. The first holds every id up to the size of the vocabulary, counted or not. */
export function treeOf(orders: readonly Counted[], vocabulary: number): Level[] {
  const first = firstOrder(orders[0], vocabulary);
  const all = [first, ...orders.slice(1)];
  const levels: Level[] = [];
  all.forEach(({ keys, counts }, index) => {
    const ids = idsOf(keys);
    const below = levels[index - 1];
    levels.push({
      ids,
      counts,
      begins: beginsOf(keys, all[index + 1]?.keys ?? new Float64Array(0)),
      endings: below === undefined ? new Uint32Array(ids.length) : endingsOf(below, ids, levels[index - 2]),
    });
  });
  return levels;
}

function firstOrder(counted: Counted | undefined, vocabulary: number): Counted {
  const counts = new Uint32Array(vocabulary);
  counted?.keys.forEach((id, index) => {
    counts[id] = counted.counts[index] ?? 0;
  });
  return { keys: Float64Array.from({ length: vocabulary }, (_, id) => id), counts };
}

/** How often each n-gram of a level stands before the end of a segment: what its longest continuations add up to. */
export function occurrencesOf(levels: readonly Level[]): Uint32Array[] {
  const occurrences: Uint32Array[] = [];
  let above: Uint32Array | undefined;
  for (const level of [...levels].reverse()) {
    const own: Uint32Array = above === undefined ? level.counts : sumsOf(level, above);
    occurrences.unshift(own);
    above = own;
  }
  return occurrences;
}

function sumsOf(level: Level, above: Uint32Array): Uint32Array {
  return Uint32Array.from(level.ids, (_, place) => {
    let sum = 0;
    for (let i = level.begins[place] ?? 0; i < (level.begins[place + 1] ?? 0); i += 1) sum += above[i] ?? 0;
    return sum;
  });
}

/** The place of a run of ids on the level of its length, or -1 when it was never seen. */
export function placeOfRun(levels: readonly Level[], ids: Uint16Array): number {
  let place = ids[0] ?? 0;
  for (let size = 1; size < ids.length; size += 1) {
    const begins = levels[size - 1]?.begins;
    const here = levels[size]?.ids;
    if (begins === undefined || here === undefined) return -1;
    place = findId(here, begins[place] ?? 0, begins[place + 1] ?? 0, ids[size] ?? 0);
    if (place < 0) return -1;
  }
  return place;
}

function findId(ids: Uint16Array, begin: number, end: number, id: number): number {
  let low = begin;
  let high = end;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? 0) <= id) low = middle;
    else high = middle;
  }
  return low < high && ids[low] === id ? low : -1;
}
