import { describe, expect, it } from "vitest";
import { joined } from "./slips";
import { CERTAIN, PROBABLE, severityOf, tierOf } from "./tiers";

describe("changes of one word", () => {
  it("become one slip, as sure as the least sure of them", () => {
    const word = { start: 2, end: 4 };
    const changes = [
      { at: 2, right: "整", odds: 5, word },
      { at: 3, right: "治", odds: 3, word },
    ];
    expect(joined(changes, "排查正制。")).toEqual([{ start: 2, end: 4, right: "整治", odds: 3, word }]);
  });

  it("with a right character between them keep it", () => {
    const word = { start: 0, end: 3 };
    const changes = [
      { at: 0, right: "自", odds: 4, word },
      { at: 2, right: "区", odds: 4, word },
    ];
    expect(joined(changes, "白治取")).toEqual([{ start: 0, end: 3, right: "自治区", odds: 4, word }]);
  });

  it("of two words apart stay two slips", () => {
    const changes = [
      { at: 0, right: "据", odds: 4, word: null },
      { at: 2, right: "扶", odds: 4, word: null },
    ];
    expect(joined(changes, "局和夫").map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe("the tier of a slip", () => {
  it("is an error from the upper threshold, a suspicion from the lower, hidden below", () => {
    expect([CERTAIN, CERTAIN - 0.01, PROBABLE, PROBABLE - 0.01].map(tierOf)).toEqual([
      "certain",
      "probable",
      "probable",
      "hidden",
    ]);
    expect([severityOf("certain"), severityOf("probable")]).toEqual(["error", "warning"]);
  });
});
