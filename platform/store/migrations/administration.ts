/** Administration: units as they are kept, the way into the administrators' pages, and what workstations say of themselves. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table units (site text not null, unit_id text not null, name text not null, parent_id text, duty text not null,
    state text not null, manager text not null, manager_phone text not null, changed_at text not null,
    primary key (site, unit_id))`,
  `create table admin_tickets (ticket_hash text primary key, code_mac text not null, account_id text not null,
    family text not null, address text not null, expires_at text not null, attempts integer not null)`,
  `create table admin_sessions (token_hash text primary key, account_id text not null, family text not null,
    address text not null, opened_at text not null, seen_at text not null, ends_at text not null, confirmed_at text)`,
  `create index admin_sessions_account on admin_sessions (account_id)`,
  `create table fleet (site text not null, device text not null, account_id text not null, version text not null,
    edition text not null, locked boolean not null, policy_hash text, policy_serial integer, unsynced integer not null,
    oldest text, clock_offset integer, first_at text not null, last_at text not null, primary key (site, device))`,
];

export const administration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
