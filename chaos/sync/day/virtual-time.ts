/** Time that passes only between events: eight hours take as long as what happens in them. */
import { setImmediate } from "node:timers/promises";
import type { Life } from "../world/life";

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => Promise<void> | void;
}

export interface VirtualTimeParts {
  readonly now: () => number;
  /** Milliseconds of real time. */
  readonly uptime: () => number;
  /** Lets the clocks of everybody go on. */
  readonly pass: (milliseconds: number) => void;
}

/** A loop that works this long in real time waits for something that virtual time does not bring. */
const PATIENCE = 180_000;

export class VirtualTime {
  readonly #parts: VirtualTimeParts;
  #events: Event[] = [];
  #made = 0;
  /** Loops that work and have not come back to wait. */
  readonly #busy = new Set<Life>();

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

  readonly works = (loop: Life): void => void this.#busy.add(loop);

  /** The port by which the loop of one process waits. A dead one is never woken: it would never come back to wait. */
  readonly delayOf =
    (loop: Life) =>
    (milliseconds: number, stop: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const go = (): void => {
          if (loop.dead) return;
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

  /** @throws Error when a loop never comes back to wait */
  async #quiet(): Promise<void> {
    const until = this.#parts.uptime() + PATIENCE;
    while (this.#parts.uptime() < until) {
      for (const loop of this.#busy) if (loop.dead) this.#busy.delete(loop);
      if (this.#busy.size === 0) return;
      await setImmediate();
    }
    throw new Error("a loop works on and on without coming back to wait");
  }
}
