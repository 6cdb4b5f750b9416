/** Register of responsible persons of a unit (RP-8): entries end, they are not written over. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table officers (officer_id text primary key, site text not null, unit_id text not null, duty text not null,
    name text not null, phone text not null, since text not null, entered_by text not null, until text, ended_by text)`,
  `create index officers_unit on officers (site, unit_id)`,
];

export const officers: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
