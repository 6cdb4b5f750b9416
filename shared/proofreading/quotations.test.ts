import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editing } from "./authority";
import { quotationsIn } from "./engine/quotations";
import { dictionaryPack } from "./packs/dictionary";
import { packOf } from "./packs/pack";
import type { SourceText, TermRule } from "./rule";
import { rules as allRules } from "./rules/index";
import { inspect } from "./run";

const law: SourceText = {
  title: "某市河道管理办法",
  text: "第一条 河道管理实行按水系统一管理和分级管理相结合的原则。\n第二条 任何单位和个人都有保护河道安全和参加防汛抢险的义务，不得在河道内倾倒垃圾、渣土。",
};
const sentence = "任何单位和个人都有保护河道安全和参加防汛抢险的义务，不得在河道内倾倒垃圾、渣土";

const typo: TermRule = {
  scope: "terms",
  id: "test-term",
  category: "typo",
  title: "测试词",
  severity: "error",
  fix: "safe",
  authority: [editing()],
  confidence: 1,
  wrong: [],
  right: [],
  terms: [{ wrong: "按水系统", right: ["按照水系统"], why: "测试" }],
};

const check = (text: string, rule: TermRule = typo, links?: { start: number; end: number; href: string }[]) =>
  inspect([{ id: "b", role: "body", text, ...(links === undefined ? {} : { links }) }], {
    today: "2026-11-22",
    packs: [packOf("sources", "1", { sources: [law] })],
    metadata: null,
    rules: [rule, ...allRules.filter(({ id }) => id === "quotation-differs")],
  }).findings;

describe("a quotation from a registered text (R6)", () => {
  it("keeps its words: findings inside ask to check the source and offer nothing to apply", () => {
    const [inside] = check("办法规定“实行按水系统一管理和分级管理相结合的原则”。");
    expect(inside).toMatchObject({ fix: "none", suggestions: [], rule: "test-term" });
    expect(inside?.message).toMatch(/^核对原文：/);
    expect(check("本市实行按水系统一管理。")[0]).toMatchObject({ fix: "safe", suggestions: ["按照水系统"] });
  });

  it("does not silence a rule that holds in quotations too", () => {
    const [inside] = check("办法规定“实行按水系统一管理和分级管理相结合的原则”。", { ...typo, alsoInQuotations: true });
    expect(inside?.message).not.toContain("核对原文");
  });

  it("is found with any single character dropped, doubled or replaced, and the difference is exactly there", () => {
    fc.assert(
      fc.property(fc.nat(sentence.length - 1), fc.constantFrom("drop", "add", "replace"), (at, kind) => {
        const char = { drop: "", add: `${sentence.charAt(at)}其`, replace: "其" }[kind];
        const quoted = sentence.slice(0, at) + char + sentence.slice(at + 1);
        const text = `办法要求“${quoted}”。`;
        const [found] = quotationsIn(text, [law]);
        expect(found).toMatchObject({ start: 5, end: 5 + quoted.length, title: law.title });
        const repaired = (found?.differences ?? []).reduceRight(
          (sum, { start, end, source }) => sum.slice(0, start) + source + sum.slice(end),
          text,
        );
        // At either end the dropped character may as well not belong to the quotation.
        if (kind !== "drop" || (at > 0 && at < sentence.length - 1)) {
          expect(found?.differences).toHaveLength(1);
          expect(repaired.includes(sentence) || law.text.includes(repaired.slice(5, -2))).toBe(true);
        }
      }),
    );
  });

  it("is not one with the same words in another order, nor one of a few characters", () => {
    expect(quotationsIn("要求“渣土垃圾不得倾倒，单位个人人人有责任保护河道”。", [law])).toEqual([]);
    expect(quotationsIn("所谓“河道管理”。", [law])).toEqual([]);
  });

  it("says both readings in the message", () => {
    const [differs] = check(`办法要求“${sentence.replace("防汛", "防洪")}”。`);
    expect(differs).toMatchObject({ rule: "quotation-differs", text: "洪", suggestions: ["汛"], fix: "suggest" });
    expect(differs?.message).toContain("引文作“和参加防【洪】抢险的义”，原文作“和参加防【汛】抢险的义”");
  });
});

describe("a safe correction", () => {
  it("is only suggested where it would change a quotation, a title or a link, and stays safe beside them", () => {
    const fixes = (text: string, links?: { start: number; end: number; href: string }[]) =>
      check(text, typo, links).map(({ fix }) => fix);
    expect(fixes("他说“要按水系统管理”。")).toEqual(["suggest"]);
    expect(fixes("见《按水系统管理办法》。")).toEqual(["suggest"]);
    expect(fixes("按水系统管理", [{ start: 0, end: 4, href: "https://www.gov.cn/" }])).toEqual(["suggest"]);
    expect(fixes("“他”按水系统管理《办法》", [{ start: 8, end: 10, href: "https://www.gov.cn/" }])).toEqual(["safe"]);
  });
});

describe("a dictionary (R19)", () => {
  const find = (text: string) =>
    inspect([{ id: "b", role: "body", text }], {
      today: "2026-11-22",
      packs: [
        dictionaryPack("unit", "3", {
          accept: ["按水系统一管理"],
          reject: [
            { wrong: "便民中心", right: "政务服务中心", why: "" },
            { wrong: "的", right: "地", why: "太短" },
          ],
        }),
      ],
      metadata: null,
      rules: [typo, ...allRules.filter(({ id }) => id === "unit-term")],
    }).findings;

  it("warns about its rejected words in its own name and excuses its accepted ones", () => {
    expect(find("到便民中心的窗口，按水系统一管理。")).toMatchObject([
      {
        rule: "unit-term",
        text: "便民中心",
        severity: "warning",
        suggestions: ["政务服务中心"],
        pack: "dictionary-unit 3",
      },
    ]);
    expect(find("按水系统管理").map(({ rule }) => rule)).toEqual(["test-term"]);
  });
});
