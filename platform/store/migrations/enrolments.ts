/** Requests to open and change accounts (AC-1), who approved and who carried them out. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

const statements = [
  `create table enrolments (enrolment_id text primary key, site text not null, account_id text, form text not null,
    state text not null, requested_by text not null, requested_person text not null, requested_at text not null,
    decided_by text, decided_person text, decided_at text, decision_reason text,
    executed_by text, executed_at text)`,
  `create index enrolments_site on enrolments (site, requested_at)`,
];

export const enrolments: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
