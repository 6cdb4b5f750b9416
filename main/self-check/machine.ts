/** What the self-check and the diagnostics ask of the machine itself, as a port: tests play broken machines. */
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import os from "node:os";
import { readText } from "../durable-file";
import { nodeFileSystem } from "../journal/filesystem";

export interface CommandAnswer {
  /** Null when the program is not there or did not answer in time. */
  readonly code: number | null;
  readonly output: string;
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly facts: () => MachineFacts;
  /** The folder for temporary files. */
  readonly temp: string;
  /** Which disk a path lies on; null when it cannot be asked. */
  readonly diskOf: (path: string) => Promise<number | null>;
  /** The table of mounted file systems; null where the system has none. */
  readonly mounts: () => Promise<string | null>;
  readonly run: (program: string, args: readonly string[]) => Promise<CommandAnswer>;
  readonly timeZone: () => string;
}

export interface MachineFacts {
  readonly system: string;
  readonly release: string;
  readonly architecture: string;
  readonly processors: number;
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  readonly node: string;
  readonly upSeconds: number;
}

const RUN_MS = 4_000;

export const thisMachine: Machine = {
  platform: process.platform,
  facts: () => ({
    system: os.type(),
    release: os.release(),
    architecture: process.arch,
    processors: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    freeMemoryBytes: os.freemem(),
    node: process.versions.node,
    upSeconds: Math.round(process.uptime()),
  }),
  temp: os.tmpdir(),
  diskOf: async (path) => {
    try {
      return (await stat(path)).dev;
    } catch {
      // Not there, or not to be looked at: the line says so.
      return null;
    }
  },
  mounts: async () => (process.platform === "linux" ? readText(nodeFileSystem, "/proc/self/mounts") : null),
  run: (program, args) =>
    new Promise((done) => {
      execFile(program, [...args], { timeout: RUN_MS, windowsHide: true, encoding: "utf8" }, (error, stdout) =>
        done({ code: error === null ? 0 : codeOf(error), output: stdout }),
      );
    }),
  timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/** A program that is not there has a name for a code, one that was stopped none. */
const codeOf = (error: { readonly code?: unknown }): number | null =>
  typeof error.code === "number" ? error.code : null;
