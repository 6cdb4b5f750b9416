import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editing } from "./authority";
import type { Finding } from "./finding";
import { type LedgerEntry, undecided, unusedDecisions } from "./ledger";
import type { TermRule } from "./rule";
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
  terms: [{ wrong: "布署", right: ["部署"], why: "测试" }],
};

const find = (...texts: readonly string[]): Finding[] =>
  inspect(
    texts.map((text, index) => ({ id: `b${index}`, role: "body", text })),
    { today: "2026-11-22", packs: [], metadata: null, rules: [typo] },
  ).findings;

const ignore = (finding: Finding): LedgerEntry => ({
  finding,
  disposition: "ignore",
  reason: "原文如此",
  personId: "p",
  name: "王文采",
  at: "2026-11-22T01:00:00.000Z",
  stage: "draft",
  group: null,
});

const open = (findings: readonly Finding[], entries: readonly LedgerEntry[]) =>
  undecided({ findings: [...findings], entries: [...entries] });

const filler = fc.string({ unit: fc.constantFrom("市", "政", "府", "，", "1", " "), maxLength: 30 });

describe("a dismissed finding (R7)", () => {
  const sentence = "会议要求全面布署各项工作。";

  it("stays dismissed when sentences before and after it, in its paragraph and elsewhere, are edited", () => {
    fc.assert(
      fc.property(filler, filler, filler, (before, after, other) => {
        const entries = find(`前面一句。${sentence}后面一句。`).map(ignore);
        const now = find(`${before}。${sentence}${after}`, other);
        expect(now).toHaveLength(1);
        expect(open(now, entries)).toEqual([]);
        expect(unusedDecisions({ findings: now, entries })).toEqual([]);
      }),
    );
  });

  it("returns when any character of its own sentence changes, and the decision is listed as unused", () => {
    const entries = find(`前。${sentence}后。`).map(ignore);
    for (let at = 0; at < sentence.length - 1; at += 1) {
      const now = find(`前。${sentence.slice(0, at)}改${sentence.slice(at)}后。`);
      expect(open(now, entries)).toEqual(now);
      expect(unusedDecisions({ findings: now, entries })).toEqual(entries);
    }
  });

  it("does not care for spaces and widths", () => {
    const [plain] = find("2024年（全市）布署工作。");
    const [wide] = find("２０２４年 (全市) 布署工作。");
    expect(wide?.print).toBe(plain?.print);
  });

  it("is one of two equal ones, told apart by their order", () => {
    const both = find(`${sentence}${sentence}`);
    expect(new Set(both.map(({ print }) => print)).size).toBe(2);
    expect(open(find(`插一句。${sentence}${sentence}`), both.slice(0, 1).map(ignore))).toHaveLength(1);
  });

  it("in a paragraph without sentence ends hangs on the words around it", () => {
    const long = "各单位切实加强组织领导，".repeat(60);
    const entries = find(`${long}布署${long}`).map(ignore);
    expect(open(find(`改${long}布署${long}改`), entries)).toEqual([]);
    expect(open(find(`${long}改布署${long}`), entries)).toHaveLength(1);
  });
});
