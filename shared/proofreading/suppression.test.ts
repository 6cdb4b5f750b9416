import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editing } from "./authority";
import type { Finding } from "./finding";
import { followed, keyOf, type LedgerEntry, undecided, unusedDecisions } from "./ledger";
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
  findIn(Object.fromEntries(texts.map((text, i) => [`b${i}`, text])));

const findIn = (texts: Readonly<Record<string, string>>): Finding[] =>
  inspect(
    Object.entries(texts).map(([id, text]) => ({ id, role: "body", text })),
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

describe("a dismissed finding whose paragraph is split or joined (R7)", () => {
  const sentence = "会议要求全面布署各项工作。";
  const ids = (texts: Readonly<Record<string, string>>) => Object.keys(texts).map((id) => ({ id }));
  /** What is left open, and what speaks of nothing, after a pass over `before` and one over `after`. */
  const afterwards = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) => {
    const entries = findIn(before).slice(0, 1).map(ignore);
    const findings = findIn(after);
    const kept = [...followed(entries, findings, { before: ids(before), after: ids(after) })];
    return { kept, open: undecided({ findings, entries: kept }), unused: unusedDecisions({ findings, entries: kept }) };
  };

  it("stays dismissed in whichever half its sentence lies", () => {
    fc.assert(
      fc.property(filler, filler, fc.boolean(), (before, after, isLater) => {
        const whole = { p: `${before}。${sentence}${after}` };
        const split = isLater
          ? { p: `${before}。`, q: `${sentence}${after}` }
          : { q: `${before}。${sentence}`, p: after };
        const { kept, open, unused } = afterwards(whole, split);
        expect([open, unused]).toEqual([[], []]);
        expect(kept.map(({ finding, reason }) => [finding.block, reason])).toEqual([["q", "原文如此"]]);
      }),
    );
  });

  it("stays dismissed when its paragraph is joined to the one before", () => {
    expect(afterwards({ p: "前面一句。", q: sentence }, { p: `前面一句。${sentence}` }).open).toEqual([]);
  });

  it("returns when the split goes through its sentence", () => {
    const { open, unused } = afterwards({ p: sentence }, { p: "会议要求", q: "全面布署各项工作。" });
    expect([open.length, unused.length]).toEqual([1, 1]);
  });

  it("leaves an equal sentence open that stood in another paragraph all along", () => {
    const { open, unused } = afterwards({ p: sentence, q: sentence }, { p: `改${sentence}`, q: sentence });
    expect(open.map(({ block }) => block)).toEqual(["p", "q"]);
    expect(unused).toHaveLength(1);
  });

  it("takes one of two equal sentences along and leaves the other open", () => {
    const [, second] = findIn({ p: `${sentence}${sentence}` });
    const entries = second === undefined ? [] : [ignore(second)];
    const findings = findIn({ p: sentence, q: sentence });
    const kept = followed(entries, findings, { before: [{ id: "p" }], after: [{ id: "p" }, { id: "q" }] });
    expect(undecided({ findings, entries: [...kept] }).map(keyOf)).toEqual(findings.slice(0, 1).map(keyOf));
  });
});

describe("speech between quotation marks", () => {
  const style: TermRule = { ...typo, id: "test-style", yieldsToSpeech: true };
  const foundIn = (text: string): number =>
    inspect([{ id: "b0", role: "body", text }], { today: "2026-11-22", packs: [], metadata: null, rules: [style] })
      .findings.length;

  it("excuses rules about style however long it is", () => {
    expect(foundIn(`他说：“${"一句话，".repeat(30)}要布署好。”`)).toBe(0);
    expect(foundIn("他说：“布署好”。")).toBe(0);
  });

  it("excuses neither words picked out nor what stands beside it", () => {
    expect(foundIn("落实“布署”要求。")).toBe(1);
    expect(foundIn("他说：“好，就这样。”随后布署工作。")).toBe(1);
    expect(find("他说：“要布署好，抓紧。”")).toHaveLength(1);
  });
});
