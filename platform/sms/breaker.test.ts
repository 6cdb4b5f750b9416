import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Breaker } from "./breaker";
import { fakeTime } from "./testing/timers";

const REST = 30_000;

describe("the circuit breaker", () => {
  it("PKI-41: opens after three failures in a row, tries once after its rest, and closes when that goes well", () => {
    const time = fakeTime();
    const breaker = new Breaker({ clock: time.clock, failures: 3, restMs: REST });
    for (const state of ["closed", "closed", "open"]) {
      expect(breaker.enter()).toBe(true);
      breaker.failed();
      expect(breaker.state()).toBe(state);
    }
    expect(breaker.enter()).toBe(false);
    time.pass(REST - 1);
    expect(breaker.enter()).toBe(false);
    time.pass(1);
    expect(breaker.state()).toBe("half-open");
    expect([breaker.enter(), breaker.enter()]).toEqual([true, false]);
    breaker.succeeded();
    expect(breaker.state()).toBe("closed");
  });

  it("rests again in full when the trial fails", () => {
    const time = fakeTime();
    const breaker = new Breaker({ clock: time.clock, failures: 1, restMs: REST });
    breaker.enter();
    breaker.failed();
    time.pass(REST);
    expect(breaker.enter()).toBe(true);
    breaker.failed();
    time.pass(REST - 1);
    expect(breaker.enter()).toBe(false);
    time.pass(1);
    expect(breaker.enter()).toBe(true);
  });

  it("in any history lets nothing pass while open, one at a time while half-open, and everything while closed", () => {
    const step = fc.oneof(fc.constantFrom("enter", "success", "failure" as const), fc.integer({ min: 0, max: REST }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const time = fakeTime();
        const breaker = new Breaker({ clock: time.clock, failures: 2, restMs: REST });
        let inside = 0;
        for (const given of steps) {
          const before = breaker.state();
          if (typeof given === "number") time.pass(given);
          else if (given === "enter") {
            const entered = breaker.enter();
            if (before === "open") expect(entered).toBe(false);
            if (before === "closed") expect(entered).toBe(true);
            if (before === "half-open") expect(entered).toBe(inside === 0);
            if (entered && before === "half-open") inside = 1;
          } else {
            if (given === "success") breaker.succeeded();
            else breaker.failed();
            inside = 0;
            if (given === "success") expect(breaker.state()).toBe("closed");
          }
        }
      }),
    );
  });
});
