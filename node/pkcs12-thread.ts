/** The thread that decodes PKCS#12 files: a hostile file keeps it busy, not the program, and not for long. */
import type { Worker } from "node:worker_threads";
import { AppError, type Failure } from "../shared/failure";
import type { DecodedPkcs12 } from "./pkcs12-decode";
import { startThread } from "./thread";

export interface DecodeRequest {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly password: string;
}

export type DecodeAnswer =
  | ({ readonly seq: number; readonly ok: true } & DecodedPkcs12)
  | { readonly seq: number; readonly ok: false; readonly failure: Failure };

/** Four times the most iterations a file may ask for take a slow machine two seconds. */
const LIMIT_MS = 20_000;
/** Passwords have been in its memory: it does not stay longer than a second attempt takes. */
const IDLE_MS = 3_000;

interface Job {
  readonly resolve: (decoded: DecodedPkcs12) => void;
  readonly reject: (error: AppError) => void;
  readonly limit: NodeJS.Timeout;
}

const startWorker = (): Worker =>
  startThread({ from: import.meta.url, bundled: "./pkcs12.js", source: "./pkcs12-worker.ts" });

class DecodeThread {
  readonly #spawn: () => Worker;
  readonly #limitMs: number;
  readonly #jobs = new Map<number, Job>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #seq = 0;

  constructor(spawn: () => Worker, limitMs: number) {
    this.#spawn = spawn;
    this.#limitMs = limitMs;
  }

  readonly decode = (bytes: Uint8Array, password: string): Promise<DecodedPkcs12> =>
    new Promise((resolve, reject) => {
      clearTimeout(this.#idle);
      const worker = this.#worker ?? this.#start();
      worker.ref();
      this.#seq += 1;
      const limit = setTimeout(() => this.#fail("证书文件的计算量超出允许范围"), this.#limitMs);
      this.#jobs.set(this.#seq, { resolve, reject, limit });
      const request: DecodeRequest = { seq: this.#seq, bytes: Uint8Array.from(bytes), password };
      worker.postMessage(request);
    });

  #start(): Worker {
    const worker = this.#spawn();
    this.#worker = worker;
    worker.on("message", (answer: DecodeAnswer) => this.#answer(answer));
    const ended = (): void => {
      if (this.#worker === worker) this.#fail("证书文件无法读取");
    };
    worker.on("error", ended);
    worker.on("exit", ended);
    return worker;
  }

  #answer(answer: DecodeAnswer): void {
    const job = this.#jobs.get(answer.seq);
    if (job === undefined) return;
    this.#jobs.delete(answer.seq);
    clearTimeout(job.limit);
    if (this.#jobs.size === 0) this.#rest();
    if (answer.ok) job.resolve(answer);
    else job.reject(new AppError(answer.failure.code, answer.failure.detail));
  }

  /** Neither the thread nor its timer keeps a program alive that has nothing else to do. */
  #rest(): void {
    this.#worker?.unref();
    this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
  }

  #fail(detail: string): void {
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    this.#end();
    for (const job of jobs) {
      clearTimeout(job.limit);
      job.reject(new AppError("E_KEY_FILE", detail));
    }
  }
}

/** Tests give a worker of their own. */
export function decodeThread(spawn: () => Worker = startWorker, limitMs = LIMIT_MS) {
  const thread = new DecodeThread(spawn, limitMs);
  return (bytes: Uint8Array, password: string): Promise<DecodedPkcs12> => thread.decode(bytes, password);
}

/** @throws AppError E_PIN, E_KEY_FILE */
export const decodeInThread = decodeThread();
