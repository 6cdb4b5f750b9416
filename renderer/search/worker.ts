/** The corpus off the main thread. Ended at lock, and with it every word it held; it has no store and no network. */
import { Corpus } from "./corpus";
import type { FromWorker, ToWorker } from "./question";

const corpus = new Corpus();

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  switch (data.say) {
    case "put":
      return corpus.put(data.documents);
    case "remove":
      return corpus.remove(data.keys);
    case "ask": {
      const { seq, question, limit } = data;
      return self.postMessage({ seq, answer: corpus.ask(question, limit) } satisfies FromWorker);
    }
  }
});
