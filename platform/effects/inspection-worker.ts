/** The machine pass off the platform's one thread: a long text must not keep everybody else waiting. */
import { parentPort } from "node:worker_threads";
import { installedSpelling } from "../../node/spelling-pack";
import { toFailure } from "../../shared/failure";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import { withSpelling } from "../../shared/proofreading/packs/spelling-pack";
import type { Digest } from "../../shared/schema";
import { inspectWith } from "./inspection-engine";
import type { ThreadAnswer, ThreadRequest } from "./inspection-thread";

/** Packs come once and stay: an object that stays the same keeps what the engine prepared for it. */
const known = new Map<Digest, PackData>();

function answerTo({ seq, packs, fresh, ...request }: ThreadRequest): ThreadAnswer {
  try {
    for (const pack of fresh) known.set(pack.hash, pack);
    const all = packs.map((hash) => {
      const pack = known.get(hash);
      if (pack === undefined) throw new Error(`the pack ${hash} was never sent`);
      return pack;
    });
    const report = inspectWith({ ...request, packs: all }, (list) => withSpelling(list, installedSpelling()));
    return { seq, ok: true, report };
  } catch (error) {
    return { seq, ok: false, failure: toFailure(error) };
  }
}

parentPort?.on("message", (request: ThreadRequest) => parentPort?.postMessage(answerTo(request)));
