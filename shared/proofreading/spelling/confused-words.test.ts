import { describe, expect, it } from "vitest";
import { Alternatives } from "./alternatives";
import { type Confused, ConfusedWords } from "./confused-words";
import { surest } from "./repairs";
import { toyModel } from "./testing/toy-model";

const model = () =>
  toyModel({ sentences: ["保障公民的权利。", "公布部门权力清单。"], words: ["权利", "权力"], pairs: [] });

describe("words taken for each other", () => {
  it("are found wherever the table has them, with what they must gain", () => {
    const found: Confused[] = [];
    new ConfusedWords("权力 权利64\n力 利80 历96").visit("公民的权力。", (one) => found.push(one));
    expect(found).toEqual([
      { start: 3, end: 5, right: "权利", least: 64 },
      { start: 4, end: 5, right: "利", least: 80 },
      { start: 4, end: 5, right: "历", least: 96 },
    ]);
  });

  it("gain where the other one was read in the same words, and lose where it was not", () => {
    const alternatives = new Alternatives(model());
    expect(alternatives.gain("保障公民的权力。", { start: 5, end: 7 }, "权利")).toBeGreaterThan(0);
    expect(alternatives.gain("公布部门权力清单。", { start: 4, end: 6 }, "权利")).toBeLessThan(0);
  });

  it("gain nothing where what stands there reads too well for what is asked", () => {
    const alternatives = new Alternatives(model());
    const place = { start: 5, end: 7 };
    const gain = alternatives.gain("保障公民的权力。", place, "权利");
    expect(alternatives.gain("保障公民的权力。", place, "权利", gain)).toBe(gain);
    expect(alternatives.gain("保障公民的权力。", place, "权利", 100_000)).toBe(Number.NEGATIVE_INFINITY);
    expect(alternatives.gain("保障公民的权力。", { start: 6, end: 7 }, "利")).toBeGreaterThan(0);
  });

  it("are no question where the other one has another length", () => {
    const alternatives = new Alternatives(model());
    expect(alternatives.gain("公布部门权力清单。", { start: 4, end: 7 }, "权利")).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe("repairs of one place", () => {
  it("leave the surest one, in the order of the text", () => {
    const repair = (start: number, odds: number) =>
      ({ kind: "extra", start, end: start + 1, right: "", odds }) as const;
    expect(surest([repair(9, 1), repair(2, 3), repair(3, 2)])).toEqual([repair(2, 3), repair(9, 1)]);
  });
});
