/** The thread that reads PDF files: hundreds of pages, or a hostile file, keep it busy, not the program, and not for ever. */
import type { Worker } from "node:worker_threads";
import { broken } from "../shared/attachments/archive";
import type { Piece, Pieces } from "../shared/attachments/piece";
import { AppError, type Failure } from "../shared/failure";
import { startThread } from "./thread";

export type PdfAnswer =
  | { readonly ok: true; readonly pieces: readonly Piece[]; readonly notes: readonly string[] }
  | { readonly ok: false; readonly failure: Failure };

/** Five hundred pages take a slow machine half a minute. */
const LIMIT_MS = 120_000;

const startWorker = (): Worker =>
  startThread({ from: import.meta.url, bundled: "./pdf.js", source: "./pdf-worker.ts" });

/** One file after the other, each in a thread of its own that ends with it. Tests give a worker of their own. */
export function pdfThread(spawn: () => Worker = startWorker, limitMs = LIMIT_MS): Read {
  let last: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    const read = last.then(() => readIn(spawn(), bytes, limitMs));
    last = read.catch(() => undefined);
    return read;
  };
}

type Read = (bytes: Uint8Array) => Promise<Pieces>;

/** Several such lines beside each other: whoever comes joins the shortest, so that one slow file holds up one line. */
export function pdfThreads(lines: number, open: () => Read = () => pdfThread()): Read {
  const waiting = new Map<Read, number>();
  for (let line = 0; line < lines; line += 1) waiting.set(open(), 0);
  return async (bytes) => {
    const [shortest] = [...waiting.keys()].sort((one, other) => (waiting.get(one) ?? 0) - (waiting.get(other) ?? 0));
    if (shortest === undefined) throw new Error("no line to read in");
    const move = (by: number) => waiting.set(shortest, (waiting.get(shortest) ?? 0) + by);
    move(1);
    try {
      return await shortest(bytes);
    } finally {
      move(-1);
    }
  };
}

function readIn(worker: Worker, bytes: Uint8Array, limitMs: number): Promise<Pieces> {
  return new Promise<Pieces>((resolve, reject) => {
    const limit = setTimeout(() => reject(tooSlow()), limitMs);
    worker.once("message", (answer: PdfAnswer) => {
      if (answer.ok) resolve({ pieces: [...answer.pieces], notes: [...answer.notes] });
      else reject(new AppError(answer.failure.code, answer.failure.detail));
    });
    // What a thread dies of, its memory among them, is the file's doing.
    worker.once("error", () => reject(broken()));
    worker.once("exit", () => {
      clearTimeout(limit);
      reject(broken());
    });
    worker.postMessage(bytes);
  }).finally(() => worker.terminate());
}

const tooSlow = (): AppError => new AppError("E_FILE_TYPE", "读得太久，没有读完，文件可能有问题");

/** @throws AppError E_FILE_TYPE for locked and broken files, and for one that takes too long */
export const readPdfInThread = pdfThread();
