/**
 * One audit chain for each city in place of one for all, so that cities do not wait for each other; and checkpoints.
 * Rows are linked by a deferred trigger, that is when their transaction commits: the head of a chain is held only from
 * there to the end of the commit, it is always the last lock that a transaction takes, and no row is ever visible
 * without its link. The hashes are those of shared/audit/chain.ts.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const first = `sha-256:${"0".repeat(64)}`;

const statements = [
  `alter table audit add column chain text not null default '@before'`,
  `alter table audit alter column chain drop default`,
  `alter table audit drop constraint audit_pkey`,
  `alter table audit add primary key (chain, seq)`,
  `create index audit_item on audit (item_id, chain, seq) where item_id <> ''`,
  `create table audit_chains (chain text primary key, seq integer not null, hash text not null) with (fillfactor = 20)`,
  `insert into audit_chains (chain, seq, hash) select chain, seq, hash from audit order by seq desc limit 1`,
  `delete from counters where name = 'audit'`,
  // Rows lie here only within their own transaction; a crash ends that anyway.
  `create unlogged table audit_waiting (id bigint generated always as identity primary key, chain text not null,
    at text not null, event text not null, account_id text not null, item_id text not null, detail text not null)`,
  `create function link_audit() returns trigger language plpgsql as $$
    declare
      head audit_chains;
      entry text;
      link text;
    begin
      select * into head from audit_chains where chain = new.chain for update;
      if not found then
        insert into audit_chains (chain, seq, hash) values (new.chain, 0, '${first}') on conflict do nothing;
        select * into head from audit_chains where chain = new.chain for update;
      end if;
      entry := 'sha-256:' || encode(sha256(convert_to(
        '{"account_id":' || to_json(new.account_id)::text || ',"at":' || to_json(new.at)::text ||
        ',"detail":' || to_json(new.detail)::text || ',"event":' || to_json(new.event)::text ||
        ',"item_id":' || to_json(new.item_id)::text || '}', 'UTF8')), 'hex');
      link := 'sha-256:' || encode(sha256(convert_to(
        '{"chain":' || to_json(new.chain)::text || ',"entry":"' || entry || '","previous":"' || head.hash ||
        '","seq":' || head.seq + 1 || '}', 'UTF8')), 'hex');
      insert into audit (chain, seq, at, event, account_id, item_id, detail, previous, hash) values
        (new.chain, head.seq + 1, new.at, new.event, new.account_id, new.item_id, new.detail, head.hash, link);
      update audit_chains set seq = head.seq + 1, hash = link where chain = new.chain;
      delete from audit_waiting where id = new.id;
      return null;
    end $$`,
  `create constraint trigger audit_waiting_linked after insert on audit_waiting deferrable initially deferred
    for each row execute function link_audit()`,
  `create table audit_checkpoints (chain text not null, number integer not null, seq integer not null,
    hash text not null, at text not null, document text not null, signature text not null,
    primary key (chain, number), unique (chain, seq))`,
  `create trigger audit_checkpoints_append_only before update or delete on audit_checkpoints
    for each row execute function refuse_change()`,
  // By the database's own clock: whoever moves the platform's cannot purge what is young (NY-21).
  `create function guard_audit() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and old.at < to_char((now() at time zone 'utc') - interval '6 months',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        and exists (select from audit_checkpoints c where c.chain = old.chain and c.seq >= old.seq) then
        return old;
      end if;
      raise exception 'append-only table audit';
    end $$`,
  `drop trigger audit_append_only on audit`,
  `create trigger audit_append_only before update or delete on audit for each row execute function guard_audit()`,
  `create function refuse_truncate() returns trigger language plpgsql as
    $$ begin raise exception 'append-only table %', tg_table_name; end $$`,
  ...["audit", "audit_checkpoints"].map(
    (table) =>
      `create trigger ${table}_kept before truncate on ${table} for each statement execute function refuse_truncate()`,
  ),
];

export const auditChains: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
