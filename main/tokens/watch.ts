/**
 * Which tokens are plugged in, asked every second: events of vendors' libraries are missed or not there at all (OpenSC
 * #1706, #1942), so that a key that comes or goes is seen within two seconds by asking alone (S4).
 */
import { AppError } from "../../shared/failure";
import type { Timers } from "../timers";
import type { TokenDriver, TokenInfo } from "./driver";

const EVERY_MS = 1_000;
/** A driver that fails is asked less and less often: starting a process each second helps nobody. */
const SELDOM_MS = 30_000;

export interface TokenEvent {
  readonly kind: "inserted" | "removed";
  readonly token: TokenInfo;
}

export interface TokenWatchParts {
  readonly drivers: readonly TokenDriver[];
  readonly timers: Timers;
  readonly tell: (event: TokenEvent) => void;
  /** For what is no driver's fault. */
  readonly bug: (error: unknown) => void;
}

export class TokenWatch {
  readonly #parts: TokenWatchParts;
  #stops: (() => void)[] = [];

  constructor(parts: TokenWatchParts) {
    this.#parts = parts;
  }

  readonly start = (): void => {
    this.#stops = this.#parts.drivers.map((driver) => watchOne(driver, this.#parts));
  };

  readonly stop = (): void => {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  };
}

/** Each driver by itself: one that hangs does not keep the others from being asked. */
function watchOne(driver: TokenDriver, { timers, tell, bug }: TokenWatchParts): () => void {
  let known: readonly TokenInfo[] = [];
  let failures = 0;
  let stopped = false;
  let cancel = (): void => undefined;
  const round = async (): Promise<void> => {
    try {
      const now = await driver.tokens();
      if (stopped) return;
      failures = 0;
      for (const event of changes(known, now)) tell(event);
      known = now;
    } catch (error) {
      // A driver that does not answer does not say that its keys are gone; one that we ended ourselves has not failed.
      if (!(error instanceof AppError && error.code === "E_CANCELLED")) failures += 1;
      if (!(error instanceof AppError)) bug(error);
    }
    if (!stopped) cancel = timers.after(delayAfter(failures), () => void round());
  };
  cancel = timers.after(0, () => void round());
  return () => {
    stopped = true;
    cancel();
  };
}

const delayAfter = (failures: number): number => Math.min(EVERY_MS * 2 ** Math.max(failures - 1, 0), SELDOM_MS);

function changes(before: readonly TokenInfo[], now: readonly TokenInfo[]): TokenEvent[] {
  const without = (tokens: readonly TokenInfo[], others: readonly TokenInfo[]): TokenInfo[] =>
    tokens.filter(({ serial }) => !others.some((other) => other.serial === serial));
  return [
    ...without(before, now).map((token) => ({ kind: "removed" as const, token })),
    ...without(now, before).map((token) => ({ kind: "inserted" as const, token })),
  ];
}
