/**
 * 信息索取号 (XY-0) in a table of their own: a number belongs to one item for good, through every cycle of it, and may
 * be handed out before the item is in the repository. An item may enter the repository again with the same text.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table index_numbers (number text primary key, site text not null, year integer not null,
    item_id text not null, account_id text not null, at text not null)`,
  `create index index_numbers_item on index_numbers (site, item_id, year)`,
  `insert into index_numbers
    select index_number, site, substring(at from 1 for 4)::integer, item_id, account_id, at from repo`,
  `alter table repo drop constraint repo_index_number_key`,
  `alter table repo drop constraint repo_item_id_content_hash_key`,
];

export const indexNumbers: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
