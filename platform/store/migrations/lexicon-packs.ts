/** Signed lexicon packs of each city (R17): the active issue and the one before it, which a rollback puts back. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table lexicon_packs (site text not null references sites (site), pack_id text not null, slot text not null,
    name text not null, version integer not null, hash text not null, bytes bytea not null, account_id text not null,
    uploaded_by text not null, at text not null, primary key (site, pack_id, slot))`,
];

export const lexiconPacks: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
