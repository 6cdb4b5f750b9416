/**
 * The desk's side of one signer process: starts it when there is something to ask, asks one thing at a time, ends it when
 * it does not answer in time or answers nonsense, and starts a fresh one for the next question (S5).
 */
import { AppError } from "../../shared/failure";
import type { TokenModule } from "../../shared/model/token-module";
import type { Timers } from "../timers";
import {
  type SignerCall,
  type SignerInput,
  type SignerOutput,
  type SignerReply,
  signerCalls,
  signerReply,
} from "./protocol";
import type { SignerProcess, Spawn } from "./spawn";

/** A person reads a display or types on the key's own pad meanwhile; listing has no such excuse. */
export const signerDeadlines: Readonly<Record<SignerCall, number>> = {
  load: 20_000,
  tokens: 20_000,
  certificates: 20_000,
  login: 90_000,
  sign: 60_000,
  open: 60_000,
  logout: 5_000,
};

/** A process that was killed and does not go away hangs in the kernel, in its key's driver: nobody waits for it longer. */
export const END_MS = 3_000;

export interface ConnectionOptions {
  readonly module: TokenModule;
  readonly spawn: Spawn;
  readonly timers: Timers;
  readonly deadlines: Readonly<Record<SignerCall, number>>;
  /** Looks at the file before a process is started for it. @throws AppError E_MODULE_REFUSED, E_MODULE_LOAD */
  readonly checkModule: (module: TokenModule) => Promise<void>;
}

interface Running {
  readonly process: SignerProcess;
  /** Tells one process from the next: a login does not outlive its process. */
  readonly generation: number;
  readonly ended: Promise<void>;
}

interface Asked {
  readonly id: number;
  readonly settle: (reply: SignerReply) => void;
  readonly fail: (error: AppError) => void;
}

export class SignerConnection {
  readonly #options: ConnectionOptions;
  #running: Running | null = null;
  #asked: Asked | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #generation = 0;
  #lastId = 0;
  /** How often it was ended: who asked before that is not answered after it. */
  #ends = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** The process that answers now; 0 while there is none. */
  get generation(): number {
    return this.#running?.generation ?? 0;
  }

  /**
   * Asks when it is this question's turn. With `generation` only of that process.
   * @throws AppError E_TOKEN_TIMEOUT, E_SIGNER_CRASHED, E_TOKEN_LOGIN for a process that is gone, and what the signer says
   */
  readonly ask = <C extends SignerCall>(name: C, input: SignerInput<C>, generation?: number) => {
    const ends = this.#ends;
    return this.#alone(async (): Promise<SignerOutput<C>> => {
      if (generation !== undefined && generation !== this.generation) throw new AppError("E_TOKEN_LOGIN");
      await this.#start(ends);
      return this.#exchange(name, input);
    });
  };

  /** Ends the process, and with it whatever is logged in or waits to be asked. What is asked later starts another one. */
  readonly end = async (): Promise<void> => {
    this.#ends += 1;
    const running = this.#running;
    this.#drop(new AppError("E_CANCELLED"));
    if (running !== null) await this.#orLater(running.ended);
  };

  /** Locking waits for this, and the next sign-in for the locking. */
  #orLater(ended: Promise<void>): Promise<void> {
    return new Promise((done) => {
      const cancel = this.#options.timers.after(END_MS, done);
      void ended.then(cancel).then(done);
    });
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #start(ends: number): Promise<void> {
    if (ends !== this.#ends) throw new AppError("E_CANCELLED");
    if (this.#running !== null) return;
    const { module, spawn, checkModule } = this.#options;
    await checkModule(module);
    if (ends !== this.#ends) throw new AppError("E_CANCELLED");
    const process = spawn();
    this.#generation += 1;
    const generation = this.#generation;
    const ended = new Promise<void>((done) => process.onExit(done));
    this.#running = { process, generation, ended };
    process.onMessage((message) => this.#receive(generation, message));
    void ended.then(() => {
      if (this.generation === generation) this.#drop(new AppError("E_SIGNER_CRASHED"));
    });
    try {
      await this.#exchange("load", { module });
    } catch (error) {
      this.#drop(new AppError("E_SIGNER_CRASHED"));
      throw error;
    }
  }

  async #exchange<C extends SignerCall>(name: C, input: SignerInput<C>): Promise<SignerOutput<C>> {
    const reply = await this.#send(name, input);
    if (!reply.ok) throw new AppError(reply.failure.code, reply.failure.detail);
    const value = signerCalls[name].output.safeParse(reply.value);
    if (!value.success) {
      this.#drop(new AppError("E_SIGNER_CRASHED"));
      throw new AppError("E_SIGNER_CRASHED", "驱动进程的应答不符合约定");
    }
    // The schema of exactly this call accepted the value: this is the parsing door.
    return value.data as SignerOutput<C>;
  }

  #send(name: SignerCall, input: unknown): Promise<SignerReply> {
    return new Promise((resolve, reject) => {
      const running = this.#running;
      // Ended between start and now.
      if (running === null) {
        reject(new AppError("E_SIGNER_CRASHED"));
        return;
      }
      this.#lastId += 1;
      const cancel = this.#options.timers.after(this.#options.deadlines[name], () =>
        this.#drop(new AppError("E_TOKEN_TIMEOUT")),
      );
      const over = (): void => {
        cancel();
        this.#asked = null;
      };
      this.#asked = {
        id: this.#lastId,
        settle: (reply) => {
          over();
          resolve(reply);
        },
        fail: (error) => {
          over();
          reject(error);
        },
      };
      running.process.send({ id: this.#lastId, call: name, input });
    });
  }

  #receive(generation: number, message: unknown): void {
    // What a process says after it was given up is not heard.
    if (generation !== this.generation) return;
    const reply = signerReply.safeParse(message);
    const asked = this.#asked;
    if (asked !== null && reply.success && reply.data.id === asked.id) asked.settle(reply.data);
    else this.#drop(new AppError("E_SIGNER_CRASHED", "驱动进程的应答不符合约定"));
  }

  #drop(why: AppError): void {
    const running = this.#running;
    this.#running = null;
    running?.process.kill();
    this.#asked?.fail(why);
  }
}
