/** Follows accepted messages to their delivery reports, and says which never got one. */
import type { SmsEvent } from "./events";
import type { SmsReport } from "./provider";

export interface DeliveriesOptions {
  readonly clock: () => Date;
  readonly tell: (event: SmsEvent) => void;
  /** After this long a report is missing. Operators try for two days; a code is worth nothing after minutes. */
  readonly reportMs?: number;
}

export interface Accepted {
  readonly provider: string;
  /** Masked already. */
  readonly phone: string;
  readonly key: string;
}

interface Message extends Accepted {
  readonly at: number;
  readonly open: Set<string>;
}

const REPORT_MS = 15 * 60_000;
/** Reports that came before the answer they belong to, and messages that wait: the oldest are forgotten first. */
const EARLY = 200;
const FOLLOWED = 10_000;

export class Deliveries {
  readonly #clock: () => Date;
  readonly #tell: (event: SmsEvent) => void;
  readonly #reportMs: number;
  readonly #followed = new Map<string, Message>();
  readonly #early = new Map<string, SmsReport>();

  constructor({ clock, tell, reportMs = REPORT_MS }: DeliveriesOptions) {
    this.#clock = clock;
    this.#tell = tell;
    this.#reportMs = reportMs;
  }

  accepted(message: Accepted, ids: readonly string[]): void {
    this.#tell({ event: "sms-accepted", detail: describe(message) });
    const followed: Message = { ...message, at: this.#clock().getTime(), open: new Set(ids) };
    for (const id of ids) keep(this.#followed, nameOf(message.provider, id), followed, FOLLOWED);
    for (const id of ids) {
      // An operator may report over one thread before it answers over another.
      const early = this.#early.get(nameOf(message.provider, id));
      if (early !== undefined) this.reported(message.provider, early);
    }
  }

  /** Repeated and foreign reports change nothing. */
  reported(provider: string, report: SmsReport): void {
    const name = nameOf(provider, report.id);
    const message = this.#followed.get(name);
    if (message === undefined) {
      keep(this.#early, name, report, EARLY);
      return;
    }
    this.#early.delete(name);
    message.open.delete(report.id);
    this.#followed.delete(name);
    if (report.delivered && message.open.size > 0) return;
    this.#forget(message);
    const event = report.delivered ? "sms-delivered" : "sms-undelivered";
    this.#tell({ event, detail: `${describe(message)} ${report.status}` });
  }

  /** Says whose report is missing, once each. */
  sweep(): void {
    const due = this.#clock().getTime() - this.#reportMs;
    for (const message of new Set(this.#followed.values())) {
      if (message.at > due) continue;
      this.#forget(message);
      this.#tell({ event: "sms-report-missing", detail: describe(message) });
    }
  }

  #forget(message: Message): void {
    for (const id of message.open) this.#followed.delete(nameOf(message.provider, id));
  }
}

const nameOf = (provider: string, id: string): string => `${provider} ${id}`;
const describe = ({ provider, phone, key }: Accepted): string => `${provider} ${phone} ${key}`;

function keep<T>(map: Map<string, T>, name: string, value: T, most: number): void {
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
