/** The proofreading engine off the main thread: one pass a message. It has no network and keeps nothing. */
import "../jitless";
import { toFailure } from "../../shared/failure";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import { dayOf, proofread } from "../../shared/proofreading/run";
import type { PassAnswer, PassRequest } from "./protocol";

self.addEventListener("message", (event: MessageEvent<PassRequest>) => {
  self.postMessage(pass(event.data));
});

function pass({ seq, content, at }: PassRequest): PassAnswer {
  try {
    return { seq, ok: true, report: proofread(content, { today: dayOf(at), at, packs: builtinPacks }) };
  } catch (error) {
    return { seq, ok: false, failure: toFailure(error) };
  }
}
