/** The chain that somebody signed in with, so that each renewal can judge it again. Sessions without one sign in anew. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `alter table tickets add column chain text not null default '[]'`,
  `alter table session_families add column chain text not null default '[]'`,
];

export const sessionChains: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
