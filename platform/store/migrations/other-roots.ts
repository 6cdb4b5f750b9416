/** A city may have roots of other kinds of key beside its first, as for SM2 certificates (S6). */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const otherRoots: Migration = {
  up: async (db) => {
    await sql.raw(`alter table sites add column other_roots text not null default '[]'`).execute(db);
  },
};
