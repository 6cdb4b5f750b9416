/** Once a day: removes what the retention rule lets go (NY-21), of this log and of the program's own, and looks whether the log still holds. */
import type { AuditState } from "../../shared/ipc/audit";
import { addMonths } from "../../shared/months";
import { type AuditTrail, RETENTION_FLOOR } from "../audit";
import type { Timers } from "../timers";
import type { WordTrust } from "./words";

export interface KeepingParts {
  readonly audit: AuditTrail;
  readonly trust: WordTrust;
  readonly timers: Timers;
  readonly clock: () => Date;
  /** Of the machine's policy; the floor when it sets none. */
  readonly months: () => number;
  /** Removes program logs that ended before a moment. */
  readonly removeLogs: (before: string) => void;
  readonly bug: (error: unknown) => void;
}

/** The first time well after the start, which it must not slow down. */
const FIRST_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

export class AuditKeeping {
  readonly #parts: KeepingParts;
  #undo: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  /** Said once for each start. */
  #told = false;

  constructor(parts: KeepingParts) {
    this.#parts = parts;
  }

  readonly start = (): void => this.#next(FIRST_MS);

  readonly stop = async (): Promise<void> => {
    this.#undo();
    await this.#running;
  };

  readonly state = async (): Promise<AuditState> => {
    const { audit, trust } = this.#parts;
    return { verdict: await audit.verdict(trust), setAside: await audit.setAside(), months: this.#months() };
  };

  /** Never throws: what cannot be done today is done tomorrow. */
  readonly keep = (): Promise<void> => {
    this.#running = this.#running.then(() => this.#work()).catch(this.#parts.bug);
    return this.#running;
  };

  #months(): number {
    return Math.max(RETENTION_FLOOR, this.#parts.months());
  }

  #next(milliseconds: number): void {
    this.#undo = this.#parts.timers.after(milliseconds, () => {
      void this.keep().finally(() => this.#next(DAY_MS));
    });
  }

  async #work(): Promise<void> {
    const { audit, trust, clock, removeLogs } = this.#parts;
    const verdict = await audit.verdict(trust);
    if (verdict.state === "broken") {
      // Nothing is removed from a log that may have to be shown to somebody.
      if (!this.#told) await audit.note("audit-broken", { code: `line-${verdict.at}` });
      this.#told = true;
      return;
    }
    const before = addMonths(clock().toISOString(), -this.#months());
    await audit.purge(before);
    removeLogs(before);
  }
}
