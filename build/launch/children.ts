/** Child processes of one start: begun together, stopped together. */
import { type ChildProcess, spawn } from "node:child_process";

export interface Children {
  readonly begin: (command: string, args: readonly string[], env: Readonly<Record<string, string>>) => ChildProcess;
  /** Asks every child to stop, waits, and insists after `graceMs`. */
  readonly stop: (graceMs: number) => Promise<void>;
}

export function createChildren(): Children {
  const running = new Set<ChildProcess>();
  return {
    begin(command, args, env) {
      const child = spawn(command, args, {
        // The channel ends when we end, however that happens; the child then stops by itself.
        stdio: ["ignore", "inherit", "inherit", "ipc"],
        env: { ...process.env, ...env },
        detached: process.platform !== "win32",
      });
      running.add(child);
      child.on("exit", () => running.delete(child));
      return child;
    },
    async stop(graceMs) {
      await Promise.all([...running].map((child) => stopOne(child, graceMs)));
    },
  };
}

function stopOne(child: ChildProcess, graceMs: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    child.on("exit", () => {
      clearTimeout(timer);
      done();
    });
    child.kill("SIGTERM");
  });
}
