/**
 * Slows down whoever tries doors: failures at the open routes, counted by address over all processes. Success costs nothing, so that a
 * whole office behind one address signs in at nine; guessing a code is limited by account as well (identity/sms-code).
 */
import { AppError, isProbe } from "../../shared/failure";
import type { SharedMemory } from "../memory/shared-memory";
import type { Services } from "../services";
import { TooMany } from "./too-many";

export const FAILURE_WINDOW_MS = 5 * 60_000;
const FAILURES = 100;

export class Brake {
  readonly #clock: () => Date;
  readonly #memory: Pick<SharedMemory, "failures" | "noteFailure">;

  constructor({ clock, memory }: Pick<Services, "clock" | "memory">) {
    this.#clock = clock;
    this.#memory = memory;
  }

  /** @throws AppError E_LIMIT for an address that failed too often, and whatever the work throws */
  readonly run = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    const at = this.#clock();
    const since = new Date(at.getTime() - FAILURE_WINDOW_MS);
    if ((await this.#memory.failures(address, since)) >= FAILURES) throw new TooMany(FAILURE_WINDOW_MS);
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && isProbe(error.code)) await this.#memory.noteFailure(address, { since, at });
      throw error;
    }
  };
}
