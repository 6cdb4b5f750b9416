/** Which parts of two ordered lists are the same part: by identity first, then by equal text, then by similar text. */

export interface Keyed {
  readonly id: string;
  /** What may stand for what: parts of different kinds are never the same part. */
  readonly kind: string;
  readonly text: string;
}

export type Aligned =
  | { readonly kind: "kept"; readonly before: number; readonly after: number; readonly moved: boolean }
  | { readonly kind: "added"; readonly after: number }
  | { readonly kind: "removed"; readonly before: number };

/** How far around the expected place a similar part is looked for: keeps 2 000 foreign blocks fast. */
const REACH = 24;
const LEAST_SIMILAR = 0.5;

/** The parts in the order of `after`; a removed part stands after the last unmoved part that was before it. */
export function align(before: readonly Keyed[], after: readonly Keyed[]): Aligned[] {
  const partner = matched(before, after);
  const stable = increasing(partner);
  const gone = removedAfter(before.length, partner, stable);
  const result: Aligned[] = [...(gone.get(-1) ?? [])];
  partner.forEach((index, at) => {
    if (index === null) result.push({ kind: "added", after: at });
    else result.push({ kind: "kept", before: index, after: at, moved: !stable.has(at) });
    if (index !== null && stable.has(at)) result.push(...(gone.get(index) ?? []));
  });
  return result;
}

/** For each part of `after` the index of its partner in `before`. */
function matched(before: readonly Keyed[], after: readonly Keyed[]): (number | null)[] {
  const partner: (number | null)[] = after.map(() => null);
  const free = new Set(before.keys());
  const pair = (at: number, index: number | undefined) => {
    if (index === undefined || partner[at] !== null || !free.delete(index)) return;
    partner[at] = index;
  };
  const byId = new Map(before.map((part, index) => [`${part.kind} ${part.id}`, index]));
  after.forEach((part, at) => {
    pair(at, byId.get(`${part.kind} ${part.id}`));
  });
  const byText = new Map<string, number[]>();
  for (const index of free) {
    const key = `${before[index]?.kind} ${before[index]?.text}`;
    const same = byText.get(key);
    if (same === undefined) byText.set(key, [index]);
    else same.push(index);
  }
  after.forEach((part, at) => {
    if (partner[at] === null && part.text !== "") pair(at, byText.get(`${part.kind} ${part.text}`)?.shift());
  });
  matchSimilar(before, after, { partner, free, pair });
  return partner;
}

interface Matching {
  readonly partner: readonly (number | null)[];
  readonly free: ReadonlySet<number>;
  readonly pair: (at: number, index: number | undefined) => void;
}

/** Looks for the most similar free part around the place that the neighbours suggest. */
function matchSimilar(before: readonly Keyed[], after: readonly Keyed[], { partner, free, pair }: Matching): void {
  let expected = 0;
  after.forEach((part, at) => {
    const known = partner[at] ?? null;
    if (known !== null) {
      expected = known + 1;
      return;
    }
    let best = { index: -1, score: LEAST_SIMILAR };
    for (let index = Math.max(0, expected - REACH); index < Math.min(before.length, expected + REACH); index += 1) {
      const other = before[index];
      if (other === undefined || other.kind !== part.kind || !free.has(index)) continue;
      const score = similarity(other.text, part.text);
      if (score > best.score) best = { index, score };
    }
    if (best.index < 0) return;
    pair(at, best.index);
    expected = best.index + 1;
  });
}

/** Dice's coefficient over pairs of neighbouring characters: 1 for equal texts, 0 for nothing in common. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i < a.length - 1; i += 1) pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1);
  let common = 0;
  for (let i = 0; i < b.length - 1; i += 1) {
    const left = pairs.get(b.slice(i, i + 2)) ?? 0;
    if (left > 0) common += 1;
    if (left > 0) pairs.set(b.slice(i, i + 2), left - 1);
  }
  return (2 * common) / (a.length + b.length - 2);
}

/** The places of `after` whose partners form a longest increasing sequence: these stayed, the other kept ones moved. */
function increasing(partner: readonly (number | null)[]): Set<number> {
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  partner.forEach((index, at) => {
    if (index === null) return;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((partner[ends[middle] ?? 0] ?? -1) < index) low = middle + 1;
      else high = middle;
    }
    previous.set(at, ends[low - 1]);
    ends[low] = at;
  });
  const stable = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous.get(at)) stable.add(at);
  return stable;
}

/** The removed parts, grouped by the last unmoved part before them (−1 for the start). */
function removedAfter(
  length: number,
  partner: readonly (number | null)[],
  stable: ReadonlySet<number>,
): Map<number, Aligned[]> {
  const kept = new Set(partner);
  const anchors = new Set([...stable].map((at) => partner[at] ?? -1));
  const gone = new Map<number, Aligned[]>();
  let anchor = -1;
  for (let index = 0; index < length; index += 1) {
    if (anchors.has(index)) anchor = index;
    if (kept.has(index)) continue;
    const group = gone.get(anchor) ?? [];
    group.push({ kind: "removed", before: index });
    gone.set(anchor, group);
  }
  return gone;
}
