/**
 * 信息索取号 (XY-0): nine characters of the organisation, year, five digits. Two items never share one; an item keeps
 * its own through every cycle. Asking again for the same item and year gives the same number, so none is lost to it.
 */
import { AppError } from "../../shared/failure";
import { next } from "../counter";
import type { Caller, Services } from "../services";
import type { Work } from "../store/tables";
import { see } from "./reading";
import { findItem, lockItem } from "./record";

export interface Wish {
  readonly caller: Caller;
  readonly itemId: string;
  readonly year: number;
  readonly at: Date;
}

/** Numbers that one account may hold for items that have not reached the platform. */
const HELD_BACK = 200;
const LAST = 99_999;

/** @throws AppError E_PERM for an item the caller may not see, E_LIMIT, E_STATE when the year's numbers are used up */
export async function proposeNumber(services: Services, wish: Omit<Wish, "at">): Promise<string> {
  const { db } = services.store;
  if ((await findItem(db, wish.itemId)) !== null) await see(services, wish.caller, wish.itemId);
  return db.transaction().execute((work) => numberFor(work, { ...wish, at: services.clock() }));
}

/** The item's number of the year, or a new one. */
export async function numberFor(work: Work, wish: Wish): Promise<string> {
  const { caller, itemId, year } = wish;
  const { site } = caller.site;
  await lockItem(work, itemId);
  const own = await work
    .selectFrom("index_numbers")
    .select("number")
    .where("site", "=", site)
    .where("item_id", "=", itemId)
    .where("year", "=", year)
    .orderBy("at")
    .executeTakeFirst();
  if (own !== undefined) return own.number;
  await refuseHoarding(work, wish);
  // A number that somebody typed by hand may stand in the way; each round uses one up for good.
  for (;;) {
    const running = await next(work, `index ${site} ${year}`);
    if (running > LAST) throw new AppError("E_STATE", "本年度的信息索取号已用完");
    const number = `${caller.site.organisationCode}/${year}-${String(running).padStart(5, "0")}`;
    if (await take(work, number, wish)) return number;
  }
}

/** Makes a number the item's own. @throws AppError E_META when it is another item's */
export async function claimNumber(work: Work, number: string, wish: Wish): Promise<void> {
  if (await take(work, number, wish)) return;
  const row = await work
    .selectFrom("index_numbers")
    .select(["item_id", "site"])
    .where("number", "=", number)
    .executeTakeFirst();
  if (row?.item_id !== wish.itemId || row.site !== wish.caller.site.site)
    throw new AppError("E_META", "信息索取号已被其他稿件使用");
}

async function take(work: Work, number: string, { caller, itemId, year, at }: Wish): Promise<boolean> {
  const row = await work
    .insertInto("index_numbers")
    .values({
      number,
      site: caller.site.site,
      year,
      item_id: itemId,
      account_id: caller.account.accountId,
      at: at.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("number")
    .executeTakeFirst();
  return row !== undefined;
}

async function refuseHoarding(work: Work, { caller }: Wish): Promise<void> {
  const { count } = await work
    .selectFrom("index_numbers")
    .select((select) => select.fn.countAll().as("count"))
    .where("account_id", "=", caller.account.accountId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("items").select("items.item_id").whereRef("items.item_id", "=", "index_numbers.item_id"))),
    )
    .executeTakeFirstOrThrow();
  if (Number(count) >= HELD_BACK) throw new AppError("E_LIMIT", "领取而未使用的信息索取号过多，请先上报已有稿件");
}
