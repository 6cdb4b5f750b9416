/**
 * The launcher 启动器 (L9): picks a version, counts the start before it begins, watches it, and goes back by itself after two
 * that failed. It belongs to the administrator and is never updated from the feed, so that no update can break it.
 */
import { AppError } from "../../shared/failure";
import { begun, ended, type Starts, told } from "../../shared/update/starts";
import { holdFolder } from "../instance-lock";
import { exits } from "../update/launcher-line";
import { programOf, startsFile } from "../update/places";
import { type Ending, type Running, startChild } from "./child";
import { cleanEnvironment, type Environment } from "./environment";
import { type Picked, type PickParts, pick } from "./pick";
import { readStarts, writeStarts } from "./starts-file";
import { survey } from "./survey";

export interface LaunchParts extends PickParts {
  readonly node: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly listenMs: number;
  readonly showMs: number;
  /** Nothing could be started, or what runs does not answer: says so where the person sees it. */
  readonly refused: (failure: AppError) => Promise<void>;
  /** Tells of signals that are meant for the program; the answer stops telling. */
  readonly onSignal: (tell: (signal: NodeJS.Signals) => void) => () => void;
}

/** As often as it may fail in one go, whatever it remembers. */
const MOST_FAILURES = 8;

/** The code to end with. */
export async function launch(parts: LaunchParts): Promise<number> {
  let running: Running | null = null;
  const knocked = knocking(parts, () => running);
  const release = await holdFolder(parts.data, { name: "launcher", knocked }).catch(elsewhere);
  if (release === null) {
    parts.say("采编工作站已在运行，窗口将再次打开。");
    return exits.clean;
  }
  const stopSignals = parts.onSignal((signal) => running?.signal(signal));
  try {
    return await untilDone(parts, (now) => {
      running = now;
    });
  } finally {
    stopSignals();
    await release();
  }
}

/**
 * Somebody starts the workstation once more: its window is shown. When it hangs, the person is told, once at a time. It is not
 * ended here: it may be in the middle of a save, and go on.
 */
function knocking({ refused }: LaunchParts, running: () => Running | null): () => void {
  let asking = false;
  return () => {
    if (asking) return;
    asking = true;
    void (async () => {
      const answered = (await running()?.show()) ?? true;
      if (!answered) await refused(new AppError("E_DESK_HUNG"));
    })().finally(() => {
      asking = false;
    });
  };
}

function elsewhere(error: unknown): null {
  if (error instanceof AppError && error.code === "E_STATE") return null;
  throw error;
}

async function untilDone(parts: LaunchParts, follow: (running: Running | null) => void): Promise<number> {
  for (let failures = 0; failures < MOST_FAILURES; ) {
    const picked = await next(parts);
    if (picked === null) {
      await parts.refused(new AppError("E_START_NONE"));
      return exits.failed;
    }
    const { outcome, restart, code } = await run(parts, picked, follow);
    follow(null);
    const failed = outcome === "crashed" || outcome === "hung";
    if (!restart && !failed) return code;
    failures = restart ? 0 : failures + 1;
  }
  await parts.refused(new AppError("E_START_FAILED"));
  return exits.failed;
}

async function next(parts: LaunchParts): Promise<Picked | null> {
  const found = await survey(parts);
  return found === null ? null : pick(parts, found, await readStarts(parts.fs, startsFile(parts.data)));
}

async function run(parts: LaunchParts, picked: Picked, follow: (running: Running) => void): Promise<Ending> {
  const { candidate, folder } = picked;
  const { version } = candidate;
  const memory = rememberer(parts, picked.starts);
  await memory((starts) => begun(starts, version));
  const { node, args, listenMs, showMs } = parts;
  const env = cleanEnvironment(parts.env);
  const running = startChild(
    { node, program: programOf(folder), args, env, listenMs, showMs },
    {
      healthy: () => memory((starts) => ended(starts, version, "healthy")),
      told: () => memory(told),
    },
  );
  follow(running);
  const ending = await running.ended;
  if (ending.outcome !== "healthy") await memory((starts) => ended(starts, version, ending.outcome));
  return ending;
}

/** Keeps the memory on disk with each change. On a full disk a start is not counted rather than not made. */
function rememberer({ fs, data, say }: LaunchParts, first: Starts) {
  let starts = first;
  return async (change: (before: Starts) => Starts): Promise<void> => {
    starts = change(starts);
    await writeStarts(fs, startsFile(data), starts).catch((error: unknown) =>
      say(error instanceof AppError ? error.message : String(error)),
    );
  };
}
