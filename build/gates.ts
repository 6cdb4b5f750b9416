/** `shared/proofreading/engine/gate-table.ts`, made from the patterns of the built-in rules. */
import { type Gate, gatesOf } from "../shared/proofreading/engine/gate";
import { gateKey } from "../shared/proofreading/engine/known-gates";
import type { Rule } from "../shared/proofreading/rule";
import { rules } from "../shared/proofreading/rules/index";

/** @throws Error when two patterns have one key */
export function gatesDocument(): string {
  const patterns = new Map<string, RegExp>();
  for (const regex of rules.flatMap(patternsOf)) {
    const known = patterns.get(gateKey(regex));
    if (known !== undefined && String(known) !== String(regex)) throw new Error(`one key for ${known} and ${regex}`);
    patterns.set(gateKey(regex), regex);
  }
  const table: Record<string, readonly Gate[]> = Object.fromEntries(
    Array.from(patterns, ([key, regex]) => [key, gatesOf(regex)]),
  );
  return [
    "/** Made from the patterns of the rules by `npm run check -- --write`: what each cannot match without. */",
    "export const gateTable: Readonly<Record<string, readonly (readonly string[])[]>> = JSON.parse(",
    `  '${quoted(JSON.stringify(table).replaceAll("${", "$\\u007b"))}',`,
    ");",
    "",
  ].join("\n");
}

/** The inside of a literal in single quotes: nearly every quote in the text is a double one. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
}

function patternsOf(rule: Rule): readonly RegExp[] {
  if (rule.scope === "pattern") return rule.patterns.map(({ regex }) => regex);
  return rule.scope === "terms" ? [] : (rule.seeks ?? []);
}
