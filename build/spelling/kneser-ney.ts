/** Modified Kneser–Ney: three discounts an order, and what they leave goes to the next lower order. */
import { BEGIN } from "../../shared/proofreading/spelling/tokens";
import type { Level } from "./tree";

/** What is taken off a count of 1, 2, 3 and more; the first entry is not used. */
export type Discounts = readonly [number, number, number, number];

const SMALLEST_DISCOUNT = 0.05;

/** By the counts of counts (Chen and Goodman 1998). Repeated text must not be counted here. */
export function discountsOf(counts: Uint32Array): Discounts {
  const kinds = [0, 0, 0, 0, 0];
  for (const count of counts) if (count <= 4) kinds[count] = (kinds[count] ?? 0) + 1;
  const [, one = 0, two = 0] = kinds;
  const rate = one === 0 ? 0.5 : one / (one + 2 * two);
  const discount = (count: number) => {
    const here = kinds[count] ?? 0;
    const next = kinds[count + 1] ?? 0;
    return Math.min(
      count - SMALLEST_DISCOUNT,
      Math.max(SMALLEST_DISCOUNT, here === 0 ? 0.5 : count - ((count + 1) * rate * next) / here),
    );
  };
  return [0, discount(1), discount(2), discount(3)];
}

export interface Estimate {
  /** Probability of each n-gram of the level; of a dropped one what the lower orders give. */
  readonly chances: Float64Array;
  /** Share that each history of the level below leaves to the lower order. */
  readonly shares: Float64Array;
}

/** Probabilities of single characters: an unseen one gets its part of what the discounts leave. */
export function firstChances(level: Level): Float64Array {
  const discounts = discountsOf(level.counts);
  const size = level.ids.length - 1;
  let total = 0;
  let left = 0;
  level.counts.forEach((count, id) => {
    if (id === BEGIN) return;
    total += count;
    left += discounts[Math.min(3, count)] ?? 0;
  });
  return Float64Array.from(level.counts, (count, id) =>
    id === BEGIN ? 1e-9 : (count - (discounts[Math.min(3, count)] ?? 0) + left / size) / total,
  );
}

/** One level above another: `kept` tells which of its n-grams stay; what the others had goes to the lower order. */
export function estimate(below: Level, level: Level, lower: Float64Array, kept: Uint8Array): Estimate {
  const discounts = discountsOf(level.counts);
  const chances = new Float64Array(level.ids.length);
  const shares = new Float64Array(below.ids.length).fill(1);
  for (let history = 0; history < below.ids.length; history += 1) {
    const begin = below.begins[history] ?? 0;
    const end = below.begins[history + 1] ?? 0;
    if (begin === end) continue;
    let total = 0;
    let left = 0;
    for (let i = begin; i < end; i += 1) {
      const count = level.counts[i] ?? 0;
      total += count;
      left += kept[i] === 1 ? (discounts[Math.min(3, count)] ?? 0) : count;
    }
    const share = left / total;
    shares[history] = share;
    for (let i = begin; i < end; i += 1) {
      const count = level.counts[i] ?? 0;
      const own = kept[i] === 1 ? (count - (discounts[Math.min(3, count)] ?? 0)) / total : 0;
      chances[i] = own + share * (lower[level.endings[i] ?? 0] ?? 0);
    }
  }
  return { chances, shares };
}
