import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operationStates } from "../../shared/sync/operation";
import { centreGroups, dayOf, nextTry, receiptOf } from "./centre";
import type { OutboxValue } from "./outbox-record";

const ZERO = `sha-256:${"0".repeat(64)}`;
const NOW = "2026-11-22T02:00:00.000Z";
const value = (patch: Partial<OutboxValue>): OutboxValue => ({
  operationId: `op-${patch.itemId}-${patch.order ?? 0}`,
  itemId: "i1",
  order: 0,
  kind: "revision",
  title: "关于防汛的通知",
  state: "queued",
  queuedAt: NOW,
  attempts: 0,
  dueAt: 0,
  failure: null,
  contentHash: ZERO,
  statementHash: null,
  receipt: null,
  endedAt: null,
  ...patch,
});

const states = fc.constantFrom(...(Object.keys(operationStates) as (keyof typeof operationStates)[]));
const values = fc.array(fc.tuple(fc.nat(8), states, fc.boolean()), { maxLength: 30 }).map((rows) =>
  rows.map(([item, state, today], order) =>
    value({
      itemId: `i${item}`,
      order,
      state,
      endedAt: state === "confirmed" || state === "withdrawn" ? (today ? NOW : "2026-11-01T02:00:00.000Z") : null,
    }),
  ),
);

describe("the sync centre's groups", () => {
  it("D2: every item with something open stands in exactly one group, under its most urgent state", () => {
    fc.assert(
      fc.property(values, (all) => {
        const groups = centreGroups(all, dayOf(NOW));
        const shown = groups.flatMap(({ items }) => items.map(({ itemId }) => itemId));
        expect(new Set(shown).size).toBe(shown.length);
        for (const itemId of new Set(all.map((one) => one.itemId))) {
          const open = all.filter((one) => one.itemId === itemId && one.endedAt === null);
          if (open.length > 0) expect(shown).toContain(itemId);
        }
        for (const { id, items } of groups.filter(({ id }) => id !== "confirmed"))
          for (const item of items) expect(item.steps.some(({ state }) => state === id)).toBe(true);
      }),
    );
  });

  it("D2: 已上报 holds only what was confirmed today and has nothing open", () => {
    fc.assert(
      fc.property(values, (all) => {
        for (const { itemId, steps } of centreGroups(all, dayOf(NOW)).find(({ id }) => id === "confirmed")?.items ??
          []) {
          expect(all.some((one) => one.itemId === itemId && one.endedAt === null)).toBe(false);
          expect(steps.every(({ state, endedAt }) => state === "confirmed" && endedAt === NOW)).toBe(true);
        }
      }),
    );
  });

  it("the day is Beijing's: what was confirmed before its midnight is not of today", () => {
    expect(dayOf("2026-11-21T16:00:00.000Z")).toBe("2026-11-22");
    expect(dayOf("2026-11-21T15:59:59.999Z")).toBe("2026-11-21");
  });

  it("shows the next try only of what waits for time", () => {
    expect(nextTry({ state: "waiting", dueAt: 5 }, 4)).toBe(5);
    expect(nextTry({ state: "waiting", dueAt: 5 }, 6)).toBeNull();
    expect(nextTry({ state: "rejected", dueAt: 5 }, 4)).toBeNull();
  });

  it("a text that is no receipt says nothing instead of breaking the screen", () => {
    expect(receiptOf({ receipt: null })).toBeNull();
    for (const receipt of ["", "{", "{}", "<html>"])
      expect(receiptOf({ receipt: { receipt, signature: "" } })).toBeNull();
  });
});
