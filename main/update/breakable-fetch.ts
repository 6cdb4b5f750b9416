/** A fetch that ends with the program: a download on a slow line takes longer than anybody waits for a window to open again. */
import type { Fetch } from "../platform/client";

export interface BreakableFetch {
  readonly fetch: Fetch;
  /** Ends what is under way, and refuses what comes later. A download goes on from there at the next start. */
  readonly breakOff: () => void;
}

export function breakableFetch(fetch: Fetch): BreakableFetch {
  const ended = new AbortController();
  return {
    fetch: (url, init) => {
      const signals = [ended.signal, ...(init.signal ? [init.signal] : [])];
      return fetch(url, { ...init, signal: AbortSignal.any(signals) });
    },
    breakOff: () => ended.abort(),
  };
}
