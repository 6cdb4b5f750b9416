/**
 * What several processes remember together for minutes (memory/shared-memory.ts), without write-ahead log; and settings
 * by which they notice that they are not configured alike.
 */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create unlogged table memory_generation (one boolean primary key check (one), generation text not null)`,
  `create unlogged table proofs_seen (name text primary key, until text not null)`,
  `create index proofs_seen_until on proofs_seen (until)`,
  `create unlogged table door_failures (address text primary key, since text not null, count integer not null)`,
  `create table settings (name text primary key, value text not null)`,
];

export const sharedMemory: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
