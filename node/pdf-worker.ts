/** Reads one PDF off the program's one thread. */
import { parentPort } from "node:worker_threads";
import { toFailure } from "../shared/failure";
import { readPdf } from "./pdf-text";
import type { PdfAnswer } from "./pdf-thread";

async function answerTo(bytes: Uint8Array): Promise<PdfAnswer> {
  try {
    return { ok: true, ...(await readPdf(bytes)) };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}

parentPort?.once("message", async (bytes: Uint8Array) => parentPort?.postMessage(await answerTo(bytes)));
