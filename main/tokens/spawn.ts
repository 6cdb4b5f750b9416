/** How a signer process is started: by Node here, by Electron's utilityProcess in main/electron. */
import { fork } from "node:child_process";
import type { SignerRequest } from "./protocol";

/** A signer process as the desk sees it. */
export interface SignerProcess {
  readonly pid: number | undefined;
  readonly send: (message: SignerRequest) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Once, however it ended; also when it never started. */
  readonly onExit: (listener: () => void) => void;
  /** At once: a library that hangs hears no polite request. */
  readonly kill: () => void;
}

export type Spawn = () => SignerProcess;

/** Nothing in the environment may put another library or script into the process that sees the PIN. */
const dangerous = /^(?:NODE_OPTIONS|NODE_PATH|NODE_V8_COVERAGE|LD_PRELOAD|LD_AUDIT|LD_LIBRARY_PATH|DYLD_.*)$/;

export function signerEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || dangerous.test(name) ? [] : [[name, value]],
    ),
  );
}

export interface SignerProgram {
  readonly path: string;
  /** For a program that is run from the sources. */
  readonly execArgv: readonly string[];
}

/** Its standard streams lead nowhere: vendors' libraries print, and what they print may be secret. */
export function forkSigner({ path, execArgv }: SignerProgram, env: NodeJS.ProcessEnv): Spawn {
  return () => {
    const child = fork(path, [], {
      env: signerEnvironment(env),
      execArgv: [...execArgv],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    return {
      pid: child.pid,
      // A child that has just died takes no message; its exit is told by itself.
      send: (message) => void child.send(message, () => undefined),
      onMessage: (listener) => void child.on("message", listener),
      onExit: (listener) => {
        let ended = false;
        const once = (): void => {
          if (!ended) listener();
          ended = true;
        };
        child.on("exit", once);
        child.on("error", once);
      },
      kill: () => void child.kill("SIGKILL"),
    };
  };
}
