/** The same store on a PostgreSQL server, or on an engine that speaks its protocol. */
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Store, Tables } from "./tables";

/** `schema` keeps tests apart; production uses the database's own search path. */
export function openPostgres(url: string, schema?: string): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
  // A lost idle connection is replaced by the pool; unhandled, the event would end the process.
  pool.on("error", () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, engine: "postgres", close: () => db.destroy() };
}
