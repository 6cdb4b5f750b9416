/** Asks for a passphrase: on a terminal without showing it, else as a line of standard input. Never from arguments. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** What is typed must not be echoed: the interface writes into nothing. */
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

export function askSecret(prompt: string): Promise<string> {
  const onTerminal = process.stdin.isTTY === true;
  if (onTerminal) process.stderr.write(`${prompt}：`);
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: onTerminal });
  return new Promise((done) => {
    let typed = "";
    lines.once("line", (line) => {
      typed = line;
      lines.close();
    });
    lines.once("close", () => {
      if (onTerminal) process.stderr.write("\n");
      done(typed);
    });
  });
}
