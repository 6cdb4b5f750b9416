import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idleLockMs, idleMinutes, MOST_IDLE_MINUTES } from "./idle";

const minutes = fc.option(fc.integer({ min: 1, max: 120 }));

describe("idle lock (L1, AU-4)", () => {
  it("L1: neither city nor machine alone can put it off beyond ten minutes", () => {
    fc.assert(fc.property(minutes, minutes, (city, machine) => idleMinutes({ city, machine }) <= MOST_IDLE_MINUTES));
  });

  it("L1: a machine's policy is never looser than the city, and the city never looser than the machine", () => {
    fc.assert(
      fc.property(minutes, minutes, (city, machine) => {
        const both = idleMinutes({ city, machine });
        return both <= idleMinutes({ city, machine: null }) && both <= idleMinutes({ city: null, machine });
      }),
    );
  });

  it("L1: the strictest that somebody set holds", () => {
    expect(idleMinutes({ city: null, machine: null })).toBe(10);
    expect(idleMinutes({ city: 5, machine: null })).toBe(5);
    expect(idleMinutes({ city: 5, machine: 3 })).toBe(3);
    expect(idleMinutes({ city: 5, machine: 8 })).toBe(5);
    expect(idleLockMs({ city: 5, machine: 3 })).toBe(180_000);
  });
});
