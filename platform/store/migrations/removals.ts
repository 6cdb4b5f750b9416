/** 撤下登记 (TN-26, PB-6): what was published, until when, by whose order, and what took its place. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table removals (repo_id text primary key, site text not null, item_id text not null, content_hash text not null,
    published_at text, removed_at text not null, kind text not null, category text not null, statement_hash text,
    account_id text not null, replaced_by text)`,
  `create index removals_item on removals (item_id)`,
  `create trigger removals_append_only before update or delete on removals
    for each row execute function refuse_change()`,
];

export const removals: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
