/** Codes that led to a sign-in are no longer forgotten: they count towards what an account and a phone may be sent at all. */
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const answeredSends: Migration = {
  up: async (db) => {
    await sql.raw("alter table sms_sends add column answered boolean not null default false").execute(db);
  },
};
