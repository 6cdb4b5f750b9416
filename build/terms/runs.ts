/** Runs of three to nine Chinese characters that occur often, by counting hashes first and runs afterwards. */
import { isHan } from "./text";

const SLOTS = 1 << 25;
const FULL = 0xffff;

/** How often each run of a length occurs, for those that occur often enough. */
export type RunCounts = ReadonlyMap<string, number>;

const spread = (hash: number) => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) & (SLOTS - 1);
};

const decoded = (units: Uint16Array, from: number, size: number) =>
  String.fromCharCode(...units.subarray(from, from + size));

/** For each length from `shortest` to `longest`, rising: longer runs are only counted where both shorter ones are common. */
export function runsOf(
  units: Uint16Array,
  { shortest, longest, least }: { shortest: number; longest: number; least: number },
): Map<number, RunCounts> {
  const bySize = new Map<number, RunCounts>();
  let shorter: Uint16Array | null = null;
  for (let size = shortest; size <= longest; size += 1) {
    const counts = hashCounts(units, size, shorter, least);
    bySize.set(size, exactCounts(units, size, counts, least));
    shorter = counts;
  }
  return bySize;
}

/** Every place where a run of Chinese characters of the size begins, with its slot. */
function eachRun(units: Uint16Array, size: number, use: (from: number, slot: number) => void): void {
  let length = 0;
  for (let end = 0; end < units.length; end += 1) {
    length = isHan(units[end] ?? 0) ? length + 1 : 0;
    if (length < size) continue;
    const from = end - size + 1;
    use(from, slotOf(units, from, size));
  }
}

function slotOf(units: Uint16Array, from: number, size: number): number {
  let hash = size;
  for (let i = from; i < from + size; i += 1) hash = Math.imul(hash ^ (units[i] ?? 0), 0x01000193) ^ (hash >>> 17);
  return spread(hash);
}

function hashCounts(units: Uint16Array, size: number, shorter: Uint16Array | null, least: number): Uint16Array {
  const counts = new Uint16Array(SLOTS);
  eachRun(units, size, (from, slot) => {
    if (shorter !== null) {
      if ((shorter[slotOf(units, from, size - 1)] ?? 0) < least) return;
      if ((shorter[slotOf(units, from + 1, size - 1)] ?? 0) < least) return;
    }
    const count = counts[slot] ?? 0;
    if (count < FULL) counts[slot] = count + 1;
  });
  return counts;
}

function exactCounts(units: Uint16Array, size: number, counts: Uint16Array, least: number): RunCounts {
  const exact = new Map<string, number>();
  eachRun(units, size, (from, slot) => {
    if ((counts[slot] ?? 0) < least) return;
    const run = decoded(units, from, size);
    exact.set(run, (exact.get(run) ?? 0) + 1);
  });
  for (const [run, count] of exact) if (count < least) exact.delete(run);
  return exact;
}
