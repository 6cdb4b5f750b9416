import { describe, expect, it } from "vitest";
import { builtinPacks } from "../../packs/index";
import { packOf } from "../../packs/pack";
import { inspect } from "../../run";
import type { Doubling, Speller } from "../../spelling/speller";
import { typoExtraChar } from "./doubled-character";

const speller = (doublings: readonly Doubling[]): Speller => ({
  slipsIn: () => [],
  doubledIn: () => doublings,
  repairsIn: () => [],
  confusedIn: () => [],
});

function found(text: string, doublings: readonly Doubling[]) {
  const packs = [...builtinPacks, { ...packOf("model", "1", {}), spelling: speller(doublings) }];
  const blocks = [{ id: "b1", role: "body" as const, text }];
  const { findings } = inspect(blocks, { today: "2026-11-22", packs, metadata: null, rules: [typoExtraChar] });
  return findings.map(({ start, end, severity }) => [start, end, severity]);
}

describe("characters written twice, judged by the spelling model (MC-01)", () => {
  it("are an error where the model is certain and a warning where it is not", () => {
    expect(found("组组织人员", [{ start: 0, odds: 6 }])).toEqual([[0, 2, "error"]]);
    expect(found("组组织人员", [{ start: 0, odds: 3.5 }])).toEqual([[0, 2, "warning"]]);
  });

  it("stand where the model finds both meant, whatever the lists say", () => {
    expect(found("做好政务媒媒体管理", [{ start: 4, odds: 2 }])).toEqual([]);
    expect(found("做好政务媒媒体管理", [])).toEqual([]);
  });

  it("need more where the character doubles by nature", () => {
    expect(found("群众年年来此", [{ start: 2, odds: 3.5 }])).toEqual([]);
    expect(found("群众年年来此", [{ start: 2, odds: 4 }])).toEqual([[2, 4, "warning"]]);
  });

  it("need more where a word ends with the one and another begins with the other", () => {
    expect(found("数据对接接口的开发", [{ start: 3, odds: 4 }])).toEqual([]);
    expect(found("数据对接接口的开发", [{ start: 3, odds: 5 }])).toEqual([[3, 5, "warning"]]);
  });

  it("stand behind 一, in AABB and in set phrases", () => {
    expect(found("一次次突破", [{ start: 1, odds: 6 }])).toEqual([]);
    expect(
      found("花花绿绿", [
        { start: 0, odds: 6 },
        { start: 2, odds: 6 },
      ]),
    ).toEqual([]);
    expect(found("息息相关", [{ start: 0, odds: 6 }])).toEqual([]);
  });
});
