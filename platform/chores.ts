/** What a process does by itself now and then. Each chore runs alone, and one that fails is told and tried again. */
import type { FastifyBaseLogger } from "fastify";

export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

export interface Chores {
  /** Resolves once what is running has ended. */
  readonly stop: () => Promise<void>;
}

/** `failed` is told the name only: messages of databases may quote rows. */
export function startChores(chores: readonly Chore[], failed: (name: string, error: unknown) => void): Chores {
  const running = new Map<string, Promise<void>>();
  const runOne = (chore: Chore): void => {
    if (running.has(chore.name)) return;
    const run = chore
      .run()
      .then(() => undefined)
      .catch((error: unknown) => failed(chore.name, error))
      .finally(() => running.delete(chore.name));
    running.set(chore.name, run);
  };
  const timers = chores.map((chore) => setInterval(() => runOne(chore), chore.everyMs).unref());
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}

/** Tells the log by class and code, as failures of requests are told (http/failure-reply.ts). */
export const toldInLog =
  (log: FastifyBaseLogger) =>
  (name: string, error: unknown): void => {
    const kind = error instanceof Error ? error.name : typeof error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    log.error({ chore: name, kind, code }, "a chore failed");
  };
