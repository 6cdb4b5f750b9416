import { describe, expect, it } from "vitest";
import { SWAP_FEATURES } from "./swap-features";
import { SwapHistory, tell, UNHEARD } from "./swap-history";
import { SwapJudge, shippedSwaps } from "./swap-judge";
import { LEAST_GAIN, type Swap, Swaps } from "./swaps";
import { toyModel } from "./testing/toy-model";
import { LEAF, SCALE, type Trees } from "./trees";

const model = () =>
  toyModel({
    sentences: ["全面推进依法治国。", "安排好群众的生活。", "全面启动隐患排查。"],
    words: ["依法", "一法", "排查", "安排"],
    pairs: [
      [0, "依一"],
      [4, "排徘"],
    ],
  });

/** Two to one for whatever gains more than this over what clean text gained by it, two to one against any other. */
const trees = (over: number): Trees => ({
  roots: Uint32Array.from([0]),
  feature: Uint8Array.from([SWAP_FEATURES - 1, LEAF, LEAF]),
  value: Int16Array.from([over, -2 * SCALE, 2 * SCALE]),
  right: Uint8Array.from([2, 0, 0]),
  base: 0,
});

const NOTHING = new SwapHistory("");

describe("words in the place of others", () => {
  const seen = (text: string): Swap[] => {
    const found: Swap[] = [];
    new Swaps(model()).visit(text, (swap) => found.push({ ...swap, row: swap.row.slice() }));
    return found;
  };

  it("are offered by like shape where the text reads better with them, and gain as much as is asked", () => {
    const found = seen("全面启动隐患徘查。");
    expect(found.map(({ start, end, right, known }) => ({ start, end, right, known }))).toContainEqual({
      start: 6,
      end: 8,
      right: "排查",
      known: 0,
    });
    for (const { gain, row } of found) {
      expect(gain).toBeGreaterThanOrEqual(LEAST_GAIN);
      expect(row[0]).toBe(gain);
    }
  });

  it("are not offered for a text that reads well, nor across a blank or a figure", () => {
    expect(seen("全面启动隐患排查。")).toEqual([]);
    expect(seen("全面启动隐患徘 查。").filter(({ end, start }) => end - start !== 2)).toEqual([]);
    expect(seen("1徘2")).toEqual([]);
  });

  it("are told when their judge believes in them, one for a place", () => {
    const text = "全面启动隐患徘查。";
    const told = new SwapJudge(model(), { trees: trees(0), history: NOTHING }).find(text, 1);
    expect(told).toContainEqual({ start: 6, end: 8, right: "排查", isWord: false, odds: 2 });
    for (const [i, one] of told.entries()) expect(one.start).toBeGreaterThanOrEqual(told[i - 1]?.end ?? 0);
    expect(new SwapJudge(model(), { trees: trees(0), history: NOTHING }).find(text, 3)).toEqual([]);
  });

  it("are kept back where clean text gains as much by the same pair", () => {
    const history = new SwapHistory("徘查 排查30000");
    const judge = new SwapJudge(model(), { trees: trees(0), history });
    expect(judge.find("全面启动隐患徘查。", 1).filter(({ right }) => right === "排查")).toEqual([]);
  });

  it("ship with trees that ask of no other feature, and with pairs", () => {
    const tables = shippedSwaps();
    expect(tables).not.toBeNull();
    const asked = [...(tables?.trees.feature ?? [])].filter((feature) => feature !== LEAF);
    expect(Math.max(...asked)).toBeLessThan(SWAP_FEATURES);
    const row = new Int16Array(SWAP_FEATURES);
    const unheard = new Int16Array(SWAP_FEATURES);
    tell(unheard, UNHEARD);
    tables?.history.fill(row, "没有", "的词");
    expect(row).toEqual(unheard);
  });
});
