import { describe, expect, it } from "vitest";
import { countClauses } from "./counts";
import { Collocations, type Demands, othersOf } from "./decisions";

const words = new Set("力度 步伐 检查 改革 宣传 整治".split(" "));
const demands: Demands = {
  better: 8,
  share: 0.3,
  expected: 0.5,
  surely: 3,
  shared: 0.2,
  sharedIfExpected: 0.2,
  rarer: 20,
  seldom: 8,
  beside: 300,
  sharedIfRare: 0.3,
};
const said = (times: number, line: string): string[] => Array<string>(times).fill(line);
const lines = [...said(40, "要加大检查力度。"), ...said(40, "要加快改革的步伐，不断加大宣传力度。")];
const { objects } = countClauses(lines, words);

describe("pairs that counted text never joins", () => {
  it("reads the object of a clause and the verb closest before it", () => {
    expect(objects.get("力度")?.get("加大")).toBe(80);
    expect(objects.get("步伐")?.get("加快")).toBe(40);
    expect(objects.get("步伐")?.has("加大")).toBe(false);
  });

  it("tells the verb of the same group that the object is mostly said with", () => {
    const counted = new Collocations(objects, othersOf([["加大", "加快"]]), demands);
    expect(counted.betterFor("加快", "力度")).toBe("加大");
    expect(counted.betterFor("加大", "步伐")).toBe("加快");
    expect(counted.betterFor("加大", "力度")).toBeNull();
    expect(counted.isOwn("加大", "力度")).toBe(false);
    expect(counted.isOwn("加快", "步伐")).toBe(true);
  });

  it("says nothing of verbs that are not taken for each other", () => {
    const counted = new Collocations(objects, othersOf([["加大"], ["加快"]]), demands);
    expect(counted.decisions()).toEqual([]);
  });
});
