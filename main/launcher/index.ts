/** The launcher as a program: `/opt/caibian/node /opt/caibian/launcher/launcher.js`, bundled into one file of its own. */
import { dirname } from "node:path";
import { nodeDocumentCheck } from "../../node/document-check";
import { dataFolder } from "../../node/folders";
import { explain, toFailure } from "../../shared/failure";
import { nodeFileSystem } from "../journal/filesystem";
import { exits } from "../update/launcher-line";
import { launch } from "./launch";

/** A machine with a slow disk that has just been switched on needs a minute. */
const LISTEN_MS = 180_000;

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function onSignal(tell: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of forwarded) process.on(signal, tell);
  return () => {
    for (const signal of forwarded) process.off(signal, tell);
  };
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

// Without a listener the signal would start Node's inspector.
process.on("SIGUSR1", () => undefined);

try {
  process.exitCode = await launch({
    fs: nodeFileSystem,
    root: dirname(import.meta.dirname),
    data: dataFolder(process.env, process.platform),
    edition: "browser",
    check: nodeDocumentCheck,
    clock: () => new Date(),
    say,
    node: process.execPath,
    args: process.argv.slice(2),
    env: process.env,
    listenMs: LISTEN_MS,
    onSignal,
  });
} catch (error) {
  const { text, next } = explain(toFailure(error));
  say(`采编工作站没有启动：${text}${next}`);
  process.exitCode = exits.failed;
}
