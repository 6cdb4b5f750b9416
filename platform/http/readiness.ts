/**
 * Whether a balancer should send requests here. A process that answers is alive (/health); it is ready (/ready) when
 * database, files, disk and clock are, and it is not about to stop. Strangers learn names of parts and nothing else.
 */
import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import type { Database } from "../store/tables";

export type PartName = "database" | "files" | "disk" | "clock" | "stopping";

export interface Ready {
  readonly ready: boolean;
  readonly parts: Readonly<Partial<Record<PartName, boolean>>>;
}

type Check = () => Promise<boolean>;

const DEADLINE_MS = 2_000;
/** One look serves every balancer's question for so long. */
const KEPT_MS = 1_000;

export class Readiness {
  readonly #checks: readonly (readonly [PartName, Check])[];
  #stopping = false;
  #last: { readonly at: number; readonly answer: Promise<Ready> } | null = null;

  constructor(checks: readonly (readonly [PartName, Check])[]) {
    this.#checks = checks;
  }

  /** From now on requests should go elsewhere. */
  stop(): void {
    this.#stopping = true;
    this.#last = null;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  look(): Promise<Ready> {
    const now = performance.now();
    if (this.#last === null || now - this.#last.at > KEPT_MS) this.#last = { at: now, answer: this.#lookNow() };
    return this.#last.answer;
  }

  async #lookNow(): Promise<Ready> {
    const found = await Promise.all(this.#checks.map(async ([name, check]) => [name, await holds(check)] as const));
    const parts = Object.fromEntries([...found, ["stopping", !this.#stopping] as const]);
    return { ready: Object.values(parts).every(Boolean), parts };
  }
}

/** A part that does not answer in time, or throws, is not ready; why is not for strangers. */
async function holds(check: Check): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), DEADLINE_MS).unref());
  return Promise.race([check().catch(() => false), late]);
}

export const databaseAnswers =
  (db: Database): Check =>
  async () =>
    (await db.selectFrom("settings").select("name").limit(1).execute()).length >= 0;

/** Times are written by the processes: one whose clock is off by more than half a minute would disturb the order. */
const CLOCK_SKEW_MS = 30_000;

export const clockAgrees =
  (db: Database, clock: () => Date): Check =>
  async () => {
    const { rows } = await sql<{ now: number }>`select (extract(epoch from now()) * 1000)::float8 as now`.execute(db);
    const [row] = rows;
    return row !== undefined && Math.abs(Number(row.now) - clock().getTime()) <= CLOCK_SKEW_MS;
  };

const FREE_BYTES = 256 * 1_048_576;

export const diskHasRoom =
  (folder: string): Check =>
  async () =>
    (await freeBytes(folder)) >= FREE_BYTES;

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
