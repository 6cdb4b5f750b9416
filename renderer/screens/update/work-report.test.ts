import { describe, expect, it } from "vitest";
import type { WindowWork } from "../../../shared/ipc/update";
import type { Ask } from "../../services";
import { createSignal } from "../../signal";
import type { TrayState } from "../../signing-tray";
import type { OutboxView } from "../../sync/outbox";
import { canInstall, daysLeft } from "./update-words";
import { COMPOSING_MS, reportWork } from "./work-report";

describe("L8: what the window tells of work under way", () => {
  it("says at once that a draft is being written, and a minute after the last change that it is not", () => {
    const told: WindowWork[] = [];
    const timers: { readonly at: number; readonly run: () => void }[] = [];
    const changed = new Set<() => void>();
    const ask = (async (_name: string, input: WindowWork) => {
      told.push(input);
      return null;
    }) as unknown as Ask;
    const stop = reportWork({
      ask,
      drafts: {
        subscribe: (onChange) => {
          changed.add(onChange);
          return () => changed.delete(onChange);
        },
      },
      queue: createSignal<OutboxView>({ values: [], entries: [], held: [] }),
      tray: { state: createSignal<TrayState>({ entries: [], failures: new Map() }) },
      after: (at, run) => {
        const timer = { at, run };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    });
    for (const change of changed) change();
    for (const change of changed) change();
    expect(told.map(({ composing }) => composing)).toEqual([false, true]);
    expect(timers.map(({ at }) => at)).toEqual([COMPOSING_MS]);
    timers[0]?.run();
    expect(told.at(-1)).toEqual({ composing: false, signing: false, unsynced: 0 });
    stop();
    expect(changed.size).toBe(0);
  });
});

describe("the note of an update", () => {
  it("counts whole days down and offers no restart while work is under way", () => {
    const now = new Date("2026-11-22T08:00:00Z");
    expect(daysLeft({ deferrableUntil: "2026-11-24T09:00:00.000Z" }, now)).toBe(2);
    expect(daysLeft({ deferrableUntil: "2026-11-22T09:00:00.000Z" }, now)).toBe(0);
    expect(daysLeft({ deferrableUntil: "2026-11-22T07:00:00.000Z" }, now)).toBeNull();
    const offer = {
      version: "1.1.0",
      notes: [],
      direction: "forward" as const,
      urgent: false,
      progress: null,
      ready: true,
    };
    expect(canInstall({ offer, waiting: { why: "work", until: null } })).toBe(false);
    expect(canInstall({ offer, waiting: { why: "window", until: null } })).toBe(true);
    expect(canInstall({ offer: { ...offer, ready: false }, waiting: null })).toBe(false);
  });
});
