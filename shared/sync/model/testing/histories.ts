/** Histories of the model, at random. */
import fc from "fast-check";
import type { DeskNumber } from "../state";
import { type ModelStep, modelFaults } from "../step";

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
/** What happens to a platform that never loses anything. */
export const modelHistory = fc.array(step, { minLength: 1, maxLength: 30 });

/** A restore loses what came after the backup: what was written before it and what comes after. */
export const restoredHistory = fc
  .tuple(fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 8 }))
  .map(([before, lost, after]): ModelStep[] => [...before, { kind: "backup" }, ...lost, { kind: "restore" }, ...after]);
