/**
 * Lists page by page, in time that does not grow with the archive: who took part in what, newest first; what waits at a
 * step, for its unit before a review stands and for the city after; what waits to be released; and what was last judged
 * by an earlier profile, whose next step the row may no longer say.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const working = `phase in ('draft', 'in-review', 'returned', 'approved', 'in-repository')`;

const statements = [
  `alter table items add column profile_hash text not null default ''`,
  `alter table item_persons add column updated_at text not null default ''`,
  `update item_persons set updated_at = items.updated_at from items where items.item_id = item_persons.item_id`,
  `drop index item_persons_person`,
  `create index item_persons_newest on item_persons (person_id, updated_at, item_id)`,
  `create index items_unit_step on items (site, unit_id, next_step, updated_at, item_id)
    where phase in ('draft', 'in-review')`,
  `create index items_step on items (site, next_step, updated_at, item_id)
    where phase in ('draft', 'in-review') and reviewed`,
  `create index items_release on items (site, phase, updated_at, item_id) where phase in ('approved', 'in-repository')`,
  // Asked at every request, and at every number proposed: by person and by account alone.
  `create index accounts_by_person on accounts (person_id)`,
  `create index index_numbers_account on index_numbers (account_id)`,
  `create index items_profile on items (site, profile_hash) where ${working}`,
];

export const itemPages: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
