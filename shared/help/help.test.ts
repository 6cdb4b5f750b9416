import { describe, expect, it } from "vitest";
import { failureCodes } from "../failure";
import { failures } from "../failure-rows";
import { findHelp, helpPage } from "./help";
import { helpRows } from "./help-rows";

describe("A5: the offline help", () => {
  it("has a page of its own for every failure code, and none for a code that is gone", () => {
    expect(failureCodes.filter((code) => helpRows[code] === undefined)).toEqual([]);
    expect(Object.keys(helpRows).filter((code) => !Object.hasOwn(failures, code))).toEqual([]);
  });

  it("says on every page how it comes about, what is safe, what to do and whom to ask, in words of its own", () => {
    for (const code of failureCodes) {
      const { text, why, safe, steps, ask } = helpPage(code);
      for (const words of [why, safe, ask, ...steps]) expect(words, code).toMatch(/[\u4e00-\u9fff]{4}/);
      expect(steps.length, code).toBeGreaterThan(0);
      expect(why, code).not.toBe(text);
    }
  });

  it("leads from each page only to other pages, and from a failure that a retry may cure to no administrator first", () => {
    for (const code of failureCodes) expect(helpPage(code).related, code).not.toContain(code);
    const passing = failureCodes.filter(
      (code) => failures[code].retry === "later" && failures[code].kind === "network",
    );
    expect(passing.length).toBeGreaterThan(3);
    for (const code of passing) expect(helpPage(code).steps[0], code).not.toMatch(/^请?管理员/);
  });

  it("promises that text is kept only where it is: a mark of secrecy and a failed journal say that it is in the window alone", () => {
    const inWindow = failureCodes.filter((code) => helpRows[code]?.safe === "window");
    expect([...inWindow].sort()).toEqual(["E_JOURNAL", "E_SECRET"]);
  });

  it("names no address, no path and no command that only a developer has", () => {
    const text = failureCodes.map((code) => JSON.stringify(helpPage(code))).join("\n");
    expect(text).not.toMatch(/https?:|\/etc\/|npm |localhost/);
  });

  it("is found by code, by a part of it, and by words in any order", () => {
    expect(findHelp("").length).toBe(failureCodes.length);
    expect(findHelp("e_pin_locked").map(({ code }) => code)).toContain("E_PIN_LOCKED");
    expect(findHelp("短信 验证码").map(({ code }) => code)).toContain("E_SMS");
    expect(findHelp("没有这样的词语组合")).toEqual([]);
  });
});
