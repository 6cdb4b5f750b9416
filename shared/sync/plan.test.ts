import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureCodes } from "../failure";
import { failures } from "../failure-rows";
import { type OperationState, operationStates } from "./operation";
import {
  afterFailure,
  BASE_DELAY,
  isFinished,
  isParked,
  MAX_DELAY,
  nextDue,
  type Queued,
  URGENT_DELAY,
  untilDue,
} from "./plan";

const NOW = 1_800_000_000_000;
const states = Object.keys(operationStates) as OperationState[];
const kinds = ["revision", "file", "review", "ingest", "publish", "takedown"] as const;
const entries = fc.uniqueArray(
  fc.record({
    order: fc.nat(500),
    itemId: fc.constantFrom("a", "b", "c"),
    state: fc.constantFrom(...states),
    attempts: fc.nat(40),
    dueAt: fc.oneof(fc.constant(0), fc.integer({ min: NOW - 1_000_000, max: NOW + 2 * MAX_DELAY })),
    kind: fc.constantFrom(...kinds),
  }),
  { selector: (entry) => entry.order, maxLength: 30 },
);
const ordinary = entries.map((list) =>
  list.map((entry): Queued => ({ ...entry, kind: "revision", operationId: `op-${entry.order}` })),
);
const queued = entries.map((list): Queued[] => list.map((entry) => ({ ...entry, operationId: `op-${entry.order}` })));

