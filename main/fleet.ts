/**
 * Check-in 报到: tells the platform which version and policy runs here and how much waits to be sent, at sign-in, when the
 * count changes, and every ten minutes. Numbers only; nothing names an item. Nothing is said before the window has counted.
 */
import { AppError } from "../shared/failure";
import type { FleetState, UnsyncedCounts } from "../shared/http/fleet";
import type { UpdateDirective } from "../shared/update/directive";
import type { Notices } from "./notices";
import type { Session } from "./platform/session";
import type { Timers } from "./timers";

const EVERY_MS = 10 * 60_000;
/** Several changes within it are told once. */
const SETTLE_MS = 3_000;

export type FleetFacts = Omit<FleetState, "unsynced" | "oldest" | "clockOffset">;

export interface FleetParts {
  readonly session: Pick<Session, "authorised" | "view">;
  readonly notices: Pick<Notices, "listen">;
  readonly timers: Timers;
  readonly facts: () => FleetFacts;
  /** What administrators set about updates, as the platform answers. */
  readonly directed: (directive: UpdateDirective) => Promise<void>;
  readonly bug: (error: unknown) => void;
}

export class FleetReport {
  readonly #parts: FleetParts;
  #counts: UnsyncedCounts | null = null;
  #online = false;
  #stopTimer: () => void = () => undefined;
  #stopListening: () => void = () => undefined;

  constructor(parts: FleetParts) {
    this.#parts = parts;
  }

  readonly start = (): void => {
    this.#stopListening = this.#parts.notices.listen((name, payload) => {
      if (name !== "desk:session.changed" || !("state" in payload)) return;
      const { state } = payload;
      // Another person's store is counted anew.
      if (state === "locked") this.#counts = null;
      if ((state === "online") === this.#online) return;
      this.#online = state === "online";
      this.#after(SETTLE_MS);
    });
  };

  readonly stop = (): void => {
    this.#stopListening();
    this.#stopTimer();
    this.#online = false;
  };

  /** From the window. */
  readonly counted = (counts: UnsyncedCounts): void => {
    const same = this.#counts?.unsynced === counts.unsynced && this.#counts.oldest === counts.oldest;
    this.#counts = counts;
    if (!same) this.#after(SETTLE_MS);
  };

  #after(milliseconds: number): void {
    this.#stopTimer();
    if (!this.#online) return;
    this.#stopTimer = this.#parts.timers.after(milliseconds, () => void this.#tell().catch(this.#parts.bug));
  }

  async #tell(): Promise<void> {
    const { session, facts, directed } = this.#parts;
    this.#after(EVERY_MS);
    if (this.#counts === null || session.view().state !== "online") return;
    const { clockOffset } = session.view();
    const offset = clockOffset === null ? null : Math.round(clockOffset / 1_000);
    try {
      const body = { ...facts(), ...this.#counts, clockOffset: offset };
      const { updates } = await session.authorised("fleet.checkIn", { body });
      if (updates !== undefined) await directed(updates);
    } catch (error) {
      // Out of reach, signed out meanwhile, or a platform that does not know the route yet: told at the next turn.
      if (!(error instanceof AppError)) throw error;
    }
  }
}
