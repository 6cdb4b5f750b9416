/**
 * Proofs that were seen (RFC 9449 §11.1), in memory: a proof names a nonce of this very process, so that no other
 * process, and not this one after a restart, would take it anyway.
 */

export class ReplayGuard {
  readonly #capacity: number;
  /** Name of a proof → when it is worth nothing any more. In order of insertion, which is nearly that of time. */
  readonly #seen = new Map<string, number>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** `full` is a refusal too: forgetting a proof that still counts would let it pass again. */
  take(name: string, until: number, now: number): "fresh" | "seen" | "full" {
    if (this.#seen.has(name)) return "seen";
    this.#forget(now);
    if (this.#seen.size >= this.#capacity) return "full";
    this.#seen.set(name, until);
    return "fresh";
  }

  #forget(now: number): void {
    for (const [name, until] of this.#seen) {
      if (until >= now) return;
      this.#seen.delete(name);
    }
  }
}
