/**
 * Rates of requests by address and by account, as token buckets. Each process counts for itself: the limit keeps one caller
 * from taking a process away from the others, and with every process there is as much more to take. What guards doors is
 * counted over all processes (brake.ts, identity/sms-limits.ts).
 */
import { TooMany } from "./too-many";

export interface Rate {
  /** Requests a second, on average. */
  readonly perSecond: number;
  /** Requests at once after a pause. */
  readonly burst: number;
}

export interface Rates {
  readonly address: Rate;
  readonly account: Rate;
}

/** A city's extranet may stand behind one address; an account is one person at one or two terminals. */
export const defaultRates: Rates = {
  address: { perSecond: 2_000, burst: 6_000 },
  account: { perSecond: 50, burst: 500 },
};

/** Callers remembered at once; the one that was quiet longest is forgotten first, with a full bucket. */
const CALLERS = 50_000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export class Throttle {
  readonly #rates: Rates;
  /** Milliseconds that only grow: a clock that is set must not lock anybody out. */
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rates: Rates = defaultRates, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
  }

  /** @throws AppError E_LIMIT that says when to come back */
  address(address: string): void {
    this.#take(`address ${address}`, this.#rates.address);
  }

  /** @throws AppError E_LIMIT that says when to come back */
  account(accountId: string): void {
    this.#take(`account ${accountId}`, this.#rates.account);
  }

  #take(name: string, { perSecond, burst }: Rate): void {
    const now = this.#now();
    const before = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) / 1_000) * perSecond);
    this.#buckets.delete(name);
    this.#buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > CALLERS && oldest !== undefined) this.#buckets.delete(oldest);
    if (tokens < 1) throw new TooMany(((1 - tokens) / perSecond) * 1_000, "请求过于频繁");
  }
}
