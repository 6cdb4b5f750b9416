/** What workstations wrote into their own logs (LG-1: client entries synced), and the platform's signed word on each. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table desk_lines (site text not null, device text not null, log text not null, seq integer not null,
    at text not null, event text not null, about text not null, line text not null, hash text not null,
    account_id text not null, received_at text not null, primary key (site, device, log, seq))`,
  `create index desk_lines_about on desk_lines (about) where about <> ''`,
  `create table desk_checkpoints (site text not null, device text not null, log text not null, seq integer not null,
    document text not null, signature text not null, at text not null, primary key (site, device, log, seq))`,
  `create function guard_desk_lines() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and old.received_at < to_char((now() at time zone 'utc') - interval '6 months',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') then
        return old;
      end if;
      raise exception 'append-only table desk_lines';
    end $$`,
  `create trigger desk_lines_append_only before update or delete on desk_lines
    for each row execute function guard_desk_lines()`,
  `create trigger desk_checkpoints_append_only before update or delete on desk_checkpoints
    for each row execute function refuse_change()`,
  ...["desk_lines", "desk_checkpoints"].map(
    (table) =>
      `create trigger ${table}_kept before truncate on ${table} for each statement execute function refuse_truncate()`,
  ),
];

export const deskLogs: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
