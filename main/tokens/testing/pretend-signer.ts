/** A signer process that is none: what it is sent can be looked at, and the test says what it answers. */
import type { SignerReply, SignerRequest } from "../protocol";
import type { SignerProcess, Spawn } from "../spawn";

export class PretendSigner implements SignerProcess {
  readonly pid = undefined;
  readonly received: SignerRequest[] = [];
  killed = false;
  #hear: (message: unknown) => void = () => undefined;
  #exit: () => void = () => undefined;
  readonly #answer: (request: SignerRequest, signer: PretendSigner) => void;

  constructor(answer: (request: SignerRequest, signer: PretendSigner) => void) {
    this.#answer = answer;
  }

  readonly send = (message: SignerRequest): void => {
    // As a channel does: what is overwritten later has crossed already.
    const crossed = structuredClone(message);
    this.received.push(crossed);
    queueMicrotask(() => this.#answer(crossed, this));
  };
  readonly onMessage = (listener: (message: unknown) => void): void => {
    this.#hear = listener;
  };
  readonly onExit = (listener: () => void): void => {
    this.#exit = listener;
  };
  readonly kill = (): void => {
    this.killed = true;
    queueMicrotask(this.#exit);
  };

  /** Says something, asked or not. */
  readonly say = (message: unknown): void => this.#hear(message);
  readonly die = (): void => this.#exit();
}

/** Signers that answer by a function; `load` succeeds. */
export function pretendSigners(answer: (request: SignerRequest, signer: PretendSigner) => void): {
  readonly spawn: Spawn;
  readonly started: readonly PretendSigner[];
} {
  const started: PretendSigner[] = [];
  const spawn: Spawn = () => {
    const signer = new PretendSigner((request, self) => {
      if (request.call === "load") self.say(fine(request, null));
      else answer(request, self);
    });
    started.push(signer);
    return signer;
  };
  return { spawn, started };
}

export const fine = ({ id }: SignerRequest, value: unknown): SignerReply => ({ id, ok: true, value });
