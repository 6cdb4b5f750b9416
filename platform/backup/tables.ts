/** Which tables a backup holds, read from the database itself, so that a new table is never forgotten. */
import { sql } from "kysely";
import type { Database, Work } from "../store/tables";

/**
 * Left out: sessions, which would bring back ones that ended since; uploads under way, whose pieces are not kept; the check
 * of the platform's secret, which the next start writes; and what the Migrator keeps. Tables without log are left out too.
 */
const leftOut: ReadonlySet<string> = new Set([
  "sessions",
  "session_families",
  "refresh_tokens",
  "tickets",
  "challenges",
  "admin_tickets",
  "admin_sessions",
  "uploads",
  "upload_parts",
  "settings",
  "kysely_migration",
  "kysely_migration_lock",
]);

/** In an order in which a row never comes before the one it points to. */
export async function tablesOf(db: Database | Work): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
    order by c.relname`.execute(db);
  const links = await sql<{ child: string; parent: string }>`select a.relname as child, b.relname as parent
    from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid
    where k.contype = 'f' and a.relnamespace = current_schema()::regnamespace`.execute(db);
  const names = rows.map(({ name }) => name).filter((name) => !leftOut.has(name));
  const parents = (name: string) => links.rows.filter(({ child }) => child === name).map(({ parent }) => parent);
  const ordered: string[] = [];
  const place = (name: string, above: readonly string[]): void => {
    if (ordered.includes(name) || above.includes(name) || !names.includes(name)) return;
    for (const parent of parents(name)) place(parent, [...above, name]);
    ordered.push(name);
  };
  for (const name of names) place(name, []);
  return ordered;
}

/** The steps that this database has gone through. */
export async function stepsOf(db: Database | Work): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
