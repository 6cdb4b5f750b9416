/** The launcher as a program: `/opt/caibian/node /opt/caibian/launcher/launcher.js`, bundled into one file of its own. */
import { dirname } from "node:path";
import { nodeDocumentCheck } from "../../node/document-check";
import { dataFolder } from "../../node/folders";
import { findBrowser, thisSystem } from "../browser/browsers";
import { refusalOf } from "../browser/refusal";
import { tellRefusal } from "../browser/tell-refusal";
import { nodeFileSystem } from "../journal/filesystem";
import { exits } from "../update/launcher-line";
import { launch } from "./launch";

/** A machine with a slow disk that has just been switched on needs a minute. */
const LISTEN_MS = 180_000;
/** Whoever has started it again sits there and waits; a window comes within two seconds, on a busy machine within ten. */
const SHOW_MS = 20_000;

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

const args = process.argv.slice(2);
const data = dataFolder(process.env, process.platform);

/** The administrator's program takes the system's browsers at the places it knows, whatever version it was to start. */
async function refused(error: unknown): Promise<void> {
  const refusal = refusalOf(error, 0);
  const { line, usesData } = refusal;
  say(line);
  if (args.includes("--no-window")) return;
  const facts = { version: "启动器", dataFolder: data, now: new Date() };
  await tellRefusal({ told: refusal, facts, usesData, browser: findBrowser(thisSystem(true)), say });
}

try {
  process.exitCode = await launch({
    fs: nodeFileSystem,
    root: dirname(import.meta.dirname),
    data,
    edition: "browser",
    check: nodeDocumentCheck,
    clock: () => new Date(),
    say,
    node: process.execPath,
    args,
    env: process.env,
    listenMs: LISTEN_MS,
    showMs: SHOW_MS,
    onSignal,
    refused,
  });
} catch (error) {
  await refused(error);
  process.exitCode = exits.failed;
}
