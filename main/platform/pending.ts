/** A sign-in between its certificate and its SMS code: the ticket, and a store that waits for it where it must. */
import { AppError } from "../../shared/failure";
import type { SessionGrant } from "../../shared/http/session";
import type { Timers } from "../timers";
import type { Client } from "./client";
import type { Presented } from "./sign-in";
import type { Unlocked } from "./unlocked";

/** The platform ends a ticket after so many (AU-2), and gives one answer for everything; here they can be counted. */
const ATTEMPTS = 5;
/** As long as the platform's ticket lives. */
const LIFE_MS = 5 * 60_000;

export interface SmsSent {
  readonly maskedPhone: string;
  readonly resendAfterSeconds: number;
}

export interface Pending extends Presented {
  /** Open but not shown: its lease did not hold. */
  readonly waiting: Unlocked | null;
  readonly wrong: number;
}

export class PendingSignIn {
  readonly #client: Client;
  readonly #timers: Timers;
  #pending: Pending | null = null;
  #stop: () => void = () => undefined;

  constructor({ client, timers }: { readonly client: Client; readonly timers: Timers }) {
    this.#client = client;
    this.#timers = timers;
  }

  hold(pending: Pending): void {
    this.#stop();
    this.#pending = pending;
    this.#stop = this.#timers.after(LIFE_MS, () => void this.drop());
  }

  sent(): SmsSent {
    const { maskedPhone, resendAfterSeconds } = this.#now();
    return { maskedPhone, resendAfterSeconds };
  }

  async resend(now: () => Date): Promise<SmsSent> {
    const { ticket, proofKey } = this.#now();
    const credential = { key: proofKey, token: null, now };
    const again = await this.#client.request("auth.sms", { body: { ticket }, credential });
    this.hold({ ...this.#now(), ...again });
    return this.sent();
  }

  /** Hands the sign-in over with what the platform granted. @throws AppError E_SMS, E_CHALLENGE */
  async confirm(code: string, now: () => Date): Promise<{ readonly grant: SessionGrant; readonly pending: Pending }> {
    const { ticket, proofKey } = this.#now();
    const credential = { key: proofKey, token: null, now };
    const grant = await this.#client
      .request("session.create", { body: { ticket, code }, credential })
      .catch((error: unknown) => this.#failed(error));
    const pending = this.#now();
    this.#stop();
    this.#pending = null;
    return { grant, pending };
  }

  /** Forgets the sign-in; what waited for it closes. */
  async drop(): Promise<void> {
    const pending = this.#pending;
    this.#stop();
    this.#pending = null;
    await pending?.waiting?.store.close();
  }

  async #failed(error: unknown): Promise<never> {
    const pending = this.#pending;
    if (!(error instanceof AppError) || error.code !== "E_SMS" || pending === null) throw error;
    const wrong = pending.wrong + 1;
    this.#pending = { ...pending, wrong };
    if (wrong < ATTEMPTS) throw error;
    await this.drop();
    throw new AppError("E_SMS", `验证码已错 ${ATTEMPTS} 次，本次登录作废，请重新登录`);
  }

  #now(): Pending {
    if (this.#pending === null) throw new AppError("E_CHALLENGE", "请先用证书和口令登录");
    return this.#pending;
  }
}
