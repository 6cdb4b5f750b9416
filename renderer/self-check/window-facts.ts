/** What the window hands to the diagnostics: counts, codes and measures; no title, no text, no name. */
import type { FailureCode } from "../../shared/failure";
import type { WindowFacts } from "../../shared/ipc/diagnostics";
import type { OperationState } from "../../shared/sync/operation";
import type { SyncState } from "../services";
import { windowLines } from "./window-lines";

export type WorkFacts = NonNullable<WindowFacts["work"]>;

export function windowFacts(owner: Window, work: WorkFacts | null): WindowFacts {
  const { language, userAgent } = owner.navigator;
  return {
    browser: browserOf(userAgent),
    language: language.slice(0, 20),
    screen: { width: owner.screen.width, height: owner.screen.height, scale: owner.devicePixelRatio },
    lines: windowLines(owner),
    work,
  };
}

/** A name and its main version: the rest of the long name tells nothing that helps. */
export function browserOf(userAgent: string): string {
  const found = /\b(Edg|Firefox|Electron|Chrome)\/(\d{1,4})/.exec(userAgent);
  return found === null ? "Other 0" : `${found[1]} ${found[2]}`;
}

export interface WorkCounts {
  readonly sync: SyncState;
  readonly drafts: number;
  readonly items: number;
  readonly index: WorkFacts["index"];
}

export function workFacts({ sync, drafts, items, index }: WorkCounts): WorkFacts {
  const states: Partial<Record<OperationState, number>> = {};
  const codes: Partial<Record<FailureCode, number>> = {};
  for (const { state, failure } of sync.entries) {
    states[state] = (states[state] ?? 0) + 1;
    if (failure !== null) codes[failure.code] = (codes[failure.code] ?? 0) + 1;
  }
  return { reachable: sync.reachable, lastSyncAt: sync.lastSyncAt, states, failures: codes, drafts, items, index };
}
