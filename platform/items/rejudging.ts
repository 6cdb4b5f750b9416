/**
 * Judges anew what an earlier profile judged. Lists look at such rows one by one, because their next step may be another
 * one now (listing.ts); after a change of profile that is everything the city works on, and it would stay so for whatever
 * nobody touches. A few hundred rows at a time, beside the work: an item that somebody is changing is passed over.
 */
import { sql } from "kysely";
import { replay } from "../../shared/workflow/replay";
import type { Site, Sites } from "../services";
import type { Database, Work } from "../store/tables";
import { judgedBy } from "./judged";
import { historiesOf } from "./record";

const ROWS = 200;
/** In one go, before others of this process get their turn for as long as the chore rests. */
const TURNS = 50;

/** How many rows were judged. */
export async function rejudge(db: Database, sites: Sites): Promise<number> {
  let judged = 0;
  for (const site of sites.values())
    for (let turn = 0; turn < TURNS; turn += 1) {
      const some = await db.transaction().execute((work) => rejudgeSome(work, site));
      judged += some;
      if (some < ROWS) break;
    }
  return judged;
}

async function rejudgeSome(work: Work, site: Site): Promise<number> {
  const itemIds = await lockedStale(work, site);
  const histories = await historiesOf(work, itemIds);
  for (const itemId of itemIds) {
    const facts = judgedBy(site, replay(histories.get(itemId) ?? [], site.profile));
    await work.updateTable("items").set(facts).where("item_id", "=", itemId).execute();
    await work.updateTable("item_persons").set({ phase: facts.phase }).where("item_id", "=", itemId).execute();
  }
  return itemIds.length;
}

/** With the lock that every effect on an item takes (record.ts), so that neither writes what the other has overtaken. */
async function lockedStale(work: Work, { site, profileHash }: Site): Promise<readonly string[]> {
  const stale = (other: "<" | ">") => sql`(select item_id from items
    where site = ${site} and profile_hash ${sql.raw(other)} ${profileHash}
      and phase in ('draft', 'in-review', 'returned', 'approved', 'in-repository') limit ${ROWS})`;
  const { rows } = await sql<{ itemId: string }>`
    with stale as materialized (${stale("<")} union all ${stale(">")} limit ${ROWS})
    select item_id as "itemId" from stale where pg_try_advisory_xact_lock(hashtextextended(item_id, 0))`.execute(work);
  return rows.map(({ itemId }) => itemId);
}
