/** `npm run release` as a process of its own, to be killed: told a step, it kills itself without warning right after it. */
import { z } from "zod";
import { releaseCommand } from "../../cli/release/command";
import { publishSteps } from "../../cli/release/publish-step";

const order = z.strictObject({ args: z.array(z.string()), kill: z.enum(publishSteps).nullable() });

const { args, kill } = order.parse(JSON.parse(process.argv[2] ?? ""));
process.exitCode = await releaseCommand(args, {
  print: (text) => console.error(text),
  askSecret: async () => "",
  clock: () => new Date(),
  step: (step) => {
    if (step === kill) process.kill(process.pid, "SIGKILL");
  },
});
