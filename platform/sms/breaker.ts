/** Circuit breaker: an operator that failed several times in a row is left alone for a while, then tried with one message. */

export type BreakerState = "closed" | "open" | "half-open";

export interface BreakerOptions {
  readonly clock: () => Date;
  /** Failures in a row that open it. */
  readonly failures?: number;
  /** How long it stays open before one trial. */
  readonly restMs?: number;
}

export class Breaker {
  readonly #clock: () => Date;
  readonly #limit: number;
  readonly #restMs: number;
  #failures = 0;
  #openedAt: number | null = null;
  #trying = false;

  constructor({ clock, failures = 3, restMs = 30_000 }: BreakerOptions) {
    this.#clock = clock;
    this.#limit = failures;
    this.#restMs = restMs;
  }

  state(): BreakerState {
    if (this.#openedAt === null) return "closed";
    return this.#trying || this.#rested(this.#openedAt) ? "half-open" : "open";
  }

  /** Whether a message may go. Half-open lets one through, whose outcome must be told. */
  enter(): boolean {
    if (this.#openedAt === null) return true;
    if (this.#trying || !this.#rested(this.#openedAt)) return false;
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openedAt = null;
    this.#trying = false;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#trying || this.#failures >= this.#limit) this.#openedAt = this.#clock().getTime();
    this.#trying = false;
  }

  #rested(openedAt: number): boolean {
    return this.#clock().getTime() - openedAt >= this.#restMs;
  }
}
