/**
 * Lists of what an account works with, newest first, page by page. SQL finds the candidates of a page along indexes
 * (migrations/item-pages.ts, listed-items.ts); what is shown is decided by the rules of visibility, as everywhere.
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
  const { account, site, scope } = caller;
  const histories = await historiesOf(
    db,
    page.map((row) => row.item_id),
  );
  const items = page.flatMap((item) => {
    const sight = { item, history: histories.get(item.item_id) ?? [], profile: site.profile, account, scope };
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
  const limit = wish.limit + 1;
  const found = [ownOf(caller, wish), ...waiting(caller).map((place) => waitingAt(place, caller, wish))];
  const { rows } = await sql<Tables["items"]>`
    with found as (select distinct item_id, updated_at from (${sql.join(found, sql` union all `)}) as candidates
      order by updated_at desc, item_id desc limit ${limit})
    select items.* from found join items on items.item_id = found.item_id
    order by items.updated_at desc, items.item_id desc`.execute(db);
  return rows;
}

/** What the person took part in: a range of one index, which holds all that is asked for. */
function ownOf({ account, site }: Caller, wish: PageWish): Condition {
  return sql`(select p.item_id, p.updated_at from item_persons p
    where p.person_id = ${account.personId} and p.site = ${site.site} and ${within("p", wish)}
    order by p.updated_at desc, p.item_id desc limit ${wish.limit + 1})`;
}

/** What may wait at a place: along an index that begins with the site, or with site and unit where units are named. */
function waitingAt({ units, condition }: Place, { site }: Caller, wish: PageWish): Condition {
  const some = (more: Condition): Condition =>
    sql`select i.item_id, i.updated_at from items i
      where i.site = ${site.site} and ${more} and ${condition} and ${within("i", wish)}
      order by i.updated_at desc, i.item_id desc limit ${wish.limit + 1}`;
  if (units === null) return sql`(${some(sql`true`)})`;
  // Unit by unit: among all that waits in the city there may be little for this one.
  return sql`(select w.item_id, w.updated_at from unnest(${[...units]}::text[]) as u (unit_id)
    cross join lateral (${some(sql`i.unit_id = u.unit_id`)}) as w)`;
}

/** Behind the place where the last page ended, and as it is searched for. */
function within(table: "i" | "p", { after, title, phase }: PageWish): Condition {
  const column = (name: string): Condition => sql.ref(`${table}.${name}`);
  const place = after === undefined ? null : placeIn(after);
  return sql.join(
    [
      place === null
        ? sql`true`
        : sql`(${column("updated_at")}, ${column("item_id")}) < (${place.at}, ${place.itemId})`,
      title === undefined ? sql`true` : sql`strpos(${column("title")}, ${title}) > 0`,
      phase === undefined ? sql`true` : sql`${column("phase")} = ${phase}`,
    ],
    sql` and `,
  );
}

/** One condition for each index; null stands for the whole city. */
interface Place {
  readonly units: readonly string[] | null;
  readonly condition: Condition;
}

/** Where something may wait for a person who took no part in it yet. */
function waiting({ account, site, scope }: Caller): Place[] {
  const reached = scope.city ? null : [...scope.units];
  const { steps, publisherRoles } = site.profile.review;
  const working = sql`i.phase in ('draft', 'in-review', 'returned', 'approved', 'in-repository')`;
  // Judged by another profile: the row may name a step that is not the next one any more. Two ranges of one index.
  const stale = [sql`i.profile_hash < ${site.profileHash}`, sql`i.profile_hash > ${site.profileHash}`].map((other) => ({
    units: null,
    condition: sql`${working} and ${other}`,
  }));
  if (account.roles.some((role) => systemRoles.includes(role))) return stale;
  const open = sql`i.phase in ('draft', 'in-review')`;
  const turns = steps
    .filter((step) => rolesAt(step).some((role) => account.roles.includes(role)))
    .flatMap((step) => {
      const turn = sql`${open} and i.next_step = ${step.id} and ${forRoles(step, account.roles)}`;
      const [own, others] = [[account.unitId], reached?.filter((unitId) => unitId !== account.unitId) ?? null];
      return [
        { units: own, condition: turn },
        { units: others, condition: sql`i.reviewed and ${turn}` },
      ];
    });
  const release = publisherRoles.some((role) => account.roles.includes(role))
    ? ["approved", "in-repository"].map((phase) => ({
        units: reached,
        condition: sql`i.phase = ${phase} and i.phase in ('approved', 'in-repository')`,
      }))
    : [];
  return [...turns, ...release, ...stale].filter(({ units }) => units === null || units.length > 0);
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
