import { describe, expect, it } from "vitest";
import { type Asked, visitContext, WordContexts } from "./word-contexts";

const contexts = new WordContexts("罚款 罚金 96 80 判处45 徒刑30 改正-40 <处5 >二3");

function asked(text: string): Asked[] {
  const found: Asked[] = [];
  contexts.visit(text, (one) => found.push(one));
  return found;
}

describe("what a sentence says for one of two words", () => {
  it("adds up what stands anywhere in it, and what stands beside the word", () => {
    expect(asked("判处有期徒刑一年，并处罚款二万元。")).toEqual([
      { start: 11, end: 13, right: "罚金", told: 45 + 30 + 5 + 3, least: 96 },
    ]);
  });

  it("speaks against the one word as much as for the other", () => {
    expect(asked("责令改正，可以并处罚金。")).toEqual([{ start: 9, end: 11, right: "罚款", told: 40 - 5, least: 80 }]);
  });

  it("counts nothing from another sentence, nothing twice, and nothing that the word itself is part of", () => {
    expect(asked("判处徒刑。罚款")[0]?.told).toBe(0);
    expect(asked("判处判处罚款")[0]?.told).toBe(45 + 5);
    const keys: number[] = [];
    visitContext("甲罚款乙", { start: 1, end: 3 }, (key) => keys.push(key));
    expect(keys).toHaveLength(2);
  });

  it("tells a direction of which nothing is asked nowhere", () => {
    const oneWay = new WordContexts("法制 法治 90 - 国家9");
    const found: string[] = [];
    oneWay.visit("法制国家，法治国家", ({ right }) => found.push(right));
    expect(found).toEqual(["法治"]);
  });
});
