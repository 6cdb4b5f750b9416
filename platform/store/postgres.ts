/** The same store on a PostgreSQL server, or on an engine that speaks its protocol. */
import { Kysely } from "kysely";
import pg from "pg";
import { PipelinedClient, PipelinedDialect } from "./pipeline";
import type { Store, Tables } from "./tables";

/** A request waits so long for a connection, and is then told to come back (E_BUSY). */
const CONNECT_MS = 10_000;
const CONNECTIONS = 10;

/** `schema` keeps tests apart; production uses the database's own search path. */
export function openPostgres(url: string, schema?: string, connections = CONNECTIONS): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    Client: PipelinedClient,
    connectionTimeoutMillis: CONNECT_MS,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
  // A lost idle connection is replaced by the pool; unhandled, the event would end the process.
  pool.on("error", () => {});
  // One that is lost inside a transaction, between two statements, is told to nobody else; the next statement fails by name.
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<Tables>({ dialect: new PipelinedDialect(pool) });
  return {
    db,
    engine: "postgres",
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => db.destroy(),
  };
}
