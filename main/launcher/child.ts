/** One start of one version: a process of its own, what it says of itself, and how it ended. */
import { type ChildProcess, spawn } from "node:child_process";
import type { StartOutcome } from "../../shared/update/starts";
import { deskSays, exits } from "../update/launcher-line";
import type { Environment } from "./environment";

export interface ChildOrder {
  /** Node's own program. */
  readonly node: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** Within it the program must answer. */
  readonly listenMs: number;
  /** Within it one that runs must have shown its window. */
  readonly showMs: number;
}

export interface ChildEvents {
  /** At once when it is heard, long before the program ends. */
  readonly healthy: () => Promise<void>;
  readonly told: () => Promise<void>;
}

export interface Running {
  /** Shows the window that there is; false when the program runs and does not answer. */
  readonly show: () => Promise<boolean>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ending>;
}

export interface Ending {
  readonly outcome: StartOutcome;
  readonly restart: boolean;
  /** What the launcher itself ends with. */
  readonly code: number;
}

export function startChild(order: ChildOrder, events: ChildEvents): Running {
  const { node, program, args, env, listenMs, showMs } = order;
  const child = spawn(node, [program, ...args], { env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  const state = { listening: false, healthy: false, hung: false, answers: false };
  const shown = new Set<() => void>();
  let work: Promise<void> = Promise.resolve();
  const deadline = setTimeout(() => {
    if (state.listening) return;
    state.hung = true;
    // It never answered: no window was open, and nothing was typed into it.
    child.kill("SIGKILL");
  }, listenMs);
  child.on("message", (message) => {
    const word = deskSays.safeParse(message).data?.caibian;
    if (word === "told") work = work.then(events.told);
    if (word === "answers") state.answers = true;
    if (word === "shown") for (const tell of shown) tell();
    if (word === "listening" || word === "healthy") state.listening = true;
    if (word === "healthy" && !state.healthy) {
      state.healthy = true;
      work = work.then(events.healthy);
    }
  });
  const ended = exitOf(child).then(async (code): Promise<Ending> => {
    clearTimeout(deadline);
    await work;
    return { outcome: outcomeOf(code, state), restart: code === exits.restart, code: code ?? exits.failed };
  });
  return {
    show: () => {
      if (!child.connected) return Promise.resolve(true);
      child.send({ caibian: "show" }, () => undefined);
      return state.answers ? within(showMs, { shown, ended }) : Promise.resolve(true);
    },
    signal: (signal) => child.kill(signal),
    ended,
  };
}

interface Answers {
  readonly shown: Set<() => void>;
  readonly ended: Promise<unknown>;
}

/** Whether the window was shown in time; a program that ended meanwhile owes no answer. */
function within(showMs: number, { shown, ended }: Answers): Promise<boolean> {
  return new Promise((done) => {
    const settle = (answered: boolean): void => {
      clearTimeout(late);
      shown.delete(told);
      done(answered);
    };
    const told = (): void => settle(true);
    const late = setTimeout(() => settle(false), showMs);
    shown.add(told);
    void ended.then(told);
  });
}

/** Null when a signal ended it, or when it could not even be started. */
function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.once("error", () => done(null));
    child.once("exit", (code) => done(code));
  });
}

function outcomeOf(code: number | null, state: { readonly healthy: boolean; readonly hung: boolean }): StartOutcome {
  // What happens after a good start is no failed start.
  if (state.healthy) return "healthy";
  if (state.hung) return "hung";
  switch (code) {
    case exits.clean:
    case exits.restart:
      return "clean";
    case exits.elsewhere:
      return "elsewhere";
    case exits.refused:
      return "refused";
    default:
      return "crashed";
  }
}
