/** One thing in three states: as both sides last had it in common, as it stands here, as it stands there. */
import { canonicalJson } from "../canonical";

export type Side = "mine" | "theirs";

/** Null where that side does not have it; `base` is null too when the two sides never had it in common. */
export interface Three<T> {
  readonly base: T | null;
  readonly mine: T | null;
  readonly theirs: T | null;
}

/** Who changed it. `agreed`: both, in the same way. `conflict`: both, differently. */
export type Verdict = "none" | "mine" | "theirs" | "agreed" | "conflict";

export function verdictOf<T>({ base, mine, theirs }: Three<T>, same: (a: T | null, b: T | null) => boolean): Verdict {
  if (same(mine, theirs)) return same(mine, base) ? "none" : "agreed";
  if (same(mine, base)) return "theirs";
  return same(theirs, base) ? "mine" : "conflict";
}

/** Equal to the last byte, ids included. */
export const exactly = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** Equal to whoever reads it: ids are ours, not the reader's. */
export const visibly = (a: unknown, b: unknown): boolean => exactly(withoutIds(a), withoutIds(b));

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (value === null || typeof value !== "object") return value;
  const fields = Object.entries(value).filter(([name]) => name !== "id");
  return Object.fromEntries(fields.map(([name, inner]) => [name, withoutIds(inner)]));
}

/** The state to go on with where nobody has to be asked: the changed one, and the same one whichever side asks. */
export function settledOf<T>(three: Three<T>, verdict: Exclude<Verdict, "conflict">): T | null {
  const { base, mine, theirs } = three;
  if (verdict === "mine") return mine;
  if (verdict === "theirs") return theirs;
  if (exactly(mine, theirs) || exactly(theirs, base)) return mine;
  if (exactly(mine, base)) return theirs;
  return canonicalJson(mine) < canonicalJson(theirs) ? mine : theirs;
}
