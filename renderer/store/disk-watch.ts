/** The room on the disk, asked for again and again, so that a full disk is told and room that came back is noticed (D5). */
import { type SpaceLevel, spaceLevel } from "../../shared/store/space";
import type { Ask } from "../services";
import { createSignal, type Signal } from "../signal";
import type { StoreHealth } from "./records";

export interface DiskState {
  readonly level: SpaceLevel;
  /** Null until main has answered once. */
  readonly journal: { readonly freeBytes: number; readonly records: number; readonly bytes: number } | null;
}

export interface DiskWatch {
  readonly state: Signal<DiskState>;
  /** Asks now. A main that does not answer leaves the last answer standing. */
  readonly check: () => Promise<void>;
  readonly start: () => void;
  readonly stop: () => void;
}

export interface DiskWatchParts {
  readonly ask: Ask;
  readonly health: Signal<StoreHealth>;
  /** Resolves after `ms`, or as soon as `stop` is aborted. */
  readonly delay: (ms: number, stop: AbortSignal) => Promise<void>;
}

const EVERY_MS = 15_000;
/** While room is short a person is clearing the disk and wants to see that it helps. */
const EVERY_WHEN_SHORT_MS = 3_000;

export function createDiskWatch({ ask, health, delay }: DiskWatchParts): DiskWatch {
  const state = createSignal<DiskState>({ level: "enough", journal: null });
  const ended = new AbortController();
  const check = async () => {
    const answer = await ask("desk:journal.health", null).catch(() => null);
    if (answer === null) return;
    const { freeBytes, records, bytes, readOnly } = answer;
    const level = readOnly ? "read-only" : spaceLevel(freeBytes);
    state.set({ level, journal: { freeBytes, records, bytes } });
    // The write that failed for want of room is repeated by whoever made it; its trouble is over.
    const { trouble } = health.get();
    if (level === "enough" && trouble?.code === "E_DISK") health.set({ ...health.get(), trouble: null });
  };
  const run = async () => {
    while (!ended.signal.aborted) {
      await check();
      await delay(state.get().level === "enough" ? EVERY_MS : EVERY_WHEN_SHORT_MS, ended.signal);
    }
  };
  return { state, check, start: () => void run(), stop: () => ended.abort() };
}
