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
  /** The administrators' folder for backups; null where the policy names none. */
  readonly archive: () => string | null;
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
    const verdict = await audit.verdict(trust);
    const setAside = await audit.setAside();
    const [exported, overdue] = [await audit.exported(), await audit.overdue(this.#before())];
    return { verdict, setAside, months: this.#months(), exported, overdue };
  };

  /** Never throws: what cannot be done today is done tomorrow. */
  readonly keep = (): Promise<void> => {
    this.#running = this.#running.then(() => this.#work()).catch(this.#parts.bug);
    return this.#running;
  };

  #months(): number {
    return Math.max(RETENTION_FLOOR, this.#parts.months());
  }

  #before(): string {
    return addMonths(this.#parts.clock().toISOString(), -this.#months());
  }

  #next(milliseconds: number): void {
    this.#undo = this.#parts.timers.after(milliseconds, () => {
      void this.keep().finally(() => this.#next(DAY_MS));
    });
  }

  /** Whether anything went. A share that is away today is there tomorrow; until then nothing goes that only this machine holds. */
  async #export(into: string, before: string): Promise<boolean> {
    const { audit, bug } = this.#parts;
    try {
      const gone = await audit.exportTo(into, before);
      if (gone > 0) await audit.note("audit-exported", { code: `lines-${gone}` });
      return gone > 0;
    } catch (error) {
      bug(error);
      return false;
    }
  }

  async #work(): Promise<void> {
    const { audit, trust, archive, removeLogs } = this.#parts;
    const verdict = await audit.verdict(trust);
    if (verdict.state === "broken") {
      // Nothing is removed from a log that may have to be shown to somebody.
      if (!this.#told) await audit.note("audit-broken", { code: `line-${verdict.at}` });
      this.#told = true;
      return;
    }
    const before = this.#before();
    const into = archive();
    // Saying so closes the month before, which then is due itself.
    while (into !== null && (await this.#export(into, before)));
    await audit.purge(before);
    removeLogs(before);
  }
}
