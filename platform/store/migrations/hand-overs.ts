/** 工作移交 at departure and transfer (AC-8): what must be settled before a departure is closed. Kept for ever. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table hand_overs (handover_id text primary key, site text not null, account_id text not null,
    person_id text not null, name text not null, unit_id text not null, unit_name text not null, kind text not null,
    reason text not null, opened_by text not null, opened_at text not null, tasks text not null,
    successor text not null default '', handed_on text, pledged_on text, keys_on text, keys_what text not null default '',
    equipment text not null default '', returned_on text, closed_by text, closed_at text)`,
  `create index hand_overs_site on hand_overs (site, closed_at)`,
  `create index hand_overs_account on hand_overs (account_id)`,
];

export const handOvers: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
