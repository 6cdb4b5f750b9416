/** A store for one test file: in memory, or in a schema of its own on the server that TEST_DATABASE_URL names. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "kysely";
import pg from "pg";
import { openInMemory } from "../store/embedded";
import { migrate } from "../store/migrate";
import { openPostgres } from "../store/postgres";
import type { Store } from "../store/tables";

export async function openTestStore(): Promise<Store> {
  const [store] = await openTestStores(1);
  if (store === undefined) throw new Error("no store");
  return store;
}

/** One store as several processes see it, each over connections of its own. Closing the first ends it for all. */
export async function openTestStores(processes: number): Promise<readonly Store[]> {
  const url = process.env.TEST_DATABASE_URL;
  const stores =
    url === undefined || url === "" ? [await openInMemory(await clusterImage())] : await openSchema(url, processes);
  if (stores.length < processes) throw new Error("several processes need a server: set TEST_DATABASE_URL");
  for (const store of stores.slice(0, 1)) await migrateBesideOthers(store);
  return stores;
}

/** The migrator reads the catalogue of all schemas; one that another file drops meanwhile makes it fail (3F000). */
async function migrateBesideOthers({ db }: Store): Promise<void> {
  for (let tries = 5; ; tries -= 1) {
    try {
      return await migrate(db);
    } catch (error) {
      if (tries === 0 || !(error instanceof pg.DatabaseError) || error.code !== "3F000") throw error;
    }
  }
}

/** A store at no version yet, as a restore needs it. */
export async function openEmptyStore(): Promise<Store> {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined || url === "") return openInMemory(await clusterImage());
  const [store] = await openSchema(url, 1);
  if (store === undefined) throw new Error("no store");
  return store;
}

async function openSchema(url: string, processes: number): Promise<readonly Store[]> {
  const schema = `test_${randomBytes(8).toString("hex")}`;
  const maker = openPostgres(url);
  await sql.raw(`create schema ${schema}`).execute(maker.db);
  const [first, ...others] = Array.from({ length: processes }, () => openPostgres(url, schema));
  if (first === undefined) throw new Error("no process");
  const close = async (): Promise<void> => {
    await Promise.all([first, ...others].map((store) => store.close()));
    await sql.raw(`drop schema ${schema} cascade`).execute(maker.db);
    await maker.close();
  };
  return [{ ...first, close }, ...others];
}

/** An empty cluster, made once per machine and engine version: initdb would cost each file several seconds. */
async function clusterImage(): Promise<Blob> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const version: string = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8")).version;
  const file = join(tmpdir(), `caibian-test-cluster-${version}.tar`);
  if (!existsSync(file)) {
    const pglite = await PGlite.create();
    const dump = await pglite.dumpDataDir("none");
    await pglite.close();
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
    renameSync(draft, file);
  }
  return new Blob([readFileSync(file)]);
}
