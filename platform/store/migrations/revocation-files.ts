/** Revocation lists and answers by which signatures were taken (S9): evidence, so never rewritten. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table revocation_files (hash text primary key, kind text not null, bytes bytea not null, at text not null)`,
  `create trigger revocation_files_append_only before update or delete on revocation_files
    for each row execute function refuse_change()`,
];

export const revocationFiles: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
