/** Requests for the recovery of local stores (docs/vault.md). The share itself is never stored. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table recoveries (recovery_id text primary key, site text not null references sites (site),
    account_id text not null, store_id text not null, kid text not null, device text not null,
    requested_at text not null, state text not null, decided_by text not null, reason text not null,
    decided_at text, released_at text)`,
];

export const recoveries: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
