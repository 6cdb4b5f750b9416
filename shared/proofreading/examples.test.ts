import { describe, expect, it } from "vitest";
import { emptyMetadata } from "../model/metadata";
import { builtinPacks } from "./packs/index";
import { packOf } from "./packs/pack";
import type { Example, Rule, TextBlock } from "./rule";
import { rules } from "./rules/index";
import { inspect } from "./run";

const today = "2026-11-22";

interface Expected {
  readonly block: string;
  readonly start: number;
  readonly end: number;
}

/** Lines become blocks; `⟦…⟧` is taken out and remembered. */
function blocksOf(
  rule: Rule,
  { text: marked, parts, columns }: Example,
): { blocks: TextBlock[]; expected: Expected[] } {
  const expected: Expected[] = [];
  const blocks = marked.split("\n").map((line, index) => {
    const id = rule.setting?.id ?? `b${index + 1}`;
    let text = "";
    let start = -1;
    for (const char of line) {
      if (char === "⟦") start = text.length;
      else if (char === "⟧") expected.push({ block: id, start, end: text.length });
      else text += char;
    }
    const part = parts?.[index] ?? null;
    const href = rule.setting?.href;
    const linked = href === undefined ? {} : { links: [{ start: 0, end: text.length, href }] };
    const place = columns === undefined ? {} : { cell: placeOf(index, columns) };
    return {
      id,
      role: rule.setting?.role ?? ("body" as const),
      text,
      ...place,
      ...linked,
      ...(part === null ? {} : { part }),
    };
  });
  return { blocks, expected };
}

const placeOf = (index: number, columns: number) => ({
  table: "t",
  row: Math.floor(index / columns),
  column: index % columns,
});

function run(rule: Rule, example: Example, only: readonly Rule[]) {
  const { blocks, expected } = blocksOf(rule, example);
  const base = rule.setting?.metadata ?? (example.metadata === undefined ? null : emptyMetadata);
  const metadata = base === null ? null : { ...base, ...example.metadata };
  const { lexicon = {}, spelling } = rule.setting ?? {};
  const extra = [{ ...packOf("examples", "1", lexicon), ...(spelling === undefined ? {} : { spelling }) }];
  const packs = [...builtinPacks, ...extra];
  const { findings } = inspect(blocks, { today: example.today ?? today, packs, metadata, rules: only });
  return { findings, expected, blocks };
}

const exampleOf = (item: string | Example): Example => (typeof item === "string" ? { text: item } : item);

function places(findings: readonly Expected[]): string[] {
  return findings.map(({ block, start, end }) => `${block} ${start}-${end}`).sort();
}

describe("the examples of every rule are true", () => {
  for (const rule of rules) {
    it.each(rule.wrong.map((example): [string, Example] => [example.text, example]))(
      `${rule.id} finds exactly what is marked in %s`,
      (_, example) => {
        const { findings, expected } = run(rule, example, [rule]);
        expect(places(findings)).toEqual(places(expected));
        if (example.first !== undefined) expect(findings[0]?.suggestions[0]).toBe(example.first);
      },
    );
    it.each(rule.right.map(exampleOf).map((example): [string, Example] => [example.text, example]))(
      `${rule.id} keeps quiet on %s`,
      (_, example) => {
        expect(run(rule, example, [rule]).findings).toEqual([]);
      },
    );
    it(`no other rule warns about the correct sentences of ${rule.id}`, () => {
      for (const example of rule.right.map(exampleOf)) {
        const loud = run(rule, example, rules).findings.filter(
          ({ severity }) => severity === "block" || severity === "error",
        );
        expect(loud, example.text).toEqual([]);
      }
    });
  }
});

describe("the list of rules", () => {
  it("names every rule once, with authority and a closed example set", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.authority.length, rule.id).toBeGreaterThan(0);
      expect(rule.wrong.length, rule.id).toBeGreaterThanOrEqual(rule.setting === undefined ? 3 : 1);
    }
  });
});
