/** Schema version 1. Never edited once released; later versions are appended to the list in index.ts. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const tables = [
  `create table sites (site text primary key, position integer not null, name text not null,
    profile_document text not null, profile_signature text not null, root text not null,
    profile_key text not null, receipt_key text not null, organisation_code text not null)`,
  `create table columns (site text not null, column_id text not null, position integer not null, name text not null,
    item_types text not null, primary key (site, column_id))`,
  `create table accounts (account_id text primary key, person_id text not null, site text not null, name text not null,
    unit_id text not null, unit_name text not null, roles text not null, phone text not null)`,
  `create index accounts_person on accounts (site, person_id)`,
  `create table certificates (issuer text not null, serial text not null, account_id text not null,
    primary key (issuer, serial))`,
  `create table challenges (challenge_id text primary key, nonce text not null, audience text not null,
    device text not null, expires_at text not null, used boolean not null)`,
  `create table tickets (ticket_hash text primary key, account_id text not null, device text not null,
    expires_at text not null, code_mac text not null, code_expires_at text not null, attempts integer not null,
    sent_at text not null, used boolean not null)`,
  `create index tickets_account on tickets (account_id)`,
  `create table sessions (token_hash text primary key, account_id text not null unique, device text not null,
    created_at text not null, expires_at text not null)`,
  `create table nonces (nonce text primary key, account_id text not null, issued_at text not null, used_at text)`,
  `create table items (item_id text primary key, site text not null, unit_id text not null, entered_by text not null,
    title text not null, item_type text not null, column_id text not null, important boolean not null,
    revision integer not null, content_hash text not null, phase text not null, next_step text,
    reviewed boolean not null, repo_id text, updated_at text not null)`,
  `create index items_site on items (site, phase)`,
  `create table item_persons (item_id text not null, person_id text not null, primary key (item_id, person_id))`,
  `create index item_persons_person on item_persons (person_id)`,
  `create table revisions (item_id text not null, revision integer not null, content_hash text not null, parent text,
    content text not null, account_id text not null, at text not null, primary key (item_id, revision))`,
  `create table ledgers (item_id text not null, ledger_hash text not null, content_hash text not null,
    ledger text not null, at text not null, primary key (item_id, ledger_hash))`,
  `create table history (item_id text not null, seq integer not null, entry text not null, primary key (item_id, seq))`,
  `create table statements (statement_hash text primary key, item_id text not null, seq integer not null,
    statement text not null, signature text not null, ledger_hash text not null, at text not null)`,
  `create index statements_item on statements (item_id, seq)`,
  `create table receipts (item_id text not null, seq integer not null, receipt text not null, signature text not null,
    primary key (item_id, seq))`,
  `create table files (hash text primary key, mime text not null, size integer not null, bytes bytea not null,
    at text not null)`,
  `create table file_uses (hash text not null, item_id text not null, account_id text not null,
    primary key (hash, item_id, account_id))`,
  `create table repo (repo_id text primary key, site text not null, item_id text not null, content_hash text not null,
    index_number text not null unique, account_id text not null, at text not null, unique (item_id, content_hash))`,
  `create table publications (repo_id text primary key, site text not null, item_id text not null,
    content_hash text not null, title text not null, column_id text not null, unit_name text not null,
    writer text not null, entered_by text not null, reviewers text not null, signed_off_by text not null,
    published_by text not null, at text not null)`,
  `create index publications_site on publications (site, at)`,
  `create table operations (account_id text not null, operation_id text not null, request_digest text not null,
    answer text not null, at text not null, primary key (account_id, operation_id))`,
  `create table changes (site text not null, seq integer not null, item_id text not null, primary key (site, seq))`,
  `create table counters (name text primary key, value integer not null)`,
  `create table audit (seq integer primary key, at text not null, event text not null, account_id text not null,
    item_id text not null, detail text not null, previous text not null, hash text not null)`,
];

/** What is evidence is never rewritten, not even by our own code (LG-1). */
const appendOnly = ["revisions", "ledgers", "history", "statements", "receipts", "publications", "audit", "changes"];

export const initial: Migration = {
  up: async (db) => {
    for (const statement of tables) await sql.raw(statement).execute(db);
    await sql
      .raw(
        `create function refuse_change() returns trigger language plpgsql as
         $$ begin raise exception 'append-only table %', tg_table_name; end $$`,
      )
      .execute(db);
    for (const table of appendOnly)
      await sql
        .raw(
          `create trigger ${table}_append_only before update or delete on ${table}
           for each row execute function refuse_change()`,
        )
        .execute(db);
  },
};
