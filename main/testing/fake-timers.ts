/** A clock that moves only when a test says so. */
import type { Timers } from "../timers";

interface Waiting {
  readonly at: number;
  readonly span: number;
  readonly run: () => void;
}

export class FakeTimers implements Timers {
  #now = 0;
  readonly #waiting = new Set<Waiting>();

  get now(): number {
    return this.#now;
  }

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    const entry = { at: this.#now + milliseconds, span: milliseconds, run };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  };

  /** How many wait that were set for so long. */
  readonly waits = (milliseconds: number): number =>
    [...this.#waiting].filter(({ span }) => span === milliseconds).length;

  readonly advance = (milliseconds: number): void => {
    this.#now += milliseconds;
    for (const entry of [...this.#waiting]) {
      if (entry.at > this.#now) continue;
      this.#waiting.delete(entry);
      entry.run();
    }
  };
}
