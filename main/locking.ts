/**
 * Locking 锁定 that does not wait for the window: idle, screen lock, sleep, a pulled key (L1).
 * The window gets a moment to save the last keystrokes; then the data key is wiped whatever it does.
 */
import type { Payload } from "../shared/ipc/contract";
import type { Notices } from "./notices";
import type { Session } from "./platform/session";
import type { Timers } from "./timers";

export type LockReason = Payload<"desk:session.locking">["reason"];

/** Twice what the journal needs for a batch of keystrokes; with a key looked for each second, under two seconds in all. */
const GRACE_MS = 700;
const EVERY_MS = 5_000;
/** So much more than was waited for means that the machine slept, whatever the system said or failed to say. */
const SLEPT_MS = 30_000;
/** The window locks by itself first; main only sees to it. */
const BEHIND_WINDOW_MS = 15_000;

export interface LockingParts {
  readonly session: Session;
  readonly notices: Notices;
  readonly timers: Timers;
  readonly clock: () => Date;
  /** How long nobody may touch the window. */
  readonly idleMs: () => number;
  /** Drops what else holds text: signings that were shown and not confirmed. */
  readonly forget: () => void;
  /** For what is nobody's fault but ours. */
  readonly bug: (error: unknown) => void;
}

export class Locking {
  readonly #parts: LockingParts;
  #touched: number;
  #ticked: number;
  #stop: () => void = () => undefined;

  constructor(parts: LockingParts) {
    this.#parts = parts;
    this.#touched = parts.clock().getTime();
    this.#ticked = this.#touched;
  }

  readonly start = (): void => {
    this.#ticked = this.#now();
    this.#stop = this.#parts.timers.after(EVERY_MS, this.#tick);
  };

  readonly stop = (): void => this.#stop();

  /** Somebody is at the window. */
  readonly touch = (): void => {
    this.#touched = this.#now();
  };

  /** Resolves when the data key is wiped; at most a moment later than asked. */
  readonly lock = async (reason: LockReason): Promise<void> => {
    const { session, notices, forget } = this.#parts;
    if (session.isLocked()) return;
    const gone = this.#lockedOrLate();
    notices.send("desk:session.locking", { reason });
    await gone;
    forget();
    await session.lock();
  };

  readonly #tick = (): void => {
    const reason = this.#reason();
    if (reason !== null) void this.lock(reason).catch(this.#parts.bug);
    this.start();
  };

  #reason(): LockReason | null {
    const now = this.#now();
    // Going by the difference, a clock that was set forward locks as well, which does no harm.
    if (now - this.#ticked > EVERY_MS + SLEPT_MS) return "sleep";
    if (this.#parts.session.isLocked()) this.touch();
    return now - this.#touched > this.#parts.idleMs() + BEHIND_WINDOW_MS ? "idle" : null;
  }

  #lockedOrLate(): Promise<void> {
    const { notices, timers } = this.#parts;
    return new Promise((done) => {
      const end = (): void => {
        stopTimer();
        stopListening();
        done();
      };
      const stopTimer = timers.after(GRACE_MS, end);
      const stopListening = notices.listen((name, payload) => {
        if (name === "desk:session.changed" && "state" in payload && payload.state === "locked") end();
      });
    });
  }

  #now(): number {
    return this.#parts.clock().getTime();
  }
}
