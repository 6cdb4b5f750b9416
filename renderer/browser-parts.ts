/** What the stores and the loop take from the browser: databases, memory, time, chance, the lock among windows. */
import { browserAfter } from "./after";
import { lead } from "./window-hold";
import type { WorkstationParts } from "./workstation";

type Parts = Omit<WorkstationParts, "ask" | "read" | "session">;

export function browserParts(storeId: string): Parts {
  return {
    port: { indexedDB: window.indexedDB, IDBKeyRange: window.IDBKeyRange },
    memory: {
      get: (name) => window.localStorage.getItem(name),
      set: (name, value) => window.localStorage.setItem(name, value),
    },
    storage: navigator.storage,
    clock: () => new Date(),
    random: Math.random,
    newId: () => crypto.randomUUID(),
    delay,
    lead: (work, stop) =>
      lead({ locks: navigator.locks, after: browserAfter, name: `caibian-outbox-${storeId}` }, work, stop),
  };
}

/** Resolves after `ms` or as soon as it is stopped. */
function delay(ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
