import { useSyncExternalStore } from "react";

interface Followed<T> {
  readonly get: () => T;
  readonly subscribe: (onChange: () => void) => () => void;
}

export function useSignal<T>(signal: Followed<T>): T {
  return useSyncExternalStore(signal.subscribe, signal.get);
}
