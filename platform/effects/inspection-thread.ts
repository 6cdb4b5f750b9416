/** The engine in a worker thread. One that hangs or dies is thrown away; whoever waited is told, the next starts anew. */
import type { Worker } from "node:worker_threads";
import { startThread } from "../../node/thread";
import { AppError, type Failure } from "../../shared/failure";
import type { Report } from "../../shared/proofreading/finding";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import type { Digest } from "../../shared/schema";
import type { Engine, InspectionRequest } from "./inspection-engine";

export interface ThreadRequest extends Omit<InspectionRequest, "packs"> {
  readonly seq: number;
  /** The packs of this pass, in order. */
  readonly packs: readonly Digest[];
  /** Those among them that this thread has not had yet. */
  readonly fresh: readonly PackData[];
}

export type ThreadAnswer =
  | { readonly seq: number; readonly ok: true; readonly report: Report }
  | { readonly seq: number; readonly ok: false; readonly failure: Failure };

/** A pass over the longest text the engine takes stays far below this. */
const LIMIT_MS = 60_000;

interface Job {
  readonly resolve: (report: Report) => void;
  readonly reject: (error: AppError) => void;
  readonly limit: NodeJS.Timeout;
}

const startWorker = (): Worker =>
  startThread({ from: import.meta.url, bundled: "./inspection.js", source: "./inspection-worker.ts" });

export function threadEngine(spawn: () => Worker = startWorker, limitMs = LIMIT_MS): Engine {
  return new ThreadEngine(spawn, limitMs);
}

class ThreadEngine implements Engine {
  readonly #spawn: () => Worker;
  readonly #limitMs: number;
  #worker: Worker | null = null;
  #sent = new Set<Digest>();
  #jobs = new Map<number, Job>();
  #seq = 0;

  constructor(spawn: () => Worker, limitMs: number) {
    this.#spawn = spawn;
    this.#limitMs = limitMs;
  }

  readonly run = ({ packs, ...request }: InspectionRequest): Promise<Report> =>
    new Promise((resolve, reject) => {
      const worker = this.#worker ?? this.#start();
      this.#seq += 1;
      const seq = this.#seq;
      const limit = setTimeout(() => this.#fail("机器校对超时"), this.#limitMs);
      this.#jobs.set(seq, { resolve, reject, limit });
      const fresh = packs.filter(({ hash }) => !this.#sent.has(hash));
      for (const { hash } of fresh) this.#sent.add(hash);
      const message: ThreadRequest = { ...request, seq, packs: packs.map(({ hash }) => hash), fresh };
      worker.postMessage(message);
    });

  readonly stop = async (): Promise<void> => {
    const worker = this.#worker;
    this.#fail("平台正在停止");
    await worker?.terminate();
  };

  #start(): Worker {
    const worker = this.#spawn();
    this.#worker = worker;
    this.#sent = new Set();
    worker.on("message", (answer: ThreadAnswer) => this.#answer(answer));
    const ended = (): void => {
      if (this.#worker === worker) this.#fail("机器校对意外中断");
    };
    worker.on("error", ended);
    worker.on("exit", ended);
    return worker;
  }

  #answer(answer: ThreadAnswer): void {
    const job = this.#jobs.get(answer.seq);
    if (job === undefined) return;
    this.#jobs.delete(answer.seq);
    clearTimeout(job.limit);
    if (answer.ok) job.resolve(answer.report);
    else job.reject(new AppError(answer.failure.code, answer.failure.detail));
  }

  #fail(detail: string): void {
    const [worker, jobs] = [this.#worker, [...this.#jobs.values()]];
    this.#worker = null;
    this.#jobs = new Map();
    void worker?.terminate();
    for (const job of jobs) {
      clearTimeout(job.limit);
      job.reject(new AppError("E_INTERNAL", detail));
    }
  }
}
