/**
 * What holds on this machine 生效策略 (L4): machine over group over unit over user. A lower level may tighten what a higher
 * one set, or the built-in floor; an attempt to loosen is ignored, and told with its source.
 */
import { canonicalJson } from "../canonical";
import type { Policy } from "../model/policy";
import { type PolicyLevel, policyLevels } from "./key-row";
import { type PolicyKeyName, policyKeyNames, policyKeyOf } from "./key-table";
import { isWithin } from "./tighter";
import { assemble, type PolicyValue, type PolicyValues, sameValue } from "./values";

export interface LevelDocument {
  readonly level: PolicyLevel;
  /** Where it came from, as an administrator would look for it; never an address of the back end. */
  readonly place: string;
  readonly values: PolicyValues;
}

type Source = Omit<LevelDocument, "values">;

export interface ResolvedKey {
  readonly key: PolicyKeyName;
  /** Null: nobody sets it, and there is no default. */
  readonly value: PolicyValue;
  /** Null: the program's own default. */
  readonly source: Source | null;
  /** Whether a person may no longer choose freely. */
  readonly locked: boolean;
}

export interface IgnoredKey {
  readonly key: PolicyKeyName;
  readonly source: Source;
  /** `level`: not for this level to set. `looser`: looser than what `limit` set; null is the program's floor. */
  readonly why: "level" | "looser";
  readonly limit: Source | null;
}

export interface Resolution {
  readonly keys: readonly ResolvedKey[];
  readonly ignored: readonly IgnoredKey[];
}

/** In any order the same. */
export function resolve(documents: readonly LevelDocument[]): Resolution {
  const ordered = [...documents].sort((a, b) => rank(a.level) - rank(b.level) || compare(nameOf(a), nameOf(b)));
  const rows = policyKeyNames.map((key) => resolveKey(key, ordered));
  return { keys: rows.map(({ resolved }) => resolved), ignored: rows.flatMap(({ ignored }) => ignored) };
}

/** The policy that follows. @throws ZodError without the machine's own document */
export function effectivePolicy({ keys }: Resolution): Policy {
  const set = keys.flatMap(({ key, value, source }) => (needed(key, value, source) ? [[key, value]] : []));
  return assemble(Object.fromEntries(set));
}

/** Defaults stay out where the policy may be silent, so that whoever reads it sees what was said. */
function needed(key: PolicyKeyName, value: PolicyValue, source: Source | null): boolean {
  return source !== null || (value !== null && key.startsWith("leaks."));
}

function resolveKey(key: PolicyKeyName, documents: readonly LevelDocument[]) {
  const { tighter, lowest, fallback } = policyKeyOf(key);
  const ignored: IgnoredKey[] = [];
  let held: { readonly value: PolicyValue; readonly source: Source } | null = null;
  for (const { values, level, place } of documents) {
    const value = values[key];
    if (value === undefined) continue;
    const source = { level, place };
    // The machine's own document may use the whole schema, which is the floor of the law; others stand on the default.
    const limit: PolicyValue = held?.value ?? (level === "machine" ? null : fallback);
    if (rank(level) > rank(lowest)) ignored.push({ key, source, why: "level", limit: held?.source ?? null });
    else if (limit !== null && !isWithin(tighter, value, limit))
      ignored.push({ key, source, why: "looser", limit: held?.source ?? null });
    else if (held === null || !sameValue(value, held.value)) held = { value, source };
  }
  const locked = lowest !== "user" || (held !== null && held.source.level !== "user");
  const resolved: ResolvedKey = { key, value: held?.value ?? fallback, source: held?.source ?? null, locked };
  return { resolved, ignored };
}

const rank = (level: PolicyLevel): number => policyLevels.indexOf(level);
const nameOf = ({ place, values }: LevelDocument): string => `${place} ${canonicalJson(values)}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
