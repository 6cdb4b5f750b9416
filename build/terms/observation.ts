/** What stands in the counted text where a phrase strays in one place: the places that vary, and the fillers seen there. */
import { isExplained, type SlipKind } from "../../shared/proofreading/slips/near-miss";
import { NearMisses } from "../../shared/proofreading/slips/near-misses";
import { isHan } from "./text";

export interface Seen {
  /** How often the phrase stands there as it should. */
  right: number;
  /** By place, how often which other character stands there. */
  readonly others: Map<number, Map<number, number>>;
  /** Places swapped, dropped, doubled that were seen. */
  readonly slips: Record<Exclude<SlipKind, "changed">, Set<number>>;
}

const everything = { changed: (_: unknown, __: number, unit: number) => isHan(unit), other: () => true };

const unseen = (): Seen => ({
  right: 0,
  others: new Map(),
  slips: { swapped: new Set(), dropped: new Set(), doubled: new Set() },
});

export function observe(phrases: readonly string[], lines: Iterable<string>): Seen[] {
  const finder = new NearMisses(phrases, everything);
  const seen = phrases.map(unseen);
  for (const line of lines) {
    const { misses, right } = finder.read(line);
    for (const { form } of right) {
      const one = seen[form];
      if (one !== undefined) one.right += 1;
    }
    for (const miss of misses) {
      const one = seen[miss.form];
      if (one === undefined || isExplained(miss, right)) continue;
      if (miss.kind === "changed") noteOther(one, miss.at, line.charCodeAt(miss.start + miss.at));
      else one.slips[miss.kind].add(miss.at);
    }
  }
  return seen;
}

/** How often each phrase stands in the lines as it should. */
export function countsOf(phrases: readonly string[], lines: Iterable<string>): Uint32Array {
  const finder = new NearMisses(phrases.map((phrase) => `${phrase}?`));
  const counts = new Uint32Array(phrases.length);
  for (const line of lines) for (const { form } of finder.read(line).right) counts[form] = (counts[form] ?? 0) + 1;
  return counts;
}

function noteOther({ others }: Seen, at: number, unit: number): void {
  const place = others.get(at) ?? new Map<number, number>();
  others.set(at, place.set(unit, (place.get(unit) ?? 0) + 1));
}

const SHARE = 0.01;
const VARIED_SHARE = 0.002;
const FEW = 2;
const VARIED = 5;

/** Whether a place is open to other words: what belongs there does not follow from the rest of the phrase. */
export function isVaried({ right, others }: Seen, at: number): boolean {
  const place = others.get(at);
  if (place === undefined) return false;
  const total = [...place.values()].reduce((sum, count) => sum + count, 0);
  if (total > FEW && total > SHARE * right) return true;
  return place.size >= VARIED && total > VARIED_SHARE * right;
}
