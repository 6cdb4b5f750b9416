/** Brings a database to the newest schema. Two processes may start at once: the Migrator holds an advisory lock. */
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations/index";
import type { Database } from "./tables";

/** @throws the database's own error when a step fails; nothing of that step remains. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
