/** Time that passes when a test says so: a clock and the timers that go by it. */
import type { After } from "../timer";

export interface FakeTime {
  readonly clock: () => Date;
  readonly after: After;
  /** Moves the clock and runs what falls due, in order. */
  readonly pass: (milliseconds: number) => void;
  /** How many timers wait; with a time in milliseconds, how many of them fall due within it. */
  readonly waiting: (within?: number) => number;
}

export function fakeTime(start = Date.parse("2026-03-02T01:00:00.000Z")): FakeTime {
  let now = start;
  let timers: readonly { readonly due: number; readonly work: () => void }[] = [];
  return {
    clock: () => new Date(now),
    after: (milliseconds, work) => {
      const timer = { due: now + milliseconds, work };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass: (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        timers = timers.filter((other) => other !== next);
        now = next.due;
        next.work();
      }
      now = end;
    },
    waiting: (within = Number.POSITIVE_INFINITY) => timers.filter(({ due }) => due - now <= within).length,
  };
}

/** Waits for real sockets; not for time. @throws Error when it does not come about */
export async function until(comesAbout: () => boolean): Promise<void> {
  for (let turn = 0; turn < 30_000; turn += 1) {
    if (comesAbout()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error("what the test waited for did not come about");
}
