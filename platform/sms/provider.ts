/** What an operator's gateway is to the route: one message out, delivery reports in. */

/** One message on its way. All attempts at it carry the same key, text and parts. */
export interface SmsOrder {
  /** Letters only (order-key.ts), so that no key can be taken for a code or a number. */
  readonly key: string;
  readonly phone: string;
  readonly text: string;
  /** What a template of the operator's takes instead of the whole text. */
  readonly values: readonly string[];
}

/** What became of one accepted part. */
export interface SmsReport {
  /** The operator's name for it, as `send` gave it. */
  readonly id: string;
  readonly delivered: boolean;
  /** A status word that cannot hold a number or a code (`statusWord`). */
  readonly status: string;
}

export interface SmsProvider {
  readonly name: string;
  readonly start: () => Promise<void>;
  /** Resolves once the operator has taken every part, with its names for them. @throws SmsFault */
  readonly send: (order: SmsOrder) => Promise<readonly string[]>;
  /** Returns what ends it. */
  readonly onReport: (listener: (report: SmsReport) => void) => () => void;
  readonly stop: () => Promise<void>;
}

/**
 * `passing`: the same message may pass when tried again. `provider`: this operator refuses us whatever we send.
 * `message`: this message is refused, and trying elsewhere would only repeat it.
 */
export type Blame = "passing" | "provider" | "message";

/** Why an operator did not take a message. Neither the text nor the number is in it. */
export class SmsFault extends Error {
  override readonly name = "SmsFault";
  readonly blame: Blame;
  readonly reason: string;

  constructor(blame: Blame, reason: string, options?: { cause?: unknown }) {
    super(reason, options);
    this.blame = blame;
    this.reason = reason;
  }
}

/** An operator's word for a refusal, if it is a word: what a gateway answers may quote text and number back (S10). */
export function reasonWord(raw: string): string {
  return /^[A-Za-z][A-Za-z_]{0,31}$/.test(raw) ? raw : "OTHER";
}

/** DELIVRD, UNDELIV …, or an operator's `MA:0022`; anything else could hold more than a status. */
export function statusWord(raw: string): string {
  return /^(?:[A-Z]{1,7}|[A-Z]{2}:\d{4})$/.test(raw) ? raw : "OTHER";
}

/** Who listens to reports; a provider has one of these. */
export class ReportListeners {
  readonly #listeners = new Set<(report: SmsReport) => void>();

  readonly add = (listener: (report: SmsReport) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly tell = (report: SmsReport): void => {
    for (const listener of this.#listeners) listener(report);
  };
}
