/**
 * The circuit breaker of one host: after several requests in a row without an answer nothing is sent for a while, so
 * that a platform that comes back is not met by everything at once, and the window does not wait out timeout on timeout.
 */
import { AppError } from "../../shared/failure";
import type { RouteName } from "../../shared/http/routes";

export interface CircuitParts {
  /** Milliseconds of a clock that nobody can set. */
  readonly uptime: () => number;
  readonly random: () => number;
}

const FAILURES = 8;
const SHORTEST_MS = 2_000;
const LONGEST_MS = 60_000;

/** The probe, and what a person at the window is waiting for. */
const always: ReadonlySet<RouteName> = new Set<RouteName>([
  "time.read",
  "auth.challenge",
  "auth.certificate",
  "auth.sms",
  "session.create",
]);

export class Circuit {
  readonly #parts: CircuitParts;
  #failures = 0;
  #openings = 0;
  #closedAt = 0;

  constructor(parts: CircuitParts) {
    this.#parts = parts;
  }

  /** @throws AppError E_OFFLINE while nothing is sent */
  readonly admit = (route: RouteName): void => {
    const now = this.#parts.uptime();
    if (always.has(route) || now >= this.#closedAt) return;
    throw new AppError("E_OFFLINE", `平台连续没有应答，${Math.ceil((this.#closedAt - now) / 1_000)} 秒后再试`);
  };

  /** The platform answered, whatever it said. */
  readonly answered = (): void => {
    this.#failures = 0;
    this.#openings = 0;
    this.#closedAt = 0;
  };

  /** No answer, or a gateway's. `retryAfter` is how long the platform asked to be left alone, in milliseconds. */
  readonly failed = (retryAfter: number | null): void => {
    this.#failures += 1;
    if (retryAfter !== null) this.#open(Math.min(retryAfter, LONGEST_MS));
    else if (this.#failures >= FAILURES) this.#openLonger();
  };

  #openLonger(): void {
    const ceiling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(this.#openings, 10));
    this.#openings += 1;
    this.#open(this.#parts.random() * ceiling);
  }

  #open(milliseconds: number): void {
    this.#closedAt = Math.max(this.#closedAt, this.#parts.uptime() + milliseconds);
  }
}

/** Retry-After as milliseconds: seconds or a date (RFC 9110 §10.2.3); null for anything else. */
export function retryAfterOf(headers: Headers, now: Date): number | null {
  const text = headers.get("retry-after");
  if (text === null) return null;
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/** A refusal that says how long to wait. */
export class Throttled extends AppError {
  readonly retryAfter: number;

  constructor(error: AppError, retryAfter: number) {
    super(error.code, error.detail);
    this.retryAfter = retryAfter;
  }
}
