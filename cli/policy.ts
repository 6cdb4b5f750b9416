/** Entry of `npm run policy`. */
import { readFile, writeFile } from "node:fs/promises";
import { policyCommand } from "./policy-command";

process.exitCode = await policyCommand(process.argv.slice(2), {
  read: (file) => readFile(file),
  write: (file, text, kind) => writeFile(file, text, kind === "secret" ? { mode: 0o600, flag: "wx" } : { mode: 0o644 }),
  print: (text) => console.log(text),
});
