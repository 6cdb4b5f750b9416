/** Starts the measured servers, each in a process of its own so that the driver's work is not theirs. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { documentKey } from "../../shared/trust/document-signature";

export const servingOrder = z.object({
  folder: z.string(),
  port: z.number().int(),
  databaseUrl: z.string().optional(),
  /** The address that proofs name on PostgreSQL, where the platform stands behind a gateway that ends TLS. */
  audience: z.string(),
  /** Release feeds to serve, and who signs them. */
  updates: z.object({ folder: z.string(), keys: z.array(documentKey) }).optional(),
});
export type ServingOrder = z.infer<typeof servingOrder>;

export interface Serving {
  readonly said: unknown;
  /** CPU that the server's process has taken since it started, its threads included, in milliseconds. */
  readonly cpu: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const PATIENCE_MS = 600_000;
const TRIES = 3;

/** On a busy machine key files may take longer than the platform allows: it is tried again. */
export async function serve(kind: "platform" | "bare", order: ServingOrder): Promise<Serving> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await serveOnce(kind, order);
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

function serveOnce(kind: "platform" | "bare", order: ServingOrder): Promise<Serving> {
  const child = fork(join(import.meta.dirname, `child-${kind}.ts`), [JSON.stringify(order)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let trouble = "";
  child.stderr?.on("data", (part: Buffer) => {
    trouble = `${trouble}${part.toString("utf8")}`.slice(-2_000);
  });
  return new Promise((resolve, reject) => {
    const end = (): void => reject(new Error(`${kind} did not start: ${trouble}`));
    const timer = setTimeout(end, PATIENCE_MS);
    child.once("exit", end);
    child.once("message", (said) => {
      clearTimeout(timer);
      child.off("exit", end);
      resolve({ said, cpu: () => cpuOf(child), stop: () => stopped(child) });
    });
  });
}

/** In the child: answers whoever asks, with milliseconds. */
export function tellCpu(): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1_000);
  });
}

function cpuOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("message", (ms) => resolve(Number(ms)));
    child.send("cpu");
  });
}

/** Losing the channel is the sign to stop. */
function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill("SIGKILL"), 30_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.disconnect();
  });
}
