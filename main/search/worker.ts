/** The search's thread. It ends at lock, and with it every word it held; it has no store and no network. */
import { parentPort } from "node:worker_threads";
import type { ToThread } from "./messages";
import { SearchRoom } from "./search-room";

/** While lists are being drawn both processors have better things to do; a question that comes first does without. */
const QUIET_MS = 500;

const room = new SearchRoom();
let quiet: NodeJS.Timeout | undefined;

/** A slice at a time: a question never waits long. */
function rest(): void {
  if (room.rest()) quiet = setTimeout(rest, 0);
}

parentPort?.on("message", (message: ToThread) => {
  const answer = room.take(message);
  if (answer !== null) parentPort?.postMessage(answer);
  clearTimeout(quiet);
  quiet = setTimeout(rest, QUIET_MS);
});
