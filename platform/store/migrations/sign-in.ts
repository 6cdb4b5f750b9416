/**
 * Sessions that belong to a proof key and are renewed by refresh tokens that work once; sends counted by account and
 * phone; devices that may be shut; accounts that fall dormant or end. Sessions without a proof key end here.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `delete from sessions`,
  `delete from tickets`,
  `delete from challenges`,
  `alter table challenges add column jkt text not null, add column address text not null`,
  `alter table tickets add column jkt text not null, add column certificate text not null,
    add column issuer text not null, add column serial text not null`,
  `alter table sessions add column family text not null`,
  `create table session_families (family text primary key, account_id text not null, device text not null,
    jkt text not null, certificate text not null, issuer text not null, serial text not null, opened_at text not null, ends_at text not null, ended text)`,
  `create index session_families_account on session_families (account_id)`,
  `create table refresh_tokens (token_hash text primary key, family text not null references session_families (family)
    on delete cascade, issued_at text not null, used_at text)`,
  `create index refresh_tokens_family on refresh_tokens (family)`,
  `create table sms_sends (account_id text not null, phone_hash text not null, at text not null)`,
  `create index sms_sends_account on sms_sends (account_id, at)`,
  `create index sms_sends_phone on sms_sends (phone_hash, at)`,
  `create table devices (account_id text not null, device text not null, first_at text not null, last_at text not null,
    refused_at text, primary key (account_id, device))`,
  `alter table accounts add column state text not null default 'active',
    add column enrolled_at text not null
      default to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    add column last_login_at text, add column ends_at text`,
  `create table dormancy_cases (case_id text primary key, account_id text not null, since text not null,
    opened_at text not null, cause text, decision text, decided_by text, decided_at text,
    unique (account_id, since))`,
];

export const signIn: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
