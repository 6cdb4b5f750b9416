/** Writes records in transactions of two tables, or reads them back; one process an engine, so that it can be killed. */
import { writeSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, sql } from "kysely";
import { openEmbedded } from "../../platform/store/embedded";
import { openPostgres } from "../../platform/store/postgres";
import { keyOf, textOf } from "../ledger/numbered";
import { databaseOrder } from "./database-order";

const order = databaseOrder.parse(JSON.parse(process.argv[2] ?? ""));

type Chaos = {
  readonly chaos_record: { readonly key: string; readonly text: string };
  readonly chaos_twin: { readonly key: string; readonly number: number };
};

async function open(): Promise<{ readonly db: Kysely<Chaos>; readonly close: () => Promise<void> }> {
  switch (order.engine) {
    case "embedded": {
      const store = await openEmbedded(order.place, order.template);
      return { db: store.db.withTables<Chaos>(), close: store.close };
    }
    case "stock": {
      const pglite = await PGlite.create(order.place);
      return { db: new Kysely<Chaos>({ dialect: new PGliteDialect({ pglite }) }), close: () => pglite.close() };
    }
    case "postgres": {
      const store = openPostgres(order.place);
      return { db: store.db.withTables<Chaos>(), close: store.close };
    }
  }
}

async function write(db: Kysely<Chaos>): Promise<void> {
  await sql`create table if not exists chaos_record (key text primary key, text text not null)`.execute(db);
  await sql`create table if not exists chaos_twin (key text primary key, number bigint not null)`.execute(db);
  let next = order.next;
  const work = async (): Promise<void> => {
    for (;;) {
      const number = next;
      next += 1;
      const [key, text] = [keyOf(number), textOf(number)];
      await db.transaction().execute(async (tx) => {
        await sql`insert into chaos_record values (${key}, ${text}) on conflict (key) do update set text = excluded.text`.execute(
          tx,
        );
        await sql`insert into chaos_twin values (${key}, ${number}) on conflict (key) do update set number = excluded.number`.execute(
          tx,
        );
      });
      writeSync(1, `${number}\n`);
    }
  };
  await Promise.all([work(), work(), work()]);
}

/** By index and by walking the table: both must say the same. @throws Error when a transaction was torn */
async function read(db: Kysely<Chaos>): Promise<readonly (readonly [string, string])[]> {
  const rows = await db.selectFrom("chaos_record").selectAll().execute();
  const twins = new Map(
    (await db.selectFrom("chaos_twin").selectAll().execute()).map(({ key, number }) => [key, String(number)]),
  );
  for (const { key, text } of rows) {
    const found = await db.selectFrom("chaos_record").select("text").where("key", "=", key).execute();
    if (found.length !== 1 || found[0]?.text !== text) throw new Error(`index and table differ at ${key}`);
    if (!text.startsWith(`第 ${twins.get(key)} 条`)) throw new Error(`a transaction was torn at ${key}`);
  }
  return rows.map(({ key, text }) => [key, text]);
}

const { db, close } = await open();
if (order.mode === "write") await write(db);
else {
  const rows = await read(db);
  await close();
  process.stdout.write(JSON.stringify(rows));
}
