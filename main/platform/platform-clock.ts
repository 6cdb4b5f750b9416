/** The platform's clock as this machine knows it: a measured offset, and whether the platform answers at all. */
import type { Client } from "./client";

export interface PlatformClockParts {
  readonly client: Client;
  readonly clock: () => Date;
  /** Told when the platform comes into reach or leaves it. */
  readonly changed: () => void;
}

export class PlatformClock {
  readonly #parts: PlatformClockParts;
  #reachable = false;
  #offset: number | null = null;

  constructor(parts: PlatformClockParts) {
    this.#parts = parts;
  }

  /** Whether the platform answered last time it was asked. */
  get reachable(): boolean {
    return this.#reachable;
  }

  /** Platform minus local in milliseconds; null until known. */
  get offset(): number | null {
    return this.#offset;
  }

  /** The platform's time as well as this machine knows it. */
  readonly now = (): Date => new Date(this.#parts.clock().getTime() + (this.#offset ?? 0));

  /** Asks the platform for its time; half the round trip is taken off. */
  async measure(): Promise<void> {
    const asked = this.#parts.clock().getTime();
    try {
      const { serverTime } = await this.#parts.client.request("time.read");
      this.answered(serverTime, asked);
    } catch {
      // Any failure here means only one thing: the platform is out of reach for now.
      this.lost();
    }
  }

  /** An answer that told the platform's time, to what was asked at `asked` by the local clock. */
  answered(serverTime: string, asked: number): void {
    this.#offset = Date.parse(serverTime) - (asked + this.#parts.clock().getTime()) / 2;
    this.#reach(true);
  }

  lost(): void {
    this.#reach(false);
  }

  /** What an earlier run knew, until this one has asked. */
  recall(offset: number | null): void {
    this.#offset ??= offset;
  }

  #reach(reachable: boolean): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    this.#parts.changed();
  }
}
