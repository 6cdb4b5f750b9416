import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutants } from "./mutants";
import { play } from "./play";
import { sound } from "./rules";
import { modelHistory, restoredHistory } from "./testing/histories";

/** `npm run chaos -- sync-model` runs more. */
const runs = 4_000;
const found = (rules: typeof sound) => {
  const plain = fc.check(
    fc.property(modelHistory, (steps) => play(steps, rules).length === 0),
    { numRuns: 1_000, seed: 5 },
  );
  if (plain.failed) return plain;
  return fc.check(
    fc.property(restoredHistory, (steps) => play(steps, rules).length === 0),
    { numRuns: 1_000, seed: 5 },
  );
};

describe("the model of the sync protocol", () => {
  it("D1, D2, D3, W9: under the sound rules every effect happens once, nothing is lost, chains hold, desks agree or ask", () => {
    fc.assert(
      fc.property(modelHistory, (steps) => {
        expect(play(steps, sound)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("a platform restored from a backup gets back everything it had acknowledged, once", () => {
    fc.assert(
      fc.property(restoredHistory, (steps) => {
        expect(play(steps, sound)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it.each(Object.keys(mutants))("finds the fault: %s", (name) => {
    const rules = mutants[name];
    const details = rules === undefined ? null : found(rules);
    expect(details?.failed).toBe(true);
  });
});
