/** The proofreading engine off the main thread: one pass a message. It has no network and keeps only the last text it saw. */
import "../jitless";
import { pass } from "./pass";
import type { PassRequest } from "./protocol";

self.addEventListener("message", (event: MessageEvent<PassRequest>) => {
  self.postMessage(pass(event.data));
});
