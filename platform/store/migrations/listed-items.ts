/**
 * Lists and searches in time that does not grow with the archive. What a person took part in is listed and searched in
 * titles from one range of one index, instead of one page of the disk for each item; what waits for a person who reaches
 * some units and not the city is found by unit, instead of among all that waits in the city.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  // Written anew rather than updated: an update of every row would leave table and index at twice their size.
  `alter table item_persons rename to item_persons_before`,
  `create table item_persons (item_id text not null, person_id text not null, updated_at text not null default '',
    site text not null default '', phase text not null default '', title text not null default '')`,
  `insert into item_persons (item_id, person_id, updated_at, site, phase, title)
    select p.item_id, p.person_id, p.updated_at, i.site, i.phase, i.title
    from item_persons_before p join items i on i.item_id = p.item_id`,
  `drop table item_persons_before`,
  `alter table item_persons add primary key (item_id, person_id)`,
  // The last three are only read, never sought; as columns of the key they need nothing that other engines lack.
  `create index item_persons_listed on item_persons (person_id, updated_at, item_id, site, phase, title)`,
  `create index items_unit_release on items (site, unit_id, phase, updated_at, item_id)
    where phase in ('approved', 'in-repository')`,
  // Each effect moves rows of both. By the default a fifth of a large table must move before it is seen to, and until then
  // an index alone does not answer.
  ...["items", "item_persons"].map(
    (table) =>
      `alter table ${table} set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)`,
  ),
  `analyze item_persons`,
];

export const listedItems: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
