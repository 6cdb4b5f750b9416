/** Columns belong to a unit, the lead of whoever builds them with it (RP-9); a grant ends or is withdrawn, none is written over. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `alter table columns add column owner_unit text`,
  `create table column_grants (grant_id text primary key, site text not null, column_id text not null, unit_id text not null,
    since text not null, until text not null, reason text not null, granted_by text not null, granted_at text not null,
    withdrawn_at text, withdrawn_by text)`,
  `create index column_grants_column on column_grants (site, column_id, unit_id)`,
];

export const columnOwners: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
