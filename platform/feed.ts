/**
 * The change feed of a site. Its number is taken last in the writing transaction: a sequence would let a reader
 * pass a number whose transaction commits later, and lose that change for ever.
 */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Changes } from "../shared/http/feed";
import { numbered } from "./counter";
import { historiesOf } from "./items/record";
import { visible } from "./items/visibility";
import type { Caller } from "./services";
import { preparedAhead } from "./store/prepared";
import type { Database, Work } from "./store/tables";

export async function announce(work: Work, site: string, itemId: string): Promise<void> {
  await addChange(work, { counter: `feed ${site}`, site, itemId });
}

interface NewChange {
  /** Whose next number the change gets. */
  readonly counter: string;
  readonly site: string;
  readonly itemId: string;
}

const addChange = preparedAhead((on, { counter, site, itemId }: NewChange) =>
  on
    .with("taken", (query) => numbered(query, counter))
    .insertInto("changes")
    .columns(["site", "seq", "item_id"])
    .expression((select) =>
      select.selectFrom("taken").select([sql.val(site).as("site"), "taken.value", sql.val(itemId).as("item_id")]),
    )
    .compile(),
);

const PAGE = 500;

export async function changesFor(db: Database, caller: Caller, after: number): Promise<Changes> {
  const { site, anchors } = caller.site;
  const epoch = await epochOf(db);
  const rows = await db
    .selectFrom("changes")
    .select(["seq", "item_id"])
    .where("site", "=", site)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(PAGE)
    .execute();
  const seen = await seenAmong(db, caller, [...new Set(rows.map((row) => row.item_id))]);
  const entries = rows.map((row) => ({ seq: row.seq, itemId: row.item_id, gone: !seen.has(row.item_id) }));
  // A number of the future is not repeated: the reader must see that the feed does not reach so far.
  const last = rows.at(-1)?.seq ?? Math.min(after, await headOfFeed(db, site));
  return { site, receiptKey: anchors.receiptKey, epoch, entries, next: last };
}

/** The epoch in force. */
export async function epochOf(db: Database): Promise<string> {
  const { epoch } = await db
    .selectFrom("epochs")
    .select("epoch")
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return epoch;
}

/** To be called once after a restore, before the platform answers anybody; answers the new epoch. */
export async function newEpoch(db: Database): Promise<string> {
  const epoch = randomBytes(16).toString("hex");
  await db.transaction().execute(async (work) => {
    const { last } = await work
      .selectFrom("epochs")
      .select((select) => select.fn.max("position").as("last"))
      .executeTakeFirstOrThrow();
    const at = new Date().toISOString();
    await work
      .insertInto("epochs")
      .values({ position: Number(last) + 1, epoch, at })
      .execute();
  });
  return epoch;
}

async function headOfFeed(db: Database, site: string): Promise<number> {
  const row = await db.selectFrom("counters").select("value").where("name", "=", `feed ${site}`).executeTakeFirst();
  return row?.value ?? 0;
}

/** Of these items, those that the caller may see now. */
async function seenAmong(
  db: Database,
  { account, site, scope }: Caller,
  itemIds: readonly string[],
): Promise<Set<string>> {
  if (itemIds.length === 0) return new Set();
  const items = await db.selectFrom("items").selectAll().where("item_id", "in", itemIds).execute();
  const histories = await historiesOf(db, itemIds);
  const seen = items.filter((item) =>
    visible({ item, history: histories.get(item.item_id) ?? [], profile: site.profile, account, scope }),
  );
  return new Set(seen.map((item) => item.item_id));
}
