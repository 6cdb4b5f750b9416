/** The signer's side of the protocol: requests one after the other, answered from a driver that is loaded first. */
import { AppError, check, toFailure } from "../../shared/failure";
import type { TokenModule } from "../../shared/model/token-module";
import { never } from "../../shared/never";
import type { TokenDriver, TokenSession } from "./driver";
import { type SignerInput, type SignerReply, type SignerRequest, signerCalls, signerRequest } from "./protocol";

export interface SignerPort {
  readonly send: (reply: SignerReply) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
}

/** Loads a library in this very process. @throws AppError E_MODULE_REFUSED, E_MODULE_LOAD, E_MODULE_ABI */
export type OpenModule = (module: TokenModule) => Promise<TokenDriver>;

export function serveSigner(port: SignerPort, open: OpenModule): void {
  const service = new SignerService(open);
  let turn: Promise<void> = Promise.resolve();
  port.onMessage((message) => {
    turn = turn.then(async () => {
      const parsed = signerRequest.safeParse(message);
      // The desk speaks the protocol; whoever does not gets no answer.
      if (parsed.success) port.send(await service.answer(parsed.data));
    });
  });
}

class SignerService {
  readonly #open: OpenModule;
  readonly #sessions = new Map<number, TokenSession>();
  #driver: TokenDriver | null = null;
  #lastSession = 0;

  constructor(open: OpenModule) {
    this.#open = open;
  }

  readonly answer = async (request: SignerRequest): Promise<SignerReply> => {
    const { id } = request;
    try {
      return { id, ok: true, value: await this.#run(request) };
    } catch (error) {
      return { id, ok: false, failure: toFailure(error) };
    }
  };

  async #run({ call, input }: SignerRequest): Promise<unknown> {
    switch (call) {
      case "load":
        return this.#load(check(signerCalls.load.input, input));
      case "tokens":
        return this.#loaded().tokens();
      case "certificates":
        return this.#loaded().certificates(check(signerCalls.certificates.input, input).serial);
      case "login":
        return this.#login(check(signerCalls.login.input, input));
      case "sign":
        return this.#sign(check(signerCalls.sign.input, input));
      case "open":
        return this.#openEnvelope(check(signerCalls.open.input, input));
      case "logout":
        return this.#logout(check(signerCalls.logout.input, input));
      default:
        return never(call);
    }
  }

  async #load({ module }: SignerInput<"load">): Promise<null> {
    // One library for the life of the process.
    if (this.#driver !== null) throw new AppError("E_MODULE_REFUSED", "这个进程已加载过驱动");
    this.#driver = await this.#open(module);
    return null;
  }

  async #login({ serial, pin, lastTry }: SignerInput<"login">): Promise<number> {
    try {
      const session = await this.#loaded().login(serial, pin, lastTry);
      this.#lastSession += 1;
      this.#sessions.set(this.#lastSession, session);
      return this.#lastSession;
    } finally {
      pin?.fill(0);
    }
  }

  #sign({ session, certificate, data }: SignerInput<"sign">): Promise<readonly Uint8Array[]> {
    return this.#sessionOf(session).sign(certificate, data);
  }

  #openEnvelope({ session, envelope }: SignerInput<"open">): Promise<Uint8Array> {
    const { open } = this.#sessionOf(session);
    if (open === undefined) throw new AppError("E_MECHANISM", "这类密钥不能解开信封");
    return open(envelope);
  }

  #sessionOf(session: number): TokenSession {
    const open = this.#sessions.get(session);
    if (open === undefined) throw new AppError("E_TOKEN_LOGIN");
    return open;
  }

  async #logout({ session }: SignerInput<"logout">): Promise<null> {
    const open = this.#sessions.get(session);
    this.#sessions.delete(session);
    await open?.close();
    return null;
  }

  #loaded(): TokenDriver {
    if (this.#driver === null) throw new AppError("E_MODULE_REFUSED", "驱动尚未加载");
    return this.#driver;
  }
}
