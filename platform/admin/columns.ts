/** Owners of columns and co-build grants (RP-9): an owner is set by the city, a grant given and withdrawn by the lead unit's side. */
import { AppError } from "../../shared/failure";
import { audit } from "../audit";
import { requireCity, requireSystem } from "../identity/administration";
import { demandGoverned } from "../identity/scope";
import { newSecret } from "../identity/secret";
import type { Caller, Services } from "../services";
import type { Tables, Work } from "../store/tables";

const DAY_MS = 86_400_000;
/** A grant is for a time; longer ones are given anew. */
const MOST_GRANT_DAYS = 366;

/** Of the whole city, whoever asks: a lead unit grants to units that it does not administer. @throws AppError E_PERM */
export async function openUnits(
  services: Services,
  caller: Caller,
): Promise<readonly (readonly [unitId: string, name: string])[]> {
  requireSystem(caller);
  const rows = await services.store.db
    .selectFrom("units")
    .select(["unit_id", "name"])
    .where("site", "=", caller.site.site)
    .where("state", "=", "open")
    .orderBy("name")
    .execute();
  return rows.map(({ unit_id, name }) => [unit_id, name] as const);
}

interface OwnerWish {
  readonly columnId: string;
  readonly unitId: string;
  readonly reason: string;
}

/** @throws AppError E_PERM, E_FORM, E_NOT_FOUND */
export function setOwner(services: Services, caller: Caller, { columnId, unitId, reason }: OwnerWish): Promise<void> {
  requireSystem(caller);
  requireCity(caller);
  demandReason(reason);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    await columnNow(work, caller, columnId);
    await demandOpenUnit(work, caller, unitId);
    await work
      .updateTable("columns")
      .set({ owner_unit: unitId })
      .where("site", "=", caller.site.site)
      .where("column_id", "=", columnId)
      .execute();
    await note(work, caller, { at, event: "column-owner", about: `${columnId} ${unitId} ${reason}` });
  });
}

interface GrantWish extends OwnerWish {
  /** Days in Beijing, both included. */
  readonly since: string;
  readonly until: string;
}

/** @throws AppError E_PERM, E_FORM, E_STATE, E_NOT_FOUND */
export function grantColumn(services: Services, caller: Caller, wish: GrantWish): Promise<void> {
  requireSystem(caller);
  demandReason(wish.reason);
  const { since, until } = spanOf(wish);
  const at = services.clock().toISOString();
  if (until <= at) throw new AppError("E_FORM", "截止日期已过");
  return services.store.db.transaction().execute(async (work) => {
    const { owner_unit: owner } = await columnNow(work, caller, wish.columnId);
    if (owner === null) throw new AppError("E_STATE", "请先指定这个栏目的牵头单位");
    demandGoverned(caller.scope, owner);
    if (owner === wish.unitId) throw new AppError("E_FORM", "牵头单位自己的栏目不需要授权");
    await demandOpenUnit(work, caller, wish.unitId);
    const own = { site: caller.site.site, column_id: wish.columnId, unit_id: wish.unitId };
    const given = { granted_by: caller.account.name, granted_at: at, withdrawn_at: null, withdrawn_by: null };
    await work
      .insertInto("column_grants")
      .values({ grant_id: `g${newSecret().slice(0, 16)}`, ...own, since, until, reason: wish.reason, ...given })
      .execute();
    const about = `${wish.columnId} ${wish.unitId} ${since} ${until} ${wish.reason}`;
    await note(work, caller, { at, event: "column-granted", about });
  });
}

/** At once, also for what was sent and waits for review. Answers the column. @throws AppError E_PERM, E_NOT_FOUND */
export function withdrawGrant(services: Services, caller: Caller, grantId: string): Promise<string> {
  requireSystem(caller);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    const grant = await work
      .selectFrom("column_grants")
      .selectAll()
      .where("grant_id", "=", grantId)
      .where("site", "=", caller.site.site)
      .where("withdrawn_at", "is", null)
      .forUpdate()
      .executeTakeFirst();
    if (grant === undefined) throw new AppError("E_NOT_FOUND", "没有这项授权");
    const { owner_unit: owner } = await columnNow(work, caller, grant.column_id);
    demandGoverned(caller.scope, owner ?? grant.unit_id);
    await work
      .updateTable("column_grants")
      .set({ withdrawn_at: at, withdrawn_by: caller.account.name })
      .where("grant_id", "=", grantId)
      .execute();
    await note(work, caller, { at, event: "column-withdrawn", about: `${grant.column_id} ${grant.unit_id}` });
    return grant.column_id;
  });
}

function demandReason(reason: string): void {
  if (reason.length < 2 || reason.length > 200) throw new AppError("E_FORM", "请写明原因，2 至 200 字");
}

/** @throws AppError E_FORM */
function spanOf({ since, until }: Pick<GrantWish, "since" | "until">): { since: string; until: string } {
  const [from, last] = [Date.parse(`${since}T00:00:00+08:00`), Date.parse(`${until}T00:00:00+08:00`)];
  if (Number.isNaN(from) || Number.isNaN(last) || last < from) throw new AppError("E_FORM", "起止日期不对");
  const end = last + DAY_MS;
  if (end - from > MOST_GRANT_DAYS * DAY_MS) throw new AppError("E_FORM", "一次授权最长一年，到期可以再授");
  return { since: new Date(from).toISOString(), until: new Date(end).toISOString() };
}

/** @throws AppError E_NOT_FOUND */
async function columnNow(work: Work, { site }: Caller, columnId: string): Promise<Tables["columns"]> {
  const row = await work
    .selectFrom("columns")
    .selectAll()
    .where("site", "=", site.site)
    .where("column_id", "=", columnId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "没有这个栏目");
  return row;
}

/** @throws AppError E_NOT_FOUND */
async function demandOpenUnit(work: Work, { site }: Caller, unitId: string): Promise<void> {
  const unit = await work
    .selectFrom("units")
    .select("unit_id")
    .where("site", "=", site.site)
    .where("unit_id", "=", unitId)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (unit === undefined) throw new AppError("E_NOT_FOUND", "没有这个单位，或单位已关闭");
}

interface Noted {
  readonly at: string;
  readonly event: string;
  readonly about: string;
}

function note(work: Work, { account, site }: Caller, { at, event, about }: Noted): Promise<void> {
  return audit(work, at, { event, site: site.site, accountId: account.accountId, detail: about });
}
