/**
 * Uploads under way, each with how much of it is durable, and the pieces that hold it. Bytes of files leave the database
 * for the blob store: an old row keeps its own until they have been moved (platform/blobs/move.ts).
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table uploads (upload_id text primary key, site text not null, account_id text not null,
    length integer not null, received integer not null, state text not null, created_at text not null,
    expires_at text not null)`,
  `create index uploads_account on uploads (account_id)`,
  `create index uploads_expiry on uploads (expires_at)`,
  `create table upload_parts (upload_id text not null, at integer not null, size integer not null, name text not null,
    primary key (upload_id, at))`,
  `alter table files alter column bytes drop not null`,
];

export const uploads: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
