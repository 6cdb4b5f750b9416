import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BEGIN, END } from "../../shared/proofreading/spelling/tokens";
import { countedOrders, countKeys, RADIX } from "./counts";
import { keptOf } from "./pruning";
import { chancesOf, FEW, levelsOf, SIZES, TEXT } from "./testing/office";
import { placeOfRun } from "./tree";

describe("counting", () => {
  it("finds every key with its number of times, in rising order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 200 }), (keys) => {
        const { keys: distinct, counts } = countKeys(Float64Array.from(keys));
        expect([...distinct]).toEqual([...new Set(keys)].sort((a, b) => a - b));
        expect([...counts]).toEqual([...distinct].map((key) => keys.filter((other) => other === key).length));
      }),
    );
  });

  it("counts below the highest order how many different characters stand before, and occurrences at a begin", () => {
    const ids = Uint16Array.from([BEGIN, 5, 6, 7, END, BEGIN, 5, 6, 7, END, BEGIN, 8, 6, 7, END]);
    const [one, two, three, four] = countedOrders(ids);
    const countIn = (order: typeof one, ...run: number[]) => {
      const key = run.reduce((sum, id) => sum * RADIX + id, 0);
      return order?.counts[order.keys.indexOf(key)];
    };
    expect(countIn(four, BEGIN, 5, 6, 7)).toBe(2);
    expect(countIn(three, BEGIN, 5, 6)).toBe(2);
    expect(countIn(three, 6, 7, END)).toBe(2);
    expect(countIn(two, 6, 7)).toBe(2);
    expect(countIn(two, BEGIN, 5)).toBe(2);
    expect(countIn(one, 6)).toBe(2);
    expect(countIn(one, 5)).toBe(1);
  });
});

describe("estimates", () => {
  it.each(SIZES)("sum to one after every history, with $name of the n-grams", ({ wanted }) => {
    const { levels, vocabulary } = levelsOf(TEXT);
    const kept = keptOf(levels, wanted);
    const { chances, shares } = chancesOf(levels, kept);
    const given = (history: number[], id: number): number => {
      const run = Uint16Array.from([...history, id]);
      const place = placeOfRun(levels, run);
      if (place >= 0) return chances[history.length]?.[place] ?? 0;
      const context = placeOfRun(levels, run.subarray(0, -1));
      const share = context < 0 ? 1 : (shares[history.length - 1]?.[context] ?? 1);
      return share * given(history.slice(1), id);
    };
    const known = vocabulary.ids.idOf("政".charCodeAt(0));
    for (const history of [[known], [BEGIN], [known, vocabulary.ids.idOf("府".charCodeAt(0))]]) {
      let sum = 0;
      for (let id = 0; id < vocabulary.units.length; id += 1) if (id !== BEGIN) sum += given(history, id);
      expect(sum).toBeCloseTo(1, 6);
    }
  });

  it("drop the n-grams that matter least and never the prefix of a kept one", () => {
    const { levels } = levelsOf(TEXT);
    const kept = keptOf(levels, FEW);
    const all = levels.map((level) => level.ids.length);
    const left = kept.map((marks) => marks.reduce((sum, mark) => sum + mark, 0));
    expect(left[3]).toBeLessThan(all[3] ?? 0);
    expect(left[3]).toBeGreaterThanOrEqual(60);
    levels.slice(1, -1).forEach((level, index) => {
      level.ids.forEach((_, place) => {
        const above = kept[index + 2]?.subarray(level.begins[place], level.begins[place + 1]);
        if (above?.includes(1) === true) expect(kept[index + 1]?.[place]).toBe(1);
      });
    });
  });
});
