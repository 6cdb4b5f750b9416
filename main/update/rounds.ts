/** Work that comes round: again so long after it has ended, until it is stopped. */
import type { Timers } from "../timers";

export interface Round {
  readonly first: number;
  /** Milliseconds until the next, asked each time. */
  readonly next: () => number;
  readonly work: () => Promise<unknown>;
}

/** Answers the stop. */
export function goRound(timers: Timers, { first, next, work }: Round, bug: (error: unknown) => void): () => void {
  let stopped = false;
  let stopTimer: () => void = () => undefined;
  const after = (milliseconds: number): void => {
    if (stopped) return;
    stopTimer = timers.after(milliseconds, () => {
      work()
        .catch(bug)
        .finally(() => after(next()));
    });
  };
  after(first);
  return () => {
    stopped = true;
    stopTimer();
  };
}
