/** 人员变更报送 (AC-5): one row for each change that the audit holds from here on, due until it was sent. Kept for ever. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table change_notices (site text not null, seq integer not null, event text not null, occurred_at text not null,
    account_id text not null, unit_id text not null, unit_name text not null, person text not null, phone text not null,
    matter text not null, addressee text not null, form text not null, due_on text not null, made_by text not null,
    sent_on text, sent_how text not null default '', sent_by text, recorded_at text, primary key (site, seq))`,
  `create index change_notices_due on change_notices (site, sent_on, due_on)`,
  `create table change_notice_marks (site text primary key, seq integer not null)`,
  // What was changed before there were notices was told by hand.
  `insert into change_notice_marks select chain, max(seq) from audit where chain in (select site from sites) group by chain`,
];

export const changeNotices: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
