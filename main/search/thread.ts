/** The thread that searches, as a port: tests run its room without one. */
import { startThread } from "../../node/thread";
import type { FromThread, ToThread } from "./messages";

export interface ThreadEvents {
  readonly onAnswer: (answer: FromThread) => void;
  /** It ended by itself. */
  readonly onEnd: () => void;
}

export interface SearchThread {
  /** Bytes that are named in `handedOver` are the thread's from then on. */
  readonly send: (message: ToThread, handedOver?: ArrayBuffer) => void;
  readonly stop: () => Promise<void>;
}

export type StartSearchThread = (events: ThreadEvents) => SearchThread;

export const startSearchThread: StartSearchThread = ({ onAnswer, onEnd }) => {
  const worker = startThread({ from: import.meta.url, bundled: "./search.js", source: "./worker.ts" });
  // It keeps no program alive that has nothing else to do.
  worker.unref();
  worker.on("message", onAnswer);
  worker.on("error", onEnd);
  worker.on("exit", onEnd);
  return {
    send: (message, handedOver) => worker.postMessage(message, handedOver === undefined ? [] : [handedOver]),
    stop: async () => {
      await worker.terminate();
    },
  };
};
