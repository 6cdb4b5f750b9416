/**
 * Slows down whoever tries doors: failures at the open routes, counted by address. Success costs nothing, so that a
 * whole office behind one address signs in at nine; guessing a code is limited by account as well (identity/sms-code).
 */
import { AppError, type FailureCode } from "../../shared/failure";

const WINDOW_MS = 5 * 60_000;
const FAILURES = 100;
/** Addresses remembered at once; the oldest are forgotten first. */
const ADDRESSES = 10_000;

const counted: ReadonlySet<FailureCode> = new Set([
  "E_CERT",
  "E_CERT_UNBOUND",
  "E_CERT_USAGE",
  "E_CERT_EXPIRED",
  "E_CHALLENGE",
  "E_SMS",
  "E_SIGN",
  "E_INPUT",
  "E_SESSION",
]);

export class Brake {
  readonly #clock: () => Date;
  readonly #failures = new Map<string, { readonly since: number; readonly count: number }>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** @throws AppError E_LIMIT for an address that failed too often, and whatever the work throws */
  readonly run = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    if ((this.#of(address)?.count ?? 0) >= FAILURES) throw new AppError("E_LIMIT");
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && counted.has(error.code)) this.#note(address);
      throw error;
    }
  };

  #of(address: string): { readonly since: number; readonly count: number } | undefined {
    const known = this.#failures.get(address);
    return known !== undefined && this.#clock().getTime() - known.since < WINDOW_MS ? known : undefined;
  }

  #note(address: string): void {
    const known = this.#of(address);
    this.#failures.delete(address);
    this.#failures.set(address, { since: known?.since ?? this.#clock().getTime(), count: (known?.count ?? 0) + 1 });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > ADDRESSES && oldest !== undefined) this.#failures.delete(oldest);
  }
}
