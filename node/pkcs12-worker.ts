/** Decodes PKCS#12 files off the program's one thread; the thread ends when nobody has asked for a while. */
import { parentPort } from "node:worker_threads";
import { toFailure } from "../shared/failure";
import { decodePkcs12 } from "./pkcs12-decode";
import type { DecodeAnswer, DecodeRequest } from "./pkcs12-thread";

async function answerTo({ seq, bytes, password }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    const { pkcs8, chain } = await decodePkcs12(bytes, password);
    // Buffers of Node may be pieces of a shared pool, which would be copied as a whole.
    const own = Uint8Array.from(pkcs8);
    pkcs8.fill(0);
    return { seq, ok: true, pkcs8: own, chain: chain.map((der) => Uint8Array.from(der)) };
  } catch (error) {
    return { seq, ok: false, failure: toFailure(error) };
  }
}

parentPort?.on("message", async (request: DecodeRequest) => {
  const answer = await answerTo(request);
  parentPort?.postMessage(answer);
  // What was sent is a copy.
  if (answer.ok) answer.pkcs8.fill(0);
});
