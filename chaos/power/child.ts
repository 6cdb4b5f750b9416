/** A process that writes to a store and prints each number it was told is saved: it can be killed, the ledger not. */
import { spawn } from "node:child_process";
import type { Writing } from "./victim";

export interface ChildOrder {
  /** The TypeScript file it runs. */
  readonly script: string;
  readonly args: readonly string[];
  readonly told: (number: number) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** Resolves at once; `told` hears the numbers as they come. */
export function startChild({ script, args, told, env = {} }: ChildOrder): Writing {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let rest = "";
  let complaint = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (part: string) => {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (/^\d+$/.test(line)) told(Number(line));
  });
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (part: string) => {
    complaint = (complaint + part).slice(-2_000);
  });
  let killed = false;
  const gone = new Promise<void>((done) => child.once("close", () => done()));
  const broken = new Promise<never>((_, failed) => {
    child.once("close", (code) => {
      // Once its disk has no power a writer may fail before it is killed.
      if (!killed) failed(new Error(`the writer ended by itself (${code}): ${complaint}`));
    });
  });
  broken.catch(() => undefined);
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, name);
  };
  return {
    broken,
    freeze: () => {
      killed = true;
      signal("SIGSTOP");
    },
    kill: async () => {
      killed = true;
      signal("SIGKILL");
      await gone;
    },
  };
}
