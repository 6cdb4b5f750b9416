/**
 * The change feed of a site. Its number is taken last in the writing transaction: a sequence would let a reader
 * pass a number whose transaction commits later, and lose that change for ever.
 */
import { next } from "./counter";
import type { Database, Work } from "./store/tables";

export async function announce(work: Work, site: string, itemId: string): Promise<void> {
  const seq = await next(work, `feed ${site}`);
  await work.insertInto("changes").values({ site, seq, item_id: itemId }).execute();
}

const PAGE = 500;

export async function changesAfter(
  db: Database,
  site: string,
  after: number,
): Promise<{ readonly itemIds: readonly string[]; readonly next: number }> {
  const rows = await db
    .selectFrom("changes")
    .select(["seq", "item_id"])
    .where("site", "=", site)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(PAGE)
    .execute();
  return { itemIds: [...new Set(rows.map((row) => row.item_id))], next: rows.at(-1)?.seq ?? after };
}
