/** Entry of `npm run pack`. */
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { writeFileAtomic } from "../node/atomic-file";
import { dataFolder } from "../node/folders";
import { packCommand } from "./pack-command";

/** One line from the terminal, or from a pipe; what is typed is swallowed. */
function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const swallow = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: swallow, terminal: process.stdin.isTTY });
  return new Promise((resolve) => {
    let answer = "";
    lines.once("line", (line) => {
      answer = line;
      lines.close();
    });
    lines.once("close", () => {
      process.stderr.write("\n");
      resolve(answer);
    });
  });
}

process.exitCode = await packCommand(process.argv.slice(2), {
  read: (file) => readFile(file),
  write: (file, bytes) => writeFileAtomic(file, bytes, 0o644),
  list: (folder) => readdir(folder).catch(() => []),
  print: (text) => console.log(text),
  askSecret,
  dataFolder: () => dataFolder(process.env, process.platform),
  clock: () => new Date(),
  now: () => performance.now(),
});
