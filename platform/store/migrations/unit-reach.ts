/**
 * How far a unit reaches (RP-1): its subtree, or the whole city. Units that are there already reach what they reached before;
 * the administrators' first page asks for the tree until it is drawn.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `alter table units add column reach text not null default 'subtree'`,
  `insert into units (site, unit_id, name, parent_id, duty, state, manager, manager_phone, changed_at)
    select site, unit_id, min(unit_name), null, 'uses', 'open', '', '', min(enrolled_at) from accounts
    group by site, unit_id on conflict do nothing`,
  `update units set reach = 'city'`,
  `create index units_parent on units (site, parent_id)`,
];

export const unitReach: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
