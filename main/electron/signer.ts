/** Electron's way to start a signer process: packaged programs cannot run as plain Node (fuse `runAsNode`). */
import { kill } from "node:process";
import { type SignerProgram, type Spawn, signerEnvironment } from "../tokens/spawn";

/** What is used of Electron's utilityProcess. */
export interface UtilityFork {
  readonly fork: (
    path: string,
    args: string[],
    options: {
      readonly env: Record<string, string>;
      readonly execArgv: string[];
      readonly stdio: "ignore";
      readonly serviceName: string;
      readonly allowLoadingUnsignedLibraries: boolean;
    },
  ) => UtilityChild;
}

interface UtilityChild {
  readonly pid: number | undefined;
  postMessage(message: unknown): void;
  on(event: "spawn", listener: () => void): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
}

export function utilitySigner(utility: UtilityFork, { path, execArgv }: SignerProgram, env: NodeJS.ProcessEnv): Spawn {
  return () => {
    const child = utility.fork(path, [], {
      env: signerEnvironment(env),
      execArgv: [...execArgv],
      // What vendors' libraries print may be secret.
      stdio: "ignore",
      serviceName: "Caibian signer",
      // macOS: a vendor's library carries the vendor's signature, not ours; the policy's hash stands for it.
      allowLoadingUnsignedLibraries: true,
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on("message", listener),
      onExit: (listener) => void child.on("exit", () => listener()),
      // Its own `kill` asks politely (SIGTERM); a library that hangs does not hear that. Before it has a number it cannot
      // be ended: then it ends as soon as it has one, or who waits for its end would wait for ever.
      kill: () => {
        if (child.pid === undefined) child.on("spawn", () => endNow(child.pid));
        else endNow(child.pid);
      },
    };
  };
}

function endNow(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
