/** Wrong SMS codes are counted through every resending of a login step: a new code must not give new attempts for ever. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const wrongCodes: Migration = {
  up: async (db) => {
    await sql.raw("alter table tickets add column wrong integer not null default 0").execute(db);
  },
};
