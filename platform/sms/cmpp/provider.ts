/** A CMPP gateway as a provider: one connection that comes back by itself, and messages that keep their parts across it. */
import { randomInt } from "node:crypto";
import { connect, type Socket } from "node:net";
import { ReportListeners, SmsFault, type SmsOrder, type SmsProvider, statusWord } from "../provider";
import { plainNumber, withoutSignature } from "../recipient";
import type { After } from "../timer";
import { CmppLink } from "./link";
import type { Submit } from "./message";
import { submitFault } from "./results";
import { type CmppSettings, type CmppTimes, cmppTimes } from "./settings";
import { type Part, splitText, UCS2 } from "./text";

export interface CmppParts {
  readonly clock: () => Date;
  readonly after: After;
  readonly times?: CmppTimes;
}

interface JobPart {
  readonly submit: Submit;
  /** Kept until the gateway answers, so that it knows a part sent again; a refused part gets another. */
  sequence: number;
  taken: bigint | null;
}

/** One message's parts: what the gateway has taken is not sent again. */
type Job = readonly JobPart[];

/** Messages remembered for another attempt. */
const JOBS = 500;

export function cmppProvider(settings: CmppSettings, parts: CmppParts): SmsProvider {
  const provider = new CmppProvider(settings, parts);
  return {
    name: settings.name,
    start: async () => provider.start(),
    send: (order) => provider.send(order),
    onReport: provider.listeners.add,
    stop: () => provider.stop(),
  };
}

class CmppProvider {
  readonly listeners = new ReportListeners();
  readonly #settings: CmppSettings;
  readonly #parts: CmppParts;
  readonly #times: CmppTimes;
  readonly #jobs = new Map<string, Job>();
  #sequence = randomInt(1, 0x7fff_ffff);
  #reference = randomInt(256);
  #link: CmppLink | null = null;
  #opening: Promise<CmppLink> | null = null;
  #failures = 0;
  #stopped = false;
  #stopRetry: () => void = () => undefined;

  constructor(settings: CmppSettings, parts: CmppParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#times = parts.times ?? cmppTimes;
  }

  start(): void {
    this.#ready().catch(() => undefined);
  }

  async send(order: SmsOrder): Promise<readonly string[]> {
    const job = this.#jobs.get(order.key) ?? this.#newJob(order);
    const link = await this.#ready();
    const waiting = job.filter(({ taken }) => taken === null);
    const outcomes = await Promise.allSettled(waiting.map((part) => this.#submit(link, part)));
    const lost = outcomes.find((outcome) => outcome.status === "rejected");
    if (lost !== undefined) throw lost.reason;
    this.#jobs.delete(order.key);
    return job.map(({ taken }) => String(taken));
  }

  async #submit(link: CmppLink, part: JobPart): Promise<void> {
    const { id, result } = await link.submit(part.sequence, part.submit);
    if (result === 0) {
      part.taken = id;
      return;
    }
    part.sequence = this.#next();
    throw submitFault(result);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopRetry();
    await (this.#link ?? (await this.#opening?.catch(() => null)))?.close();
  }

  #newJob(order: SmsOrder): Job {
    this.#reference = (this.#reference + 1) % 256;
    const pieces = splitText(withoutSignature(order.text, this.#settings.signature), this.#reference);
    if (pieces === null) throw new SmsFault("message", "TOO_LONG");
    const phone = plainNumber(order.phone);
    const job = pieces.map((piece) => ({
      submit: this.#submitOf(piece, phone),
      sequence: this.#next(),
      taken: null,
    }));
    this.#jobs.set(order.key, job);
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size > JOBS && oldest !== undefined) this.#jobs.delete(oldest);
    return job;
  }

  #submitOf({ total, number, header, content }: Part, phone: string): Submit {
    const { serviceId, feeUserType, feeType, feeCode, spId, sourceId } = this.#settings;
    return {
      ...{ kind: "submit", total, number, header, content, format: UCS2, wantsReport: true, phones: [phone] },
      ...{ service: serviceId, feeUser: feeUserType, feeType, feeCode, enterprise: spId, source: sourceId },
    };
  }

  readonly #next = (): number => {
    this.#sequence = (this.#sequence + 1) % 0x1_0000_0000;
    return this.#sequence;
  };

  /** The open connection, or a new one. @throws SmsFault */
  #ready(): Promise<CmppLink> {
    if (this.#link !== null) return Promise.resolve(this.#link);
    if (this.#stopped) return Promise.reject(new SmsFault("passing", "STOPPED"));
    this.#stopRetry();
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open(): Promise<CmppLink> {
    const socket = connect({ host: this.#settings.host, port: this.#settings.port, noDelay: true });
    const link = this.#linkOver(socket);
    // A gateway that takes the connection and then says nothing must not hold the message.
    const stop = this.#parts.after(this.#times.connectMs, () => link.end("CONNECT_TIME"));
    try {
      await link.signIn();
    } catch (fault) {
      link.end("CONNECT");
      throw fault;
    } finally {
      stop();
    }
    this.#link = link;
    this.#failures = 0;
    return link;
  }

  #linkOver(socket: Socket): CmppLink {
    const link: CmppLink = new CmppLink(socket, {
      settings: this.#settings,
      times: this.#times,
      clock: this.#parts.clock,
      after: this.#parts.after,
      nextSequence: this.#next,
      onReport: ({ id, status }) =>
        this.listeners.tell({ id: String(id), delivered: status === "DELIVRD", status: statusWord(status) }),
      onClosed: () => {
        if (this.#link === link) this.#link = null;
        this.#retryLater();
      },
    });
    return link;
  }

  /** Reports come over the connection, so it is brought back even when nothing is to be sent. */
  #retryLater(): void {
    if (this.#stopped) return;
    const wait = Math.min(this.#times.reconnectMs * 2 ** this.#failures, this.#times.reconnectMostMs);
    this.#failures += 1;
    this.#stopRetry();
    this.#stopRetry = this.#parts.after(wait, () => {
      if (this.#link === null) this.start();
    });
  }
}
