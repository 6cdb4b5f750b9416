/** Brings a database to the newest schema. Two processes may start at once: the Migrator holds an advisory lock. */
import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations/index";
import type { Database } from "./tables";

/** @throws the database's own error when a step fails; nothing of that step remains. */
export async function migrate(db: Database): Promise<void> {
  // Named, because the Migrator would else take a table of the same name in any other schema for its own.
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  const schema = rows[0]?.schema;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
