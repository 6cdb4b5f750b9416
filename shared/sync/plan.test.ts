import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureCodes } from "../failure";
import { failures } from "../failure-rows";
import { type OperationState, operationStates } from "./operation";
import { afterFailure, BASE_DELAY, isFinished, isParked, MAX_DELAY, nextDue, type Queued, untilDue } from "./plan";

const NOW = 1_800_000_000_000;
const states = Object.keys(operationStates) as OperationState[];
const entries = fc.uniqueArray(
  fc.record({
    order: fc.nat(500),
    itemId: fc.constantFrom("a", "b", "c"),
    state: fc.constantFrom(...states),
    attempts: fc.nat(40),
    dueAt: fc.oneof(fc.constant(0), fc.integer({ min: NOW - 1_000_000, max: NOW + 2 * MAX_DELAY })),
  }),
  { selector: (entry) => entry.order, maxLength: 30 },
);
const queued = entries.map((list): Queued[] => list.map((entry) => ({ ...entry, operationId: `op-${entry.order}` })));

describe("the plan of the outbox", () => {
  it("D1: never sends an operation while an earlier one of the same item is unfinished", () => {
    fc.assert(
      fc.property(queued, (all) => {
        for (const due of nextDue(all, NOW)) {
          const earlier = all.filter((entry) => entry.itemId === due.itemId && entry.order < due.order);
          expect(earlier.every(isFinished)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("D1: sends at most one operation of an item, and never a parked or finished one", () => {
    fc.assert(
      fc.property(queued, (all) => {
        const due = nextDue(all, NOW);
        expect(new Set(due.map((entry) => entry.itemId)).size).toBe(due.length);
        expect(due.some((entry) => isParked(entry) || isFinished(entry))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("D1: an item whose head is not parked always comes due within the longest delay", () => {
    fc.assert(
      fc.property(queued, (all) => {
        const open = all.filter((entry) => !isFinished(entry));
        for (const itemId of new Set(open.map((entry) => entry.itemId))) {
          const [head] = open.filter((entry) => entry.itemId === itemId).sort((a, b) => a.order - b.order);
          if (head === undefined || isParked(head)) continue;
          const sent = [...nextDue(all, NOW), ...nextDue(all, NOW + MAX_DELAY)].map((entry) => entry.operationId);
          expect(sent).toContain(head.operationId);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("untilDue is zero exactly when something is due", () => {
    fc.assert(
      fc.property(queued, (all) => {
        expect(untilDue(all, NOW) === 0).toBe(nextDue(all, NOW).length > 0);
      }),
    );
  });

  it("a due time written under a clock that ran hours ahead does not hold the operation back", () => {
    const entry: Queued = {
      operationId: "op",
      itemId: "a",
      order: 1,
      state: "waiting",
      attempts: 3,
      dueAt: NOW + 86_400_000,
    };
    expect(nextDue([entry], NOW)).toEqual([entry]);
  });
});

describe("a failed attempt", () => {
  const time = (random: number) => ({ now: NOW, random: () => random });

  it("backs off with full jitter between zero and the doubling ceiling of 300 s", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempts, random) => {
        const next = afterFailure({ attempts }, { code: "E_SERVER", detail: "" }, time(random));
        const ceiling = Math.min(MAX_DELAY, BASE_DELAY * 2 ** attempts);
        expect(next.state).toBe("waiting");
        expect(next.dueAt - NOW).toBeGreaterThanOrEqual(0);
        expect(next.dueAt - NOW).toBeLessThan(ceiling);
      }),
    );
    expect(afterFailure({ attempts: 0 }, { code: "E_OFFLINE", detail: "" }, time(0.5)).dueAt).toBe(NOW + 1_000);
    expect(afterFailure({ attempts: 20 }, { code: "E_OFFLINE", detail: "" }, time(0.5)).dueAt).toBe(NOW + 150_000);
  });

  it("an ended session stops the queue without counting as an attempt, so nothing is lost", () => {
    expect(afterFailure({ attempts: 4 }, { code: "E_SESSION", detail: "" }, time(0))).toEqual({
      state: "waiting",
      attempts: 4,
      dueAt: 0,
      blocksQueue: true,
    });
  });

  it("D3: a conflict is parked as 冲突, a refusal as 需要处理", () => {
    expect(afterFailure({ attempts: 0 }, { code: "E_CONFLICT", detail: "" }, time(0)).state).toBe("conflict");
    expect(afterFailure({ attempts: 0 }, { code: "E_SOD", detail: "" }, time(0)).state).toBe("rejected");
  });

  it("no failure of the table finishes an operation", () => {
    for (const code of failureCodes) {
      expect(isFinished(afterFailure({ attempts: 1 }, { code, detail: "" }, time(0.3)))).toBe(false);
    }
  });

  it("whatever the table calls retryable later is retried, not parked", () => {
    const later = failureCodes.filter((code) => failures[code].retry === "later");
    expect(later.length).toBeGreaterThan(3);
    for (const code of later) {
      expect(afterFailure({ attempts: 1 }, { code, detail: "" }, time(0.3)).state).toBe("waiting");
    }
  });
});
