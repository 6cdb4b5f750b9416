/**
 * What a database did for some requests, by its own count (pg_stat_statements): pages looked at, which no other program on
 * the machine can change, and the time its statements took, which waits for nobody but the cores.
 */
import { sql } from "kysely";
import { openPostgres } from "../../platform/store/postgres";
import type { Cluster } from "./cluster";

export interface Reading {
  readonly pages: number;
  readonly ms: number;
}

export interface Meter {
  /** Since the server started. */
  readonly read: (database: string) => Promise<Reading>;
  readonly close: () => Promise<void>;
}

/** The server must have been started with the library. */
export async function meterOf(cluster: Cluster): Promise<Meter> {
  cluster.run("postgres", "create extension pg_stat_statements");
  const store = openPostgres(cluster.url("postgres"), undefined, 1);
  const read = async (database: string): Promise<Reading> => {
    const { rows } = await sql<Reading>`
      select coalesce(sum(s.shared_blks_hit + s.shared_blks_read), 0)::float8 as pages,
        coalesce(sum(s.total_exec_time), 0) as ms
      from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = ${database}`.execute(store.db);
    const [reading] = rows;
    if (reading === undefined) throw new Error("pg_stat_statements says nothing");
    return reading;
  };
  return { read, close: store.close };
}
