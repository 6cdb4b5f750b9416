/** Entry of `npx tsx cli/sign-policy.ts`: the administrators' own step between writing a policy and handing it out. */
import { readFile } from "node:fs/promises";
import { writeFileAtomic } from "../node/atomic-file";
import { askSecret } from "./recover/secret";
import { signPolicyCommand } from "./sign-policy-command";

process.exitCode = await signPolicyCommand(process.argv.slice(2), {
  read: (file) => readFile(file),
  write: (file, text) => writeFileAtomic(file, text, 0o644),
  print: (text) => console.log(text),
  askSecret,
});
