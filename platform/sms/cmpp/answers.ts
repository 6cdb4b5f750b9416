/** Requests on one connection that wait for their answer: at most a window of them, the rest in line. */
import { SmsFault } from "../provider";
import type { After } from "../timer";
import type { Pdu } from "./pdu";

interface Asked {
  readonly answered: (pdu: Pdu) => void;
  readonly failed: (fault: SmsFault) => void;
}

interface Queued extends Asked {
  readonly sequence: number;
  readonly send: () => void;
}

export interface AnswersOptions {
  readonly window: number;
  readonly answerMs: number;
  readonly after: After;
}

/** Requests in line beyond the window; more than these is a flood, not a rush. */
const LINE = 1_000;

export class Answers {
  readonly #options: AnswersOptions;
  readonly #asked = new Map<number, Asked>();
  #line: readonly Queued[] = [];
  #over: SmsFault | null = null;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** Sends when the window has room, and waits for the answer. @throws SmsFault */
  ask(sequence: number, send: () => void): Promise<Pdu> {
    return new Promise((done, failed) => {
      if (this.#over !== null) return failed(this.#over);
      if (this.#line.length >= LINE) return failed(new SmsFault("passing", "LINE_FULL"));
      this.#line = [...this.#line, { sequence, send, answered: done, failed }];
      this.#next();
    });
  }

  /** Whether somebody waited for it. */
  take(sequence: number, pdu: Pdu): boolean {
    const asked = this.#asked.get(sequence);
    asked?.answered(pdu);
    return asked !== undefined;
  }

  /** The connection is over: for who waits, who stands in line, and who still comes. */
  failAll(fault: SmsFault): void {
    this.#over = fault;
    for (const asked of [...this.#asked.values(), ...this.#line]) asked.failed(fault);
    this.#line = [];
  }

  #begin({ sequence, send, ...asked }: Queued): void {
    const stop = this.#options.after(this.#options.answerMs, () => ended(() => asked.failed(silent())));
    const ended = (tell: () => void): void => {
      stop();
      this.#asked.delete(sequence);
      tell();
      this.#next();
    };
    this.#asked.set(sequence, {
      answered: (pdu) => ended(() => asked.answered(pdu)),
      failed: (fault) => ended(() => asked.failed(fault)),
    });
    send();
  }

  #next(): void {
    const [first, ...rest] = this.#line;
    if (first === undefined || this.#asked.size >= this.#options.window) return;
    this.#line = rest;
    this.#begin(first);
  }
}

const silent = (): SmsFault => new SmsFault("passing", "NO_ANSWER");
