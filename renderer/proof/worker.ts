/**
 * The proofreading engine off the main thread: one pass a message. Of the network it asks only for the spelling model,
 * a file of the page itself; it keeps only the last text it saw.
 */
import "../jitless";
import { toFailure } from "../../shared/failure";
import type { Pack } from "../../shared/proofreading/packs/pack";
import { SPELLING_FILE } from "../../shared/proofreading/packs/spelling-pack";
import { pass, takePacks } from "./pass";
import type { PassAnswer, PassRequest, UsePacks } from "./protocol";
import { fetchSpelling } from "./spelling-file";

/** Built workers lie one folder below the page. */
const address = new URL(`../${SPELLING_FILE}`, self.location.href).href;

let spelling: Promise<Pack> | null = null;

async function answerTo(request: PassRequest): Promise<PassAnswer> {
  try {
    if (request.withoutSpelling === true) return pass(request, null);
    spelling ??= fetchSpelling(address);
    const pack = await spelling;
    // A model that did not come may come next time.
    if (pack.lacks !== undefined) spelling = null;
    return pass(request, pack);
  } catch (error) {
    return { seq: request.seq, ok: false, failure: toFailure(error) };
  }
}

self.addEventListener("message", ({ data }: MessageEvent<PassRequest | UsePacks>) => {
  if ("use" in data) return takePacks(data.use);
  void answerTo(data).then((answer) => self.postMessage(answer));
});
