import { describe, expect, it } from "vitest";
import { editing } from "./authority";
import { hygieneOf, patternComplaints, termComplaints } from "./hygiene";
import { ruleOf } from "./packs/pack-rules";
import type { BlockRule } from "./rule";
import { rules } from "./rules/index";

describe("hygiene of a term", () => {
  it.each([
    [{ wrong: "的", right: ["地"], why: "" }, "不足两个字"],
    [{ wrong: "布署", right: ["布署"], why: "" }, "与原词相同"],
    [{ wrong: "深入", right: ["深入开展"], why: "" }, "包含在自己的建议中"],
    [{ wrong: "布署", right: ["部署"], why: "", unless: ["公布"] }, "不含该词的例外"],
  ])("%j: %s", (term, complaint) => {
    expect(termComplaints(term).join()).toContain(complaint);
  });

  it("has nothing against a word with its correction and its exceptions", () => {
    expect(termComplaints({ wrong: "布署", right: ["部署"], why: "", unless: ["公布署名"] })).toEqual([]);
    expect(termComplaints({ wrong: "深入", right: ["深入开展"], why: "", unless: ["深入开展"] })).toEqual([]);
  });
});

describe("hygiene of a pattern", () => {
  it("asks for an upper limit of every repetition, in look-arounds too, and for the flag g", () => {
    expect(patternComplaints({ regex: /甲.*乙/g }).join()).toContain("没有上限");
    expect(patternComplaints({ regex: /(?<=甲\d+)乙/g }).join()).toContain("没有上限");
    expect(patternComplaints({ regex: /甲/ }).join()).toContain("没有 g 标志");
    expect(patternComplaints({ regex: /甲.{0,20}乙{2,3}丙?/g })).toEqual([]);
  });
});

describe("hygiene of time", () => {
  const slow = (milliseconds: readonly number[]): string[] => {
    let clock = 0;
    let call = 0;
    const rule: BlockRule = {
      scope: "block",
      id: "slow",
      category: "typo",
      title: "慢",
      severity: "error",
      fix: "none",
      authority: [editing()],
      confidence: 1,
      wrong: [],
      right: [],
      find: () => {
        clock += milliseconds[call % milliseconds.length] ?? 0;
        call += 1;
        return [];
      },
    };
    return hygieneOf(rule, { now: () => clock });
  };

  it("names a rule that takes more than 20 ms each of three times, and lets one slow try pass", () => {
    expect(slow([25])).toHaveLength(15);
    expect(slow([25])[0]).toContain("用时 25 毫秒");
    expect(slow([90, 20])).toEqual([]);
    expect(slow([90, 80, 21])[0]).toContain("用时 21 毫秒");
  });
});

it("an expression is timed over its own characters, without which no text would make it work", () => {
  let clock = 0;
  const now = () => {
    clock += 21;
    return clock;
  };
  const rule = ruleOf({
    id: "city-name",
    category: "organ",
    title: "旧称",
    severity: "error",
    authority: { document: "更名通知" },
    regex: "甲{0,4000}乙",
    message: "已改名。",
    suggest: [],
  });
  expect(hygieneOf(rule, { now }).join()).toContain("检查两万字的“甲”用时 21 毫秒");
});

it("every built-in rule is clean", () => {
  expect(rules.flatMap((rule) => hygieneOf(rule).map((complaint) => `${rule.id}：${complaint}`))).toEqual([]);
});
