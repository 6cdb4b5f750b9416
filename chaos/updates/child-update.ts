/**
 * A desk's updates as a process of its own, to be killed: takes in what the feed offers and asks for the restart. Told a
 * step and a number, it kills itself without warning at that occurrence of the step.
 */
import { z } from "zod";
import { updateSteps } from "../../main/update/step";
import { documentKey } from "../../shared/trust/document-signature";
import { deskOn } from "./desk-on";

const order = z.strictObject({
  data: z.string(),
  feed: z.string(),
  version: z.string(),
  keys: z.array(documentKey),
  kill: z.strictObject({ step: z.enum(updateSteps), nth: z.number().int().positive() }).nullable(),
});

const { kill, ...about } = order.parse(JSON.parse(process.argv[2] ?? ""));
let left = kill?.nth ?? 0;
const { updates } = deskOn({
  ...about,
  step: (step) => {
    if (step !== kill?.step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  },
});
process.stdout.write("begun\n");
const { failure } = await updates.check();
await updates.stop();
process.stdout.write(failure === null ? "done\n" : `${failure.code}\n`);
