/** Brings a database to the newest schema. Two processes may start at once: the Migrator holds an advisory lock. */
import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations/index";
import type { Database } from "./tables";

/**
 * `upTo` names the last step to take, where it is not the newest.
 * @throws the database's own error when a step fails; nothing of that step remains.
 */
export async function migrate(db: Database, upTo?: string): Promise<void> {
  // Named, because the Migrator would else take a table of the same name in any other schema for its own.
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  const schema = rows[0]?.schema;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  });
  const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error !== undefined) throw error;
}
