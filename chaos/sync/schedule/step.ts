/** What may happen in a schedule: people write and answer, networks and processes fail, clocks are wrong. */
import fc from "fast-check";
import { type Fault, faults } from "../world/network";

export type DeskNumber = 0 | 1;

export type Step =
  /** A person writes another text of an item and submits it. */
  | { readonly kind: "write"; readonly desk: DeskNumber; readonly item: number }
  /** The sync loop goes round, and this happens to its requests. */
  | { readonly kind: "sync"; readonly desk: DeskNumber; readonly faults: readonly Fault[] }
  /** Both desks at once. */
  | { readonly kind: "sync-both"; readonly faults: readonly Fault[] }
  /** The person at a parked item keeps the own text and goes on from the platform's. */
  | { readonly kind: "answer"; readonly desk: DeskNumber; readonly item: number }
  | { readonly kind: "take-back"; readonly desk: DeskNumber; readonly item: number }
  /** The workstation dies after so many more steps of its work. */
  | { readonly kind: "fuse"; readonly desk: DeskNumber; readonly steps: number }
  | { readonly kind: "kill"; readonly desk: DeskNumber; readonly how: "process" | "power" }
  | { readonly kind: "start"; readonly desk: DeskNumber }
  /** The platform dies before its so-manieth statement from now. */
  | { readonly kind: "platform-fuse"; readonly statements: number }
  | { readonly kind: "platform-kill" }
  | { readonly kind: "platform-start" }
  | { readonly kind: "cut"; readonly desk: DeskNumber; readonly down: boolean }
  | { readonly kind: "clock"; readonly who: DeskNumber | "platform"; readonly minutes: number }
  | { readonly kind: "pass"; readonly seconds: number };

const desk = fc.constantFrom<DeskNumber>(0, 1);
const item = fc.nat(2);
const names = Object.keys(faults) as Fault[];
// The first request of a round is the feed's: what hits a delivery stands further behind.
const plan = fc.array(fc.constantFrom(...names, "none" as const, "none" as const), { maxLength: 6 });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("write"), desk, item }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("sync"), desk, faults: plan }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("sync-both"), faults: plan }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("answer"), desk, item }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("take-back"), desk, item }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fuse"), desk, steps: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill"), desk, how: fc.constantFrom("process", "power") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("start"), desk }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("platform-fuse"), statements: fc.integer({ min: 1, max: 80 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("platform-kill") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("platform-start") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut"), desk, down: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("clock"),
      who: fc.constantFrom<DeskNumber | "platform">(0, 1, "platform"),
      minutes: fc.constantFrom(-60, -4, 4, 60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pass"), seconds: fc.integer({ min: 1, max: 900 }) }) },
);

export const schedule = fc.array(step, { minLength: 6, maxLength: 18, size: "max" });

/** A schedule as a person reads it. */
export function describe(steps: readonly Step[]): string {
  return steps
    .map(({ kind, ...rest }) => `${kind} ${JSON.stringify(rest)}`)
    .join("; ")
    .replaceAll('"', "");
}
