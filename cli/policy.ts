/** Entry of `npm run policy`. */
import { readFile, writeFile } from "node:fs/promises";
import { writeFileAtomic } from "../node/atomic-file";
import { inheritedPassphrase } from "./passphrase";
import { policyCommand } from "./policy-command";
import { askSecret } from "./recover/secret";

process.exitCode = await policyCommand(process.argv.slice(2), {
  read: (file) => readFile(file),
  write: (file, text, kind) => {
    if (kind === "replace") return writeFileAtomic(file, text, 0o600);
    return writeFile(file, text, kind === "secret" ? { mode: 0o600, flag: "wx" } : { mode: 0o644 });
  },
  print: (text) => console.log(text),
  askSecret,
  inherited: inheritedPassphrase(process.env),
});
