/**
 * Which n-grams are worth their place: those whose loss would cost the training text most (weighted difference,
 * Seymore and Rosenfeld 1996), and every n-gram that a kept one continues.
 */
import { estimate, firstChances } from "./kneser-ney";
import type { Level } from "./tree";

/** What the text loses when an n-gram is dropped, in steps of its count times the log of the ratio. */
function losses(below: Level, level: Level, lower: Float64Array): { losses: Float32Array; chances: Float64Array } {
  const all = new Uint8Array(level.ids.length).fill(1);
  const { chances, shares } = estimate(below, level, lower, all);
  const lost = new Float32Array(level.ids.length);
  for (let history = 0; history < below.ids.length; history += 1) {
    const share = shares[history] ?? 1;
    for (let i = below.begins[history] ?? 0; i < (below.begins[history + 1] ?? 0); i += 1) {
      const without = share * (lower[level.endings[i] ?? 0] ?? 0);
      lost[i] = (level.counts[i] ?? 0) * Math.log10((chances[i] ?? 0) / without);
    }
  }
  return { losses: lost, chances };
}

/** The loss that `keep` n-grams lie above. */
function thresholdOf(lost: Float32Array, keep: number): number {
  if (keep >= lost.length) return Number.NEGATIVE_INFINITY;
  const sorted = lost.slice().sort();
  return sorted[sorted.length - keep] ?? Number.POSITIVE_INFINITY;
}

/** Marks per level what stays, about `wanted[level]` of each; single characters always stay. */
export function keptOf(levels: readonly Level[], wanted: readonly number[]): Uint8Array[] {
  const kept: Uint8Array[] = [];
  let lower: Float64Array = new Float64Array(0);
  levels.forEach((level, index) => {
    const below = levels[index - 1];
    if (below === undefined) {
      lower = firstChances(level);
      kept.push(new Uint8Array(level.ids.length).fill(1));
      return;
    }
    const found = losses(below, level, lower);
    const threshold = thresholdOf(found.losses, wanted[index] ?? 0);
    kept.push(Uint8Array.from(found.losses, (loss) => (loss >= threshold ? 1 : 0)));
    lower = found.chances;
  });
  for (let index = levels.length - 1; index > 1; index -= 1)
    keepPrefixes(levels[index - 1], kept[index], kept[index - 1]);
  return kept;
}

function keepPrefixes(below: Level | undefined, kept: Uint8Array | undefined, prefixes: Uint8Array | undefined): void {
  if (below === undefined || kept === undefined || prefixes === undefined) return;
  for (let history = 0; history < below.ids.length; history += 1) {
    for (let i = below.begins[history] ?? 0; i < (below.begins[history + 1] ?? 0); i += 1) {
      if (kept[i] === 1) prefixes[history] = 1;
    }
  }
}
