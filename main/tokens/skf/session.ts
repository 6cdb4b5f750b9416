/** A login on an application: one try of the PIN, signatures and envelopes while it lasts, everything closed at its end. */
import { AppError } from "../../../shared/failure";
import { readSm2Envelope } from "../../../shared/trust/sm2-envelope";
import { pinState, retriesLeft, USER_PIN } from "./application";
import { readId } from "./certificates";
import { openEnvelope } from "./envelope";
import type { Skf } from "./functions";
import type { Handle } from "./library";
import { type OpenHandles, withContainer } from "./reading";
import { failureOf, SAR_OK, SAR_PIN_INCORRECT } from "./result-codes";
import { signAll } from "./signing";

/** What a login holds open. */
interface Held {
  readonly handles: OpenHandles;
  readonly device: Handle;
  readonly application: Handle;
  /** Of the token. */
  readonly serial: string;
}

export class SkfLogin {
  readonly device: Handle;
  readonly application: Handle;
  readonly serial: string;
  readonly #skf: Skf;
  readonly #handles: OpenHandles;
  #over: "E_TOKEN_LOGIN" | "E_TOKEN_REMOVED" | null = null;

  constructor(skf: Skf, { handles, device, application, serial }: Held) {
    this.#skf = skf;
    this.#handles = handles;
    this.device = device;
    this.application = application;
    this.serial = serial;
  }

  get isOpen(): boolean {
    return this.#over === null;
  }

  /** Tries the PIN once. @throws AppError; nothing stays open then. */
  verify(pin: Uint8Array | null, lastTry: boolean): void {
    try {
      if (!lastTry) this.#refuseLastTry();
      this.#verify(pin);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** As the device counts right before the try, whatever the window saw (S3). */
  #refuseLastTry(): void {
    if (pinState(retriesLeft(this.#skf, this.application)) === "final") throw new AppError("E_PIN_LAST");
  }

  #verify(pin: Uint8Array | null): void {
    if (pin === null || pin.length === 0) throw new AppError("E_PIN_FORMAT", "这种密钥须在窗口中输入口令");
    // The library reads up to the first zero: it would try, and count, another PIN than the one that was typed.
    if (pin.includes(0)) throw new AppError("E_PIN_FORMAT", "口令中有不能使用的字符");
    const left = this.#skf.cell(UNTOLD);
    const text = Buffer.concat([pin, Buffer.alloc(1)]);
    try {
      // A login that another program left behind must not stand in for this one.
      this.#skf.attempt("SKF_ClearSecureState", this.application);
      const code = this.#skf.attempt("SKF_VerifyPIN", this.application, USER_PIN, text, left.bytes);
      if (code === SAR_PIN_INCORRECT) throw wrongPin(this.#triesAfter(left.value()));
      if (code !== SAR_OK) throw failureOf(code);
    } finally {
      text.fill(0);
    }
  }

  /** Not every library fills the number in, and some leave a zero that does not mean locked. */
  #triesAfter(told: number): number | null {
    if (told !== 0 && told !== UNTOLD) return told;
    return retriesLeft(this.#skf, this.application) ?? (told === 0 ? 0 : null);
  }

  /** @throws AppError E_TOKEN_LOGIN once it is closed, E_TOKEN_REMOVED once the device went */
  sign(id: string, data: readonly Uint8Array[]): Uint8Array[] {
    return this.#whileOpen(() => {
      const { container, role } = readId(id);
      if (role === "encrypt") throw new AppError("E_CERT_USAGE");
      return withContainer(this.#skf, this.application, {
        name: container,
        run: (handle) => signAll(this.#skf, handle, data),
      });
    });
  }

  /** @throws AppError E_ENVELOPE, E_ENVELOPE_KEY, E_MECHANISM, and as `sign` */
  open(envelope: Uint8Array): Uint8Array {
    return this.#whileOpen(() => openEnvelope(this.#skf, this.application, readSm2Envelope(envelope)));
  }

  #whileOpen<T>(work: () => T): T {
    if (this.#over !== null) throw new AppError(this.#over);
    try {
      return work();
    } catch (error) {
      if (error instanceof AppError && error.code === "E_TOKEN_REMOVED") this.lose();
      throw error;
    }
  }

  close(): void {
    this.#end("E_TOKEN_LOGIN");
  }

  /** The device is gone: who goes on signing is told so. */
  lose(): void {
    this.#end("E_TOKEN_REMOVED");
  }

  #end(why: "E_TOKEN_LOGIN" | "E_TOKEN_REMOVED"): void {
    if (this.#over !== null) return;
    this.#over = why;
    this.#skf.attempt("SKF_ClearSecureState", this.application);
    this.#handles.close();
  }
}

/** What stands in a cell that the library did not write to; no key has so many tries. */
const UNTOLD = 0xffff_ffff;

/** The device counts. */
function wrongPin(left: number | null): AppError {
  if (left === null) return new AppError("E_PIN");
  switch (pinState(left)) {
    case "locked":
      return new AppError("E_PIN_LOCKED");
    case "final":
      return new AppError("E_PIN", "只剩最后 1 次，再错密钥将锁定，须到证书服务点解锁");
    case "low":
      return new AppError("E_PIN", `还可尝试 ${left} 次，用完后密钥锁定，须到证书服务点解锁`);
    case "fine":
      return new AppError("E_PIN", `还可尝试 ${left} 次`);
  }
}
