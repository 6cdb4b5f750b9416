/** The embedded default: PGlite, durable, one process, in the user's data folder (docs/adr/0003). */
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { DurableNodeFs, durableStartParams, flushTree } from "./durable-fs";
import { lockFolder } from "./folder-lock";
import type { Store, Tables } from "./tables";

/** Single-user PostgreSQL never checkpoints by itself: the log would grow without end. */
const LOOK_EVERY_MS = 15_000;
const CHECKPOINT_EVERY_MS = 5 * 60_000;
const CHECKPOINT_EVERY_BYTES = 64 * 1_048_576;
const LOG_SETTINGS = ["-c", "max_wal_size=128MB", "-c", "min_wal_size=32MB"];

/**
 * `template` names a folder made by `makeTemplate`: copying it takes a second where initdb takes many.
 * @throws AppError E_STATE when another process has the folder open.
 */
export async function openEmbedded(folder: string, template?: string): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(folder);
  try {
    const data = join(folder, "pgdata");
    const isNew = !existsSync(join(data, "PG_VERSION"));
    if (isNew) await beginCluster(data, template);
    dropEmptyPidFile(data);
    const pglite = await openCluster(data);
    if (isNew) {
      await pglite.exec("checkpoint");
      await flushTree(data);
    }
    return storeOf(pglite, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A cluster without data, closed cleanly. Made when the program is built, for this version of the engine only. */
export async function makeTemplate(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pglite = await openCluster(join(folder, "pgdata"));
  await pglite.exec("checkpoint");
  await pglite.close();
}

/** Half a cluster from an interrupted start has no PG_VERSION yet, or an unfinished copy beside it. */
async function beginCluster(data: string, template: string | undefined): Promise<void> {
  await rm(data, { recursive: true, force: true });
  const source = template === undefined ? "" : join(template, "pgdata");
  if (source === "" || !existsSync(join(source, "PG_VERSION"))) return;
  const copy = `${data}.copy`;
  await rm(copy, { recursive: true, force: true });
  await cp(source, copy, { recursive: true });
  await rename(copy, data);
}

function openCluster(data: string): Promise<PGlite> {
  return PGlite.create({
    fs: new DurableNodeFs(data),
    startParams: [...durableStartParams, ...LOG_SETTINGS],
    relaxedDurability: false,
  });
}

/** For tests: the same engine, in memory; `image` is a cluster dumped earlier, which opens faster. */
export async function openInMemory(image?: Blob): Promise<Store> {
  const pglite = await PGlite.create(image === undefined ? {} : { loadDataDir: image });
  return storeOf(pglite, async () => {});
}

function storeOf(pglite: PGlite, release: () => Promise<void>): Store {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  let last = Date.now();
  const look = async (): Promise<void> => {
    const due = Date.now() - last >= CHECKPOINT_EVERY_MS || (await logSince(pglite)) >= CHECKPOINT_EVERY_BYTES;
    if (!due) return;
    await pglite.exec("checkpoint");
    last = Date.now();
  };
  // A look that fails is repeated; what was committed is in the log either way.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS);
  timer.unref();
  const close = async (): Promise<void> => {
    clearInterval(timer);
    if (!pglite.closed) {
      await pglite.exec("checkpoint");
      await pglite.close();
    }
    await release();
  };
  return { db, engine: "embedded", close };
}

/** Bytes of write-ahead log since the last checkpoint. */
export async function logSince(pglite: Pick<PGlite, "query">): Promise<number> {
  const { rows } = await pglite.query<{ bytes: string }>(
    "select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) as bytes from pg_control_checkpoint()",
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** A power cut can leave postmaster.pid empty, and PostgreSQL then refuses to start. Only the lock holder may remove it. */
function dropEmptyPidFile(data: string): void {
  const path = join(data, "postmaster.pid");
  if (existsSync(path) && statSync(path).size === 0) rmSync(path);
}
