/** What administrators set about updates: rings of terminals, units and the city, rings that wait, minimum versions (BD-3). */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const who = "reason text not null, set_by text not null, set_at text not null";

const statements = [
  `create table update_rings (site text not null, scope text not null, target text not null, ring text not null, ${who},
    primary key (site, scope, target))`,
  `create table update_holds (site text not null, ring text not null, paused_until text, delay_days integer not null,
    ${who}, primary key (site, ring))`,
  `create table update_minima (site text not null, unit_id text not null, version text not null, ${who},
    primary key (site, unit_id))`,
  `alter table fleet add column ring text`,
];

export const updateSettings: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
