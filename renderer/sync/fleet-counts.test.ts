import { expect, it } from "vitest";
import type { Ask, OutboxEntry } from "../services";
import { createSignal } from "../signal";
import { countsOf, followCounts } from "./fleet-counts";
import type { OutboxView } from "./outbox";

const entry = (itemId: string, state: OutboxEntry["state"], queuedAt: string): OutboxEntry => ({
  operation: { operationId: `o-${itemId}-${queuedAt}`, body: { kind: "publish", itemId, repoId: "r-1" } },
  state,
  title: `题目 ${itemId}`,
  queuedAt,
  attempts: 0,
  failure: null,
});
const view = (...entries: OutboxEntry[]): OutboxView => ({ values: [], entries, held: [] });

it("L12: counts items that wait, once each, with the oldest; what is confirmed or taken back does not wait", () => {
  const entries = [
    entry("a", "queued", "2026-11-22T03:00:00.000Z"),
    entry("a", "sending", "2026-11-22T02:00:00.000Z"),
    entry("b", "conflict", "2026-11-22T02:30:00.000Z"),
    entry("c", "confirmed", "2026-11-20T00:00:00.000Z"),
    entry("d", "withdrawn", "2026-11-19T00:00:00.000Z"),
  ];
  expect(countsOf(entries)).toEqual({ unsynced: 2, oldest: "2026-11-22T02:00:00.000Z" });
  expect(countsOf([])).toEqual({ unsynced: 0, oldest: null });
});

it("L12: main is told at once and at each change of the numbers, never a title, and a failure is nobody's trouble", async () => {
  const told: unknown[] = [];
  const ask = (async (name: string, input: unknown) => {
    told.push([name, input]);
    throw new Error("main is away");
  }) as Ask;
  const signal = createSignal(view());
  const stop = followCounts(ask, signal);
  signal.set(view(entry("a", "queued", "2026-11-22T03:00:00.000Z")));
  signal.set(view(entry("a", "sending", "2026-11-22T03:00:00.000Z")));
  stop();
  signal.set(view());
  await Promise.resolve();
  expect(told).toEqual([
    ["desk:fleet.counts", { unsynced: 0, oldest: null }],
    ["desk:fleet.counts", { unsynced: 1, oldest: "2026-11-22T03:00:00.000Z" }],
  ]);
  expect(JSON.stringify(told)).not.toContain("题目");
});
