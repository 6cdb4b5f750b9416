/** The technical log: call names, codes and durations. No input, no output, no message of an error goes in. */
import { mkdirSync } from "node:fs";
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

export function fileLog(folder: string): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sink = destination({ dest: join(folder, "desk.log"), sync: true });
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  return {
    info: (event) => log.info({ event }),
    failed: (call, code, milliseconds) => log.warn({ call, code, milliseconds }),
    bug: (where, error) => log.error({ where, name: nameOf(error), frames: framesOf(error) }),
    close: () => sink.end(),
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

function framesOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return lines.filter((line) => /^\s+at /.test(line)).slice(0, 12);
}
