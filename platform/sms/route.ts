/**
 * The way of a message over the operators in their order: the same message is tried again only for what may pass, an
 * operator that keeps failing is left alone for a while, and the next one takes over.
 */
import { AppError } from "../../shared/failure";
import { Breaker, type BreakerOptions } from "./breaker";
import { Deliveries } from "./deliveries";
import type { RecordSms, SmsEvent } from "./events";
import { maskPhone, type SmsGateway, type SmsMessage } from "./gateway";
import { newOrderKey } from "./order-key";
import { SmsFault, type SmsOrder, type SmsProvider } from "./provider";
import { type After, pause } from "./timer";

export interface SmsRoute extends SmsGateway {
  readonly start: () => Promise<void>;
  /** Writes down whose delivery report is missing; called every minute by itself. */
  readonly sweep: () => void;
  /** Resolves once everything that was to be written down is. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface RouteOptions {
  readonly providers: readonly SmsProvider[];
  readonly clock: () => Date;
  readonly after: After;
  readonly record: RecordSms;
  /** Told when an event could not be written down. */
  readonly lost: (event: SmsEvent) => void;
  readonly breaker?: Omit<BreakerOptions, "clock">;
  readonly reportMs?: number;
}

interface Lane {
  readonly provider: SmsProvider;
  readonly breaker: Breaker;
}

/** Attempts at one operator with one message, and the wait before the second. */
const ATTEMPTS = 2;
const WAIT_MS = 300;
/** The workstation waits 15 s for its answer: no attempt of at most 4 s begins later than this. */
const BEGIN_MS = 9_000;
const SWEEP_MS = 60_000;

export function smsRoute(options: RouteOptions): SmsRoute {
  const route = new Route(options);
  return {
    send: (message) => route.send(message),
    start: () => route.start(),
    sweep: () => route.deliveries.sweep(),
    settled: () => route.settled(),
    stop: () => route.stop(),
  };
}

class Route {
  readonly deliveries: Deliveries;
  readonly #options: RouteOptions;
  readonly #lanes: readonly Lane[];
  #records: Promise<void> = Promise.resolve();
  #stopSweep: () => void = () => undefined;

  constructor(options: RouteOptions) {
    const { providers, clock, breaker, reportMs } = options;
    this.#options = options;
    this.#lanes = providers.map((provider) => ({ provider, breaker: new Breaker({ ...breaker, clock }) }));
    this.deliveries = new Deliveries({ clock, tell: this.#tell, ...(reportMs === undefined ? {} : { reportMs }) });
  }

  async start(): Promise<void> {
    for (const { provider } of this.#lanes) {
      provider.onReport((report) => this.deliveries.reported(provider.name, report));
      await provider.start();
    }
    this.#sweepLater();
  }

  /** @throws AppError E_SMS_GATEWAY when no operator took it */
  async send({ phone, text, values }: SmsMessage): Promise<void> {
    const order = { key: newOrderKey(), phone, text, values: values ?? [text] };
    const until = this.#options.clock().getTime() + BEGIN_MS;
    let last: SmsFault | null = null;
    for (const lane of this.#lanes) {
      const outcome = await this.#tryLane(lane, order, until);
      if (outcome === "taken") return;
      last = outcome ?? last;
      if (outcome?.blame === "message") break;
    }
    const word = last === null ? "全部短信通道暂停使用" : `通道应答 ${last.reason}`;
    throw new AppError("E_SMS_GATEWAY", word, ...(last === null ? [] : [{ cause: last }]));
  }

  async settled(): Promise<void> {
    await this.#records;
  }

  async stop(): Promise<void> {
    this.#stopSweep();
    await Promise.all(this.#lanes.map(({ provider }) => provider.stop()));
    await this.#records;
  }

  /** Null when the operator is left alone. */
  async #tryLane(lane: Lane, order: SmsOrder, until: number): Promise<"taken" | SmsFault | null> {
    let last: SmsFault | null = null;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (this.#options.clock().getTime() > until || !lane.breaker.enter()) return last;
      if (attempt > 1) await pause(this.#options.after, WAIT_MS);
      const outcome = await this.#attempt(lane, order);
      if (outcome === "taken" || outcome.blame !== "passing") return outcome;
      last = outcome;
    }
    return last;
  }

  async #attempt({ provider, breaker }: Lane, order: SmsOrder): Promise<"taken" | SmsFault> {
    const about = { provider: provider.name, phone: maskPhone(order.phone), key: order.key };
    const before = breaker.state();
    try {
      const ids = await provider.send(order);
      breaker.succeeded();
      this.deliveries.accepted(about, ids);
      if (before !== "closed") this.#tell({ event: "sms-provider-up", detail: provider.name });
      return "taken";
    } catch (cause) {
      const fault = cause instanceof SmsFault ? cause : new SmsFault("passing", "UNEXPECTED", { cause });
      // An operator that judges a message is there.
      if (fault.blame === "message") breaker.succeeded();
      else breaker.failed();
      this.#tell({ event: "sms-refused", detail: `${about.provider} ${about.phone} ${about.key} ${fault.reason}` });
      if (before === "closed" && breaker.state() === "open")
        this.#tell({ event: "sms-provider-down", detail: `${provider.name} ${fault.reason}` });
      return fault;
    }
  }

  /** One after another, so that the audit keeps the order of things. */
  readonly #tell = (event: SmsEvent): void => {
    this.#records = this.#records.then(() => this.#options.record(event)).catch(() => this.#options.lost(event));
  };

  #sweepLater(): void {
    this.#stopSweep = this.#options.after(SWEEP_MS, () => {
      this.deliveries.sweep();
      this.#sweepLater();
    });
  }
}
