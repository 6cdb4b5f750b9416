import { describe, expect, it } from "vitest";
import { inspect } from "../../run";
import { sequenceNumber } from "./sequence-number";

const found = (text: string): readonly string[] =>
  inspect(
    text.split("\n").map((line, index) => ({ id: `b${index}`, role: "body", text: line })),
    { today: "2026-11-22", metadata: null, packs: [], rules: [sequenceNumber] },
  ).findings.map(({ block, text: number }) => `${block} ${number}`);

describe("numbers of items", () => {
  it("MC-32: an item whose bracket has lost its second half counts, so that those behind it are no faults", () => {
    expect(found("（一）网站。\n（二）新媒体。\n（一开办，由主办单位申请。\n（二）变更，由主办单位申请。")).toEqual([]);
    expect(found("（一开办，由主办单位申请。\n（三）变更，由主办单位申请。")).toEqual(["b1 （三）"]);
  });

  it("MC-32: words in brackets that begin with a numeral are no item", () => {
    expect(found("（一般事项）略。\n（一）网站。\n（二）新媒体。")).toEqual([]);
  });
});
