/**
 * Machine passes in a worker. A pass cannot be interrupted, so while one runs only the newest request waits;
 * every older one is refused at once and a late answer to it is dropped.
 */
import { type AttachmentText, filesWithText } from "../../shared/attachments/extract";
import { AppError } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import type { Report } from "../../shared/proofreading/finding";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import type { Profile } from "../../shared/workflow/profile";
import { type After, browserAfter } from "../after";
import type { Proofreader } from "../services";
import { proofText } from "../text/writing";
import type { PassAnswer, PassRequest, UsePacks } from "./protocol";

export interface ProofWorker {
  readonly send: (request: PassRequest) => void;
  /** The city's lexicon packs for every pass from here on. */
  readonly use?: (packs: readonly PackData[]) => void;
  readonly stop: () => void;
}

export interface WorkerEvents {
  readonly onAnswer: (answer: PassAnswer) => void;
  readonly onError: () => void;
}

export interface ProofreaderParts {
  readonly spawn: (events: WorkerEvents) => ProofWorker;
  readonly now: () => Date;
  readonly after: After;
  /** The texts of an item's files, as far as their bytes can be had; none while there is nothing to read them with. */
  readonly attachments?: (content: Content) => Promise<readonly AttachmentText[]>;
  /** The city's lexicon packs of the moment; the same array while they are the same. */
  readonly packs?: () => readonly PackData[];
}

/** A pass over the longest text the engine takes stays far below this; beyond it the worker is hung. */
const LIMIT = 60_000;

interface Job {
  readonly seq: number;
  readonly content: Content;
  readonly attachments: readonly AttachmentText[];
  readonly resolve: (report: Report) => void;
  readonly reject: (error: AppError) => void;
}

export const workerParts: ProofreaderParts = {
  spawn: ({ onAnswer, onError }) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<PassAnswer>) => onAnswer(event.data));
    worker.addEventListener("error", onError);
    worker.addEventListener("messageerror", onError);
    return {
      send: (request) => worker.postMessage(request),
      use: (use) => worker.postMessage({ use } satisfies UsePacks),
      stop: () => worker.terminate(),
    };
  },
  now: () => new Date(),
  after: browserAfter,
};

/** `profile` is asked at each pass: the city's settings may come, or change, while a text is open. */
export function createProofreader(profile: () => Profile | null, parts: ProofreaderParts = workerParts): Proofreader {
  const bench = new Bench(profile, parts);
  let newest = 0;
  const run = (content: Content, attachments: readonly AttachmentText[]) =>
    new Promise<Report>((resolve, reject) => {
      bench.take({ content, attachments, resolve, reject });
    });
  return {
    check: async (content) => {
      newest += 1;
      const own = newest;
      const read = parts.attachments;
      if (read === undefined || filesWithText(content).length === 0) return run(content, []);
      const attachments = await read(content);
      if (own !== newest) throw superseded();
      return run(content, attachments);
    },
  };
}

const noPacks: readonly PackData[] = [];

class Bench {
  private readonly profile: () => Profile | null;
  private readonly parts: ProofreaderParts;
  private worker: ProofWorker | null = null;
  /** The packs the worker has. */
  private used: readonly PackData[] = noPacks;
  private running: Job | null = null;
  private waiting: Job | null = null;
  private cancelLimit: () => void = () => {};
  private seq = 0;

  constructor(profile: () => Profile | null, parts: ProofreaderParts) {
    this.profile = profile;
    this.parts = parts;
  }

  take(job: Omit<Job, "seq">): void {
    this.seq += 1;
    this.waiting?.reject(superseded());
    this.waiting = { ...job, seq: this.seq };
    // The answer to an older text would be out of date; who asked for it is told now.
    this.running?.reject(superseded());
    this.next();
  }

  private next(): void {
    const job = this.waiting;
    if (this.running !== null || job === null) return;
    this.waiting = null;
    this.running = job;
    try {
      this.worker ??= this.start();
      this.use(this.worker);
      const { seq, content, attachments } = job;
      this.worker.send({ seq, content, attachments, at: this.parts.now().toISOString(), profile: this.profile() });
      this.cancelLimit = this.parts.after(LIMIT, () => this.fail(proofText.timedOut));
    } catch (cause) {
      this.fail(proofText.notStarted, cause);
    }
  }

  private use(worker: ProofWorker): void {
    const packs = this.parts.packs?.() ?? noPacks;
    if (packs === this.used) return;
    worker.use?.(packs);
    this.used = packs;
  }

  private start(): ProofWorker {
    this.used = noPacks;
    return this.parts.spawn({
      onAnswer: (answer) => this.answer(answer),
      onError: () => this.fail(proofText.notStarted),
    });
  }

  private answer(answer: PassAnswer): void {
    const job = this.running;
    if (job === null || job.seq !== answer.seq) return;
    this.cancelLimit();
    this.running = null;
    if (answer.ok) job.resolve(answer.report);
    else job.reject(new AppError(answer.failure.code, answer.failure.detail));
    this.next();
  }

  /** A worker that failed is thrown away; the next request starts a new one. */
  private fail(detail: string, cause?: unknown): void {
    this.cancelLimit();
    this.worker?.stop();
    this.worker = null;
    const job = this.running;
    this.running = null;
    job?.reject(new AppError("E_INTERNAL", detail, { cause }));
    this.next();
  }
}

const superseded = (): AppError => new AppError("E_STATE", proofText.superseded);

/** True for the refusal of a pass that a newer text made pointless: nothing to tell the person. */
export const isSuperseded = (error: unknown): boolean =>
  error instanceof AppError && error.code === "E_STATE" && error.detail === proofText.superseded;
