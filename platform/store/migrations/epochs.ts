/** Epochs 纪元 of the feed: a store that was restored from a backup counts on under another name (docs/sync.md). */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const epochs: Migration = {
  up: async (db) => {
    await sql
      .raw("create table epochs (position integer primary key, epoch text not null unique, at text not null)")
      .execute(db);
    const first = randomBytes(16).toString("hex");
    await sql`insert into epochs (position, epoch, at) values (1, ${first}, ${new Date().toISOString()})`.execute(db);
  },
};
