/** A locked workstation may go on with its session for ten minutes when the same key comes back; then it ends. */
import type { Account } from "../../shared/model/person";
import type { Timers } from "../timers";
import type { Credentials } from "./credentials";

const PARK_MS = 10 * 60_000;

export interface Parked {
  readonly keyId: string;
  readonly credentials: Credentials;
  readonly account: Account;
}

export interface ParkingParts {
  readonly timers: Timers;
  readonly clock: () => Date;
}

export class Parking {
  readonly #parts: ParkingParts;
  #parked: Parked | null = null;
  #until = 0;
  #stop: () => void = () => undefined;

  constructor(parts: ParkingParts) {
    this.#parts = parts;
  }

  park(parked: Parked): void {
    this.leave();
    this.#parked = parked;
    this.#until = this.#parts.clock().getTime() + PARK_MS;
    this.#stop = this.#parts.timers.after(PARK_MS, () => {
      void this.leave()?.credentials.end();
    });
  }

  /** Gives the session back to its own key; another key's coming ends it, and so do ten minutes of sleep. */
  take(keyId: string): Parked | null {
    const inTime = this.#until > this.#parts.clock().getTime();
    const parked = this.leave();
    if (parked === null || (inTime && parked.keyId === keyId)) return parked;
    void parked.credentials.end();
    return null;
  }

  /** What was parked is forgotten here, and answered. */
  leave(): Parked | null {
    const parked = this.#parked;
    this.#stop();
    this.#parked = null;
    return parked;
  }
}
