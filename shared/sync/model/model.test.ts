import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mutants } from "./mutants";
import { play } from "./play";
import { sound } from "./rules";
import type { DeskNumber } from "./state";
import { type ModelStep, modelFaults } from "./step";

const desk = fc.constantFrom<DeskNumber>(0, 1);
const item = fc.nat(1);
const kindOf = <K extends ModelStep["kind"]>(kind: K) => fc.constant(kind);
const who = fc.constantFrom<DeskNumber | "platform">(0, 1, "platform");

const step: fc.Arbitrary<ModelStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: kindOf("submit"), desk, item, urgent: fc.constant(false) }) },
  { weight: 1, arbitrary: fc.record({ kind: kindOf("submit"), desk, item, urgent: fc.constant(true) }) },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: kindOf("round"),
      desk,
      faults: fc.array(fc.constantFrom(...modelFaults), { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kindOf("torn-pull"), desk }) },
  { weight: 1, arbitrary: fc.record({ kind: kindOf("kill"), desk }) },
  { weight: 1, arbitrary: fc.record({ kind: kindOf("take-back"), desk, item }) },
  { weight: 1, arbitrary: fc.record({ kind: kindOf("session-ends"), desk }) },
  { weight: 2, arbitrary: fc.record({ kind: kindOf("clock"), who, minutes: fc.constantFrom(-60, 60) }) },
  { weight: 1, arbitrary: fc.record({ kind: kindOf("pass"), seconds: fc.integer({ min: 1, max: 900 }) }) },
);
const history = fc.array(step, { minLength: 1, maxLength: 30 });

/** A restore loses what came after the backup: what was written before it and what comes after. */
const restored = fc
  .tuple(fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 8 }))
  .map(([before, lost, after]): ModelStep[] => [...before, { kind: "backup" }, ...lost, { kind: "restore" }, ...after]);

const runs = Number(process.env.MODEL_RUNS ?? 4_000);
const found = (rules: typeof sound) => {
  const plain = fc.check(
    fc.property(history, (steps) => play(steps, rules).length === 0),
    { numRuns: 1_000, seed: 5 },
  );
  if (plain.failed) return plain;
  return fc.check(
    fc.property(restored, (steps) => play(steps, rules).length === 0),
    { numRuns: 1_000, seed: 5 },
  );
};

describe("the model of the sync protocol", () => {
  it("D1, D2, D3, W9: under the sound rules every effect happens once, nothing is lost, chains hold, desks agree or ask", () => {
    fc.assert(
      fc.property(history, (steps) => {
        expect(play(steps, sound)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("a platform restored from a backup gets back everything it had acknowledged, once", () => {
    fc.assert(
      fc.property(restored, (steps) => {
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
