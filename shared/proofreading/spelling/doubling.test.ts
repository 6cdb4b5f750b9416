import { describe, expect, it } from "vitest";
import { Doublings } from "./doubling";
import { toyModel } from "./testing/toy-model";

const doublings = () =>
  new Doublings(
    toyModel({
      sentences: ["改进工作作风。", "工作作风建设。", "组织开展工作。", "开展工作。"],
      words: ["工作", "作风", "组织", "开展"],
      pairs: [],
    }),
  );

describe("doubled characters in the light of a language model", () => {
  it("are likelier a slip where one of them reads better than where two words meet", () => {
    const [meant] = doublings().find("改进工作作风。");
    const [slip] = doublings().find("组织开展工工作。");
    expect(meant?.start).toBe(3);
    expect(slip?.start).toBe(4);
    expect(slip?.odds).toBeGreaterThan(0);
    expect(meant?.odds).toBeLessThan(0);
  });

  it("are two characters side by side: no three, no marks, no digits, nothing between them", () => {
    expect(doublings().find("组组组织。。11 工 工作")).toEqual([]);
  });

  it("stand where the text has them, after what the model does not count", () => {
    expect(
      doublings()
        .find("12 34𠮷 开开展")
        .map(({ start }) => start),
    ).toEqual([8]);
  });

  it("are judged within their sentence", () => {
    const alone = doublings().find("组织开展工工作。")[0]?.odds;
    expect(doublings().find("改进。组织开展工工作。开展。")[0]?.odds).toBe(alone);
  });
});
