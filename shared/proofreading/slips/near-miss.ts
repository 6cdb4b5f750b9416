/** What a near miss is, and which of several a person sees. */
/** Characters of the longest phrase. */
export const LONGEST = 8;

export type SlipKind = "changed" | "swapped" | "dropped" | "doubled";

export interface NearMiss {
  /** Place in the list the finder was made from: the more common phrase has the smaller one. */
  readonly form: number;
  readonly kind: SlipKind;
  /** Where the whole wrong form stands. */
  readonly start: number;
  readonly end: number;
  /** The first place in the phrase that is wrong. */
  readonly at: number;
}

/** Where a phrase stands as it should. */
export interface Range {
  readonly form: number;
  readonly start: number;
  readonly end: number;
}

/** Of several phrases for one place one whose character is easily mistaken, the longest, the most common; none where a right phrase stands. */
export function settled(
  misses: readonly NearMiss[],
  right: readonly Range[],
  isStray: (miss: NearMiss) => boolean,
): NearMiss[] {
  const kept = misses.filter((miss) => !isExplained(miss, right));
  const strays = new Set(kept.filter(isStray));
  const rank = (miss: NearMiss) => (strays.has(miss) ? 1 : 0);
  kept.sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.form - b.form || a.start - b.start);
  const taken = new Set<number>();
  const clear = kept.filter((miss) => {
    const { start, end } = wrongPart(miss);
    for (let i = start; i < end; i += 1) if (taken.has(i)) return false;
    for (let i = start; i < end; i += 1) taken.add(i);
    return true;
  });
  return clear.sort((a, b) => a.start - b.start);
}

/** Whether a phrase that is right covers what is wrong. `right` is in order of the starts. */
export function isExplained(miss: NearMiss, right: readonly Range[]): boolean {
  const wrong = wrongPart(miss);
  let low = 0;
  let high = right.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((right[middle]?.start ?? 0) <= wrong.start) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i -= 1) {
    const range = right[i];
    if (range === undefined || range.start + LONGEST < wrong.end) return false;
    if (wrong.end <= range.end) return true;
  }
  return false;
}

/** The characters that are not as they should be; for one that is missing those on both sides. */
export function wrongPart({ kind, start, at }: NearMiss): { start: number; end: number } {
  const from = start + at;
  if (kind === "dropped") return { start: from - 1, end: from + 1 };
  return { start: from, end: from + (kind === "changed" ? 1 : 2) };
}
