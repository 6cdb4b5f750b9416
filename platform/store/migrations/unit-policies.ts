/** Policies of units as administrators upload them: each issue stays, the newest is what workstations get. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table unit_policies (site text not null, serial integer not null, hash text not null, document text not null,
    signature text, account_id text not null, uploaded_by text not null, at text not null, primary key (site, serial))`,
];

export const unitPolicies: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
