/** Time that passes only between events: eight hours take as long as what happens in them. */
import { setImmediate } from "node:timers/promises";

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => Promise<void> | void;
}

export interface VirtualTimeParts {
  readonly now: () => number;
  /** Lets the clocks of everybody go on. */
  readonly pass: (milliseconds: number) => void;
}

export class VirtualTime {
  readonly #parts: VirtualTimeParts;
  #events: Event[] = [];
  #made = 0;
  /** Loops that work and have not come back to wait. */
  readonly #busy = new Set<object>();

  constructor(parts: VirtualTimeParts) {
    this.#parts = parts;
  }

  /** Answers the undo. */
  readonly after = (milliseconds: number, run: Event["run"]): (() => void) => {
    this.#made += 1;
    const event = { at: this.#parts.now() + Math.max(0, milliseconds), order: this.#made, run };
    this.#events.push(event);
    return () => {
      this.#events = this.#events.filter((one) => one !== event);
    };
  };

  readonly works = (loop: object): void => void this.#busy.add(loop);

  /** It died, and comes back no more. */
  readonly ends = (loop: object): void => void this.#busy.delete(loop);

  /** The port by which a loop waits. */
  readonly delayOf =
    (loop: object) =>
    (milliseconds: number, stop: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const go = (): void => {
          this.#busy.add(loop);
          resolve();
        };
        const undo = this.after(stop.aborted ? 0 : milliseconds, go);
        stop.addEventListener(
          "abort",
          () => {
            undo();
            this.after(0, go);
          },
          { once: true },
        );
        this.#busy.delete(loop);
      });

  /** Plays everything that happens until then. */
  readonly playUntil = async (end: number): Promise<number> => {
    let played = 0;
    for (let next = this.#next(end); next !== null; next = this.#next(end)) {
      this.#parts.pass(Math.max(0, next.at - this.#parts.now()));
      await next.run();
      await this.#quiet();
      played += 1;
    }
    this.#parts.pass(Math.max(0, end - this.#parts.now()));
    return played;
  };

  #next(end: number): Event | null {
    const [first] = [...this.#events].sort((a, b) => a.at - b.at || a.order - b.order);
    if (first === undefined || first.at > end) return null;
    this.#events = this.#events.filter((event) => event !== first);
    return first;
  }

  async #quiet(): Promise<void> {
    while (this.#busy.size > 0) await setImmediate();
  }
}
