/**
 * Lists of what an account works with, newest first, page by page. SQL finds the candidates of a page along indexes
 * (migrations/item-pages.ts); what is shown is decided by the rules of visibility, as everywhere.
 */
import { type RawBuilder, sql } from "kysely";
import { AppError, check } from "../../shared/failure";
import type { ItemSummary } from "../../shared/http/item";
import { id, instant } from "../../shared/schema";
import { acceptedRoles, systemRoles } from "../../shared/workflow/duty";
import type { Step } from "../../shared/workflow/profile";
import type { Caller } from "../services";
import type { Database, Tables } from "../store/tables";
import { historiesOf } from "./record";
import { summaryOf } from "./summary";
import { tookPart, visible, waitsFor } from "./visibility";

export interface PageWish {
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  /** Only with this in the title. */
  readonly title?: string | undefined;
  readonly phase?: string | undefined;
}

export interface ItemPage {
  readonly items: ItemSummary[];
  /** Null after the last one. A page may be shorter than asked for, and still not be the last. */
  readonly next: string | null;
}

/** Own items, items that wait for one of my roles, items I handled; newest first. */
export async function listPage(db: Database, caller: Caller, wish: PageWish): Promise<ItemPage> {
  const rows = await candidates(db, caller, wish);
  const page = rows.slice(0, wish.limit);
  const last = rows.length > wish.limit ? page.at(-1) : undefined;
  const { account, site } = caller;
  const histories = await historiesOf(
    db,
    page.map((row) => row.item_id),
  );
  const items = page.flatMap((item) => {
    const sight = { item, history: histories.get(item.item_id) ?? [], profile: site.profile, account };
    return visible(sight) && (tookPart(sight) || waitsFor(sight)) ? [summaryOf(sight)] : [];
  });
  return { items, next: last === undefined ? null : `${last.updated_at}~${last.item_id}` };
}

const PAGE = 500;

/** The whole list, for callers that do not ask by pages. */
export async function listItems(db: Database, caller: Caller): Promise<ItemSummary[]> {
  const items: ItemSummary[] = [];
  let after: string | undefined;
  do {
    const page = await listPage(db, caller, { limit: PAGE, after });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return items;
}

/** @throws AppError E_INPUT */
function placeIn(after: string): { readonly at: string; readonly itemId: string } {
  const [at, itemId, more] = after.split("~");
  if (at === undefined || itemId === undefined || more !== undefined) throw new AppError("E_INPUT", "翻页位置不正确");
  return { at: check(instant, at), itemId: check(id, itemId) };
}

type Condition = RawBuilder<unknown>;

async function candidates(db: Database, caller: Caller, wish: PageWish): Promise<Tables["items"][]> {
  const place = wish.after === undefined ? null : placeIn(wish.after);
  const limit = wish.limit + 1;
  const wanted = sql.join([sql`i.site = ${caller.site.site}`, ...filters(wish)], sql` and `);
  const before = (table: "i" | "p"): Condition =>
    place === null
      ? sql`true`
      : sql`(${sql.ref(`${table}.updated_at`)}, ${sql.ref(`${table}.item_id`)}) < (${place.at}, ${place.itemId})`;
  const own = sql`(select p.item_id, p.updated_at from item_persons p join items i on i.item_id = p.item_id
    where p.person_id = ${caller.account.personId} and ${wanted} and ${before("p")}
    order by p.updated_at desc, p.item_id desc limit ${limit})`;
  const others = waiting(caller).map(
    (condition) => sql`(select i.item_id, i.updated_at from items i where ${wanted} and ${condition} and ${before("i")}
      order by i.updated_at desc, i.item_id desc limit ${limit})`,
  );
  const { rows } = await sql<Tables["items"]>`
    with found as (select distinct item_id, updated_at from (${sql.join([own, ...others], sql` union all `)}) as candidates
      order by updated_at desc, item_id desc limit ${limit})
    select items.* from found join items on items.item_id = found.item_id
    order by items.updated_at desc, items.item_id desc`.execute(db);
  return rows;
}

function filters({ title, phase }: PageWish): Condition[] {
  return [
    ...(title === undefined ? [] : [sql`strpos(i.title, ${title}) > 0`]),
    ...(phase === undefined ? [] : [sql`i.phase = ${phase}`]),
  ];
}

/** Where something may wait for a person who took no part in it yet, one condition for each index. */
function waiting({ account, site }: Caller): Condition[] {
  const { steps, publisherRoles } = site.profile.review;
  const working = sql`i.phase in ('draft', 'in-review', 'returned', 'approved', 'in-repository')`;
  // Judged by another profile: the row may name a step that is not the next one any more. Two ranges of one index.
  const stale = [sql`i.profile_hash < ${site.profileHash}`, sql`i.profile_hash > ${site.profileHash}`].map(
    (other) => sql`${working} and ${other}`,
  );
  if (account.roles.some((role) => systemRoles.includes(role))) return stale;
  const open = sql`i.phase in ('draft', 'in-review')`;
  const turns = steps
    .filter((step) => rolesAt(step).some((role) => account.roles.includes(role)))
    .flatMap((step) => {
      const turn = sql`${open} and i.next_step = ${step.id} and ${forRoles(step, account.roles)}`;
      return [sql`i.unit_id = ${account.unitId} and ${turn}`, sql`i.reviewed and ${turn}`];
    });
  const release = publisherRoles.some((role) => account.roles.includes(role))
    ? ["approved", "in-repository"].map((phase) => sql`i.phase = ${phase} and i.phase in ('approved', 'in-repository')`)
    : [];
  return [...turns, ...release, ...stale];
}

const rolesAt = (step: Step): readonly string[] => [...step.roles, ...Object.values(step.rolesByType).flat()];

/** Whether one of the roles may act at the step, by type and weight of the item (acceptedRoles in SQL). */
function forRoles(step: Step, roles: readonly string[]): Condition {
  const accepts = (itemType: string, important: boolean): boolean =>
    acceptedRoles(step, { itemType, important }).some((role) => roles.includes(role));
  const types = Object.keys(step.rolesByType).filter((key) => key !== "important");
  const cases = types.flatMap((type) =>
    [true, false].map(
      (important) =>
        sql`when i.item_type = ${type} and i.important = ${important} then ${sql.lit(accepts(type, important))}`,
    ),
  );
  const rest = sql`case when i.important then ${sql.lit(accepts("", true))} else ${sql.lit(accepts("", false))} end`;
  return cases.length === 0 ? rest : sql`case ${sql.join(cases, sql` `)} else ${rest} end`;
}
