import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOfTrees, LEAF, scoreOf, type Trees, treesOfBytes } from "./trees";

/** Feature 0 ≤ 5 ? (feature 1 ≤ -2 ? 10 : 20) : -300, and a second tree that always adds 7. */
const trees: Trees = {
  roots: Uint32Array.from([0, 5]),
  feature: Uint8Array.from([0, 1, LEAF, LEAF, LEAF, LEAF]),
  value: Int16Array.from([5, -2, 10, 20, -300, 7]),
  right: Uint8Array.from([4, 3, 0, 0, 0, 0]),
  base: -1000,
};

describe("boosted trees", () => {
  it.each([
    [[5, -2], -983],
    [[5, -1], -973],
    [[6, -2], -1293],
  ])("add up whole numbers for %j", (row, score) => {
    expect(scoreOf(trees, Int16Array.from(row))).toBe(score);
  });

  it("come back from their bytes, wherever those lie in a file", () => {
    const bytes = bytesOfTrees(trees);
    expect(treesOfBytes(bytes)).toEqual(trees);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(treesOfBytes(shifted.subarray(3))).toEqual(trees);
  });

  it("are refused when cut short or when a walk would leave its tree or never end", () => {
    const bytes = bytesOfTrees(trees);
    expect(treesOfBytes(bytes.subarray(0, -1))).toBeNull();
    expect(treesOfBytes(new Uint8Array(3))).toBeNull();
    for (const right of [0, 1, 5, 200])
      expect(treesOfBytes(bytesOfTrees({ ...trees, right: Uint8Array.from([right, 3, 0, 0, 0, 0]) }))).toBeNull();
    expect(treesOfBytes(bytesOfTrees({ ...trees, feature: Uint8Array.from([0, 1, LEAF, LEAF, LEAF, 0]) }))).toBeNull();
  });

  it("never loop or throw on any bytes that are let in", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), fc.uint8Array({ maxLength: 6 }), (feature, right) => {
        const damaged = treesOfBytes(
          bytesOfTrees({
            ...trees,
            feature: Uint8Array.from(trees.feature, (value, i) => feature[i] ?? value),
            right: Uint8Array.from(trees.right, (value, i) => right[i] ?? value),
          }),
        );
        if (damaged !== null) expect(Number.isInteger(scoreOf(damaged, new Int16Array(255)))).toBe(true);
      }),
    );
  });
});