describe("the plan of the outbox", () => {
  it("D1: never sends an operation while an earlier one of the same item is unfinished", () => {
    fc.assert(
      fc.property(ordinary, (all) => {
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
          if (head === undefined || isParked(head) || open.some((entry) => entry.kind === "takedown")) continue;
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
      kind: "revision",
    };
    expect(nextDue([entry], NOW)).toEqual([entry]);
  });
});

describe("W9: an order to take text down", () => {
  const at = (order: number, kind: Queued["kind"], state: OperationState = "queued", itemId = "a"): Queued => ({
    operationId: `op-${order}`,
    itemId,
    order,
    kind,
    state,
    attempts: 0,
    dueAt: 0,
  });
  const sent = (all: readonly Queued[]) => nextDue(all, NOW).map(({ order }) => order);

  it("goes first of everything that is due, however many ordinary operations were queued before", () => {
    const before = Array.from({ length: 20 }, (_, order) => at(order, "revision", "queued", `item-${order}`));
    expect(sent([...before, at(99, "takedown", "queued", "z")])[0]).toBe(99);
  });

  it("overtakes whatever of its own item waits or is parked, and goes alone", () => {
    expect(sent([at(1, "revision", "conflict"), at(2, "review"), at(3, "takedown")])).toEqual([3]);
    expect(sent([at(1, "file", "sending"), at(2, "revision"), at(3, "takedown")])).toEqual([3]);
  });

  it("waits for its item's way out to the public, since what is not out cannot be taken down; not for a parked one", () => {
    expect(sent([at(1, "publish"), at(2, "takedown")])).toEqual([1]);
    expect(sent([at(1, "publish", "rejected"), at(2, "takedown")])).toEqual([2]);
  });

  it("a second order waits for the first, and an ordinary operation queued after an order waits for it", () => {
    expect(sent([at(1, "takedown", "conflict"), at(2, "takedown")])).toEqual([]);
    expect(sent([at(1, "takedown", "rejected"), at(2, "revision")])).toEqual([]);
  });

  it("an order that is always there is sent within its shorter delay, in any queue without a way out before it", () => {
    fc.assert(
      fc.property(queued, (all) => {
        const order: Queued = { ...at(1_000, "takedown"), dueAt: NOW + URGENT_DELAY, state: "waiting" };
        const clear = all.every(
          (entry) => entry.itemId !== "a" || isFinished(entry) || ["revision", "file", "review"].includes(entry.kind),
        );
        fc.pre(clear);
        const due = nextDue([...all, order], NOW + URGENT_DELAY);
        expect(due.map((entry) => entry.operationId)).toContain(order.operationId);
      }),
    );
  });
});

describe("a failed attempt", () => {
  const time = (random: number) => ({ now: NOW, random: () => random });
  const kind = "revision" as const;

  it("backs off with full jitter between zero and the doubling ceiling of 300 s", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempts, random) => {
        const next = afterFailure({ attempts, kind }, { code: "E_SERVER", detail: "" }, time(random));
        const ceiling = Math.min(MAX_DELAY, BASE_DELAY * 2 ** attempts);
        expect(next.state).toBe("waiting");
        expect(next.dueAt - NOW).toBeGreaterThanOrEqual(0);
        expect(next.dueAt - NOW).toBeLessThan(ceiling);
      }),
    );
    expect(afterFailure({ attempts: 0, kind }, { code: "E_OFFLINE", detail: "" }, time(0.5)).dueAt).toBe(NOW + 1_000);
    expect(afterFailure({ attempts: 20, kind }, { code: "E_OFFLINE", detail: "" }, time(0.5)).dueAt).toBe(
      NOW + 150_000,
    );
  });

  it("D1: a session that ended, or is refused at the door, stops the queue without counting as an attempt", () => {
    for (const code of ["E_SESSION", "E_PROOF"] as const)
      expect(afterFailure({ attempts: 4, kind }, { code, detail: "" }, time(0))).toEqual({
        state: "waiting",
        attempts: 4,
        dueAt: 0,
        blocksQueue: true,
      });
  });

  it("waits as long as the platform asked, and never beyond the longest delay", () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.nat(2_000_000),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (attempts, asked, random) => {
          const moment = { ...time(random), retryAfter: asked };
          const { dueAt } = afterFailure({ attempts, kind }, { code: "E_LIMIT", detail: "" }, moment);
          expect(dueAt - NOW).toBeLessThanOrEqual(MAX_DELAY);
          if (asked <= MAX_DELAY / 2 && attempts < 6) expect(dueAt - NOW).toBeGreaterThanOrEqual(asked);
        },
      ),
    );
  });

  it("an order to take down is tried again within its shorter delay", () => {
    const { dueAt } = afterFailure({ attempts: 20, kind: "takedown" }, { code: "E_SERVER", detail: "" }, time(0.999));
    expect(dueAt - NOW).toBeLessThan(URGENT_DELAY);
  });

  it("a workstation or an account that is shut out parks nothing: the queue waits whole", () => {
    for (const code of ["E_DEVICE_REFUSED", "E_DORMANT", "E_EXPIRED", "E_UNTRAINED"] as const) {
      const next = afterFailure({ attempts: 2, kind }, { code, detail: "" }, time(0));
      expect(next).toEqual({ state: "waiting", attempts: 2, dueAt: 0, blocksQueue: true });
    }
  });

  it("what is offered again after a restore waits for what it stands on, and is parked when that does not come", () => {
    const refusal = { code: "E_CONFLICT", detail: "" } as const;
    expect(afterFailure({ attempts: 1, kind, again: true }, refusal, time(0)).state).toBe("waiting");
    expect(afterFailure({ attempts: 12, kind, again: true }, refusal, time(0)).state).toBe("conflict");
    const judged = { code: "E_SOD", detail: "" } as const;
    expect(afterFailure({ attempts: 1, kind, again: true }, judged, time(0)).state).toBe("rejected");
  });

  it("D3: a conflict is parked as 冲突, a refusal as 需要处理", () => {
    expect(afterFailure({ attempts: 0, kind }, { code: "E_CONFLICT", detail: "" }, time(0)).state).toBe("conflict");
    expect(afterFailure({ attempts: 0, kind }, { code: "E_SOD", detail: "" }, time(0)).state).toBe("rejected");
  });

  it("no failure of the table finishes an operation", () => {
    for (const code of failureCodes) {
      expect(isFinished(afterFailure({ attempts: 1, kind }, { code, detail: "" }, time(0.3)))).toBe(false);
    }
  });

  it("whatever the table calls retryable later is retried, not parked", () => {
    const later = failureCodes.filter((code) => failures[code].retry === "later");
    expect(later.length).toBeGreaterThan(3);
    for (const code of later) {
      expect(afterFailure({ attempts: 1, kind }, { code, detail: "" }, time(0.3)).state).toBe("waiting");
    }
  });
});
