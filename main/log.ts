/** The technical log: call names, codes and durations. No input, no output, no message of an error goes in. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { destination, pino } from "pino";
import type { FailureCode } from "../shared/failure";

export interface Log {
  readonly info: (event: string) => void;
  readonly failed: (call: string, code: FailureCode, milliseconds: number) => void;
  /** A bug: its class and stack frames; its message may quote what must not be logged. */
  readonly bug: (where: string, error: unknown) => void;
  readonly close: () => void;
}

export interface FileLog extends Log {
  /** Lines written since a moment, as they lie in the files, oldest first. */
  readonly since: (moment: string) => readonly string[];
  /** Removes files that were last written before a moment. */
  readonly remove: (before: string) => void;
}

const NAME = "desk.log";
/** A file of an earlier month, or one that had grown, by the moment it was closed. */
const CLOSED = /^desk-[\dT-]+\.log$/;
const CLOSE_BYTES = 8 * 1024 * 1024;

export function fileLog(folder: string, clock: () => Date = () => new Date()): FileLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeOld(folder, clock().toISOString());
  const sink = destination({ dest: join(folder, NAME), sync: true });
  // A full disk takes no line; unhandled, the event would end the process. What was not written goes before the next line.
  sink.on("error", () => undefined);
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  return {
    info: (event) => log.info({ event }),
    failed: (call, code, milliseconds) => log.warn({ call, code, milliseconds }),
    bug: (where, error) => log.error({ where, name: nameOf(error), frames: framesOf(error) }),
    since: (moment) => [...closedIn(folder), NAME].flatMap((name) => linesSince(join(folder, name), moment)),
    remove: (before) => {
      for (const name of closedIn(folder)) if (writtenAt(join(folder, name)) < before) rmSync(join(folder, name));
    },
    close: () => sink.end(),
  };
}

/** At the start: pino keeps the file open, so that it is closed for good between two runs only. */
function closeOld(folder: string, now: string): void {
  const path = join(folder, NAME);
  if (!existsSync(path)) return;
  const isOld = writtenAt(path).slice(0, 7) < now.slice(0, 7) || statSync(path).size > CLOSE_BYTES;
  if (isOld) renameSync(path, join(folder, `desk-${now.slice(0, 19).replaceAll(":", "-")}.log`));
}

const closedIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => CLOSED.test(name))
    .sort();

const writtenAt = (path: string): string => statSync(path).mtime.toISOString();

function linesSince(path: string, moment: string): readonly string[] {
  if (!existsSync(path) || writtenAt(path) < moment) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "" && (/"time":"([^"]+)"/.exec(line)?.[1] ?? "") >= moment);
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

function framesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return lines.filter((line) => /^\s+at /.test(line)).slice(0, 12);
}
