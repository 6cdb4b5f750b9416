import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editing } from "./authority";
import { packOf } from "./packs/pack";
import type { Lexicon, TermRule } from "./rule";
import { inspect } from "./run";

const typo: TermRule = {
  scope: "terms",
  id: "test-term",
  category: "typo",
  title: "测试词",
  severity: "error",
  fix: "suggest",
  authority: [editing()],
  confidence: 1,
  wrong: [],
  right: [],
  terms: [],
};

function find(text: string, lexicon: Partial<Lexicon>, rule: TermRule = typo) {
  const packs = [packOf("test", "1", lexicon)];
  return inspect([{ id: "b", role: "body", text }], { today: "2026-11-22", packs, metadata: null, rules: [rule] })
    .findings;
}

function occurrences(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) found.push(at);
  return found;
}

const letters = fc.string({ unit: fc.constantFrom("甲", "乙", "丙"), minLength: 0, maxLength: 3 });
const nesting = fc
  .record({
    wrong: fc.string({ unit: fc.constantFrom("甲", "乙", "丙"), minLength: 2, maxLength: 3 }),
    before: letters,
    after: letters,
    noise: fc.array(fc.constantFrom("甲", "乙", "丙", "，"), { maxLength: 40 }),
  })
  .filter(({ before, after }) => before + after !== "");

describe("the allow-list (R4)", () => {
  it("suppresses 共产 inside 共产党 and nowhere else", () => {
    const lexicon = { terms: { "test-term": [{ wrong: "共产", right: [], why: "测试" }] }, allowed: ["共产党"] };
    expect(find("共产党员和共产，中国共产党。", lexicon).map(({ start }) => start)).toEqual([5]);
  });

  it("suppresses a term inside an accepted word and only there, in 1,000 nestings", () => {
    fc.assert(
      fc.property(nesting, ({ wrong, before, after, noise }) => {
        const allowed = before + wrong + after;
        const text = `${noise.join("")}，${allowed}，${wrong}，`;
        const found = find(text, {
          terms: { "test-term": [{ wrong, right: ["丁丁"], why: "测试" }] },
          allowed: [allowed],
        });
        const covered = (start: number) =>
          occurrences(text, allowed).some((at) => at <= start && start + wrong.length <= at + allowed.length);
        const free = occurrences(text, wrong).filter((at) => !covered(at));
        expect(found.every(({ start }) => free.includes(start))).toBe(true);
        // Of overlapping hits one is kept, so every free occurrence is touched by a finding.
        expect(free.every((at) => found.some(({ start, end }) => start < at + wrong.length && at < end))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("names the pack a term came from, and the rules for a rule's own terms (R2)", () => {
    const rule = { ...typo, terms: [{ wrong: "布署", right: ["部署"], why: "测试" }] };
    const found = find(
      "布署、按装",
      { terms: { "test-term": [{ wrong: "按装", right: ["安装"], why: "测试" }] } },
      rule,
    );
    expect(found.map(({ text, pack }) => [text, pack.split(" ")[0]])).toEqual([
      ["布署", "rules"],
      ["按装", "test"],
    ]);
  });

  it("cannot excuse what must not be weakened: terms of secrecy and terms that block", () => {
    const lexicon = { terms: { "test-term": [{ wrong: "机密件", right: [], why: "测试" }] }, allowed: ["机密件"] };
    expect(find("机密件", lexicon)).toEqual([]);
    expect(find("机密件", lexicon, { ...typo, category: "secrecy" })).toHaveLength(1);
    expect(find("机密件", lexicon, { ...typo, severity: "block" })).toHaveLength(1);
  });
});
