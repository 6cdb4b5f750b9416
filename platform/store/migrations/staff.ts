/**
 * Staff and 上岗条件 (RP-6, RP-7). Accounts that were there before go on for ninety days, in which the dates are entered:
 * nobody knows them here, and a city whose administrators were all locked out at once could not enter them either.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `alter table accounts add column staff text not null default 'permanent'`,
  `alter table accounts add column contract text`,
  `alter table accounts add column vetted_on text`,
  `alter table accounts add column trained_on text`,
  `alter table accounts add column gate_from text not null default ''`,
  `update accounts set staff = 'contractor' where ends_at is not null`,
  `update accounts set gate_from =
    to_char(now() at time zone 'utc' + interval '90 days', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  `create table clearances (clearance_id text primary key, account_id text not null, vetted_on text, trained_on text,
    basis text not null, entered_by text not null, entered_at text not null)`,
  `create index clearances_account on clearances (account_id, entered_at)`,
];

export const staffRecords: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
