/** The built-in rules named like a pack: a report says by which rules it was made (R2). */
import { digestOfJson } from "../../digest";
import type { Digest } from "../../schema";
import type { Rule } from "../rule";

export const RULES_VERSION = "2026.11.1";

export interface RulesPack {
  readonly id: "rules";
  readonly version: string;
  /** SHA-256 over what the rules are: ids, kinds, patterns, terms, severities. */
  readonly hash: Digest;
}

const known = new WeakMap<readonly Rule[], RulesPack>();

export function rulesPackOf(rules: readonly Rule[]): RulesPack {
  const before = known.get(rules);
  if (before !== undefined) return before;
  let hash: Digest | null = null;
  const pack: RulesPack = {
    id: "rules",
    version: RULES_VERSION,
    // Only a report asks for it.
    get hash() {
      hash ??= digestOfJson(rules.map(entryOf));
      return hash;
    },
  };
  known.set(rules, pack);
  return pack;
}

function entryOf(rule: Rule) {
  const { id, category, severity, fix, scope } = rule;
  return { id, category, severity, fix, scope, antipatterns: (rule.antipatterns ?? []).map(String), ...dataOf(rule) };
}

function dataOf(rule: Rule): object {
  switch (rule.scope) {
    case "terms":
      return { terms: rule.terms };
    case "pattern":
      return {
        patterns: rule.patterns.map(({ regex, fix, severity }) => ({
          regex: String(regex),
          fix: fix ?? "",
          severity: severity ?? "",
        })),
      };
    case "block":
    case "document":
      return { needs: typeof rule.needs === "object" ? runsOf(rule.needs) : (rule.needs ?? "") };
  }
}

/** Where the marked units begin and end: `3400-4dbf,4e28-4e29`. */
function runsOf(table: Uint8Array): string {
  const runs: string[] = [];
  let first = -1;
  for (let unit = 0; unit <= table.length; unit += 1) {
    if (table[unit] === 1 && first === -1) first = unit;
    if (table[unit] === 1 || first === -1) continue;
    runs.push(`${first.toString(16)}-${(unit - 1).toString(16)}`);
    first = -1;
  }
  return runs.join();
}
