/** Units 单位 (RP-1, RP-8): kept as rows of their own, filled from the accounts that name them. */
import { sql } from "kysely";
import { AppError } from "../../shared/failure";
import { audit } from "../audit";
import { requireSystem } from "../identity/administration";
import { demandGoverned, demandManaging, governedBy } from "../identity/scope";
import { newSecret } from "../identity/secret";
import type { Caller, Services } from "../services";
import type { Tables, Work } from "../store/tables";

export interface Unit {
  readonly row: Tables["units"];
  /** Accounts in use. */
  readonly accounts: number;
}

/** By name; units that accounts name and nobody has entered yet are entered. @throws AppError E_PERM */
export function listUnits(services: Services, caller: Caller): Promise<readonly Unit[]> {
  requireSystem(caller);
  const { site } = caller.site;
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    await enterKnown(work, site, at);
    const rows = await work
      .selectFrom("units")
      .selectAll()
      .where("site", "=", site)
      .where((where) => governedBy(caller.scope, where.ref("unit_id")))
      .orderBy("name")
      .execute();
    const counts = await work
      .selectFrom("accounts")
      .select(({ fn }) => ["unit_id", fn.countAll().as("accounts")])
      .where("site", "=", site)
      .where("state", "=", "active")
      .groupBy("unit_id")
      .execute();
    const count = new Map(counts.map(({ unit_id, accounts }) => [unit_id, Number(accounts)]));
    return rows.map((row) => ({ row, accounts: count.get(row.unit_id) ?? 0 }));
  });
}

async function enterKnown(work: Work, site: string, at: string): Promise<void> {
  await sql`insert into units (site, unit_id, name, parent_id, duty, reach, state, manager, manager_phone, changed_at)
    select site, unit_id, min(unit_name), null, 'uses', 'subtree', 'open', '', '', ${at} from accounts
    where site = ${site} group by site, unit_id on conflict do nothing`.execute(work);
}

export interface UnitWish {
  readonly name: string;
  readonly parentId: string | null;
  readonly duty: Tables["units"]["duty"];
  readonly reach: Tables["units"]["reach"];
  readonly manager: string;
  readonly managerPhone: string;
}

/** Answers the new unit's id. @throws AppError E_PERM, E_FORM, E_NOT_FOUND */
export function createUnit(services: Services, caller: Caller, wish: UnitWish): Promise<string> {
  return changing(services, caller, async (work, at) => {
    demandPlace(caller, wish, null);
    await judge(work, caller, { wish, own: "" });
    const unitId = `u${newSecret().slice(0, 16)}`;
    await work
      .insertInto("units")
      .values({ site: caller.site.site, unit_id: unitId, state: "open", ...columnsOf(wish, at) })
      .execute();
    await note(work, caller, { at, event: "unit-opened", unitId });
    return unitId;
  });
}

/** A new name is the accounts' too, from their next call on. @throws AppError E_PERM, E_FORM, E_NOT_FOUND */
export function changeUnit(services: Services, caller: Caller, change: UnitWish & { unitId: string }): Promise<void> {
  const { unitId, ...wished } = change;
  return changing(services, caller, async (work, at) => {
    const before = await governedUnit(work, caller, unitId);
    const wish = isOwn(caller, before) ? { ...wished, ...placeOf(before) } : wished;
    demandPlace(caller, wish, before);
    await judge(work, caller, { wish, own: unitId });
    const columns = columnsOf(wish, at);
    // An empty field keeps the number, which the page shows masked only.
    const phone =
      wish.managerPhone === "" && wish.manager === before.manager ? before.manager_phone : wish.managerPhone;
    await write(work, caller, { unitId, ...columns, manager_phone: phone });
    await work
      .updateTable("accounts")
      .set({ unit_name: wish.name })
      .where("site", "=", caller.site.site)
      .where("unit_id", "=", unitId)
      .execute();
    await note(work, caller, { at, event: "unit-changed", unitId });
    const isSame = wish.manager === before.manager && phone === before.manager_phone;
    if (!isSame) await note(work, caller, { at, event: "unit-manager", unitId });
  });
}

/** @throws AppError E_PERM, E_NOT_FOUND, E_STATE while accounts of it are in use */
export function closeUnit(services: Services, caller: Caller, unitId: string): Promise<void> {
  return changing(services, caller, async (work, at) => {
    await governedUnit(work, caller, unitId);
    const used = await work
      .selectFrom("accounts")
      .select("account_id")
      .where("site", "=", caller.site.site)
      .where("unit_id", "=", unitId)
      .where("state", "=", "active")
      .executeTakeFirst();
    if (used !== undefined) throw new AppError("E_STATE", "这个单位还有在用的账号，请先办理转岗或离岗");
    await write(work, caller, { unitId, state: "closed", changed_at: at });
    await note(work, caller, { at, event: "unit-closed", unitId });
  });
}

/** @throws AppError E_PERM, E_NOT_FOUND */
export function reopenUnit(services: Services, caller: Caller, unitId: string): Promise<void> {
  return changing(services, caller, async (work, at) => {
    await governedUnit(work, caller, unitId);
    await write(work, caller, { unitId, state: "open", changed_at: at });
    await note(work, caller, { at, event: "unit-opened", unitId });
  });
}

async function changing<T>(
  services: Services,
  caller: Caller,
  work: (work: Work, at: string) => Promise<T>,
): Promise<T> {
  requireSystem(caller);
  demandManaging(caller.scope);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (open) => {
    await enterKnown(open, caller.site.site, at);
    return work(open, at);
  });
}

/** @throws AppError E_NOT_FOUND for another city's too */
async function unitNow(work: Work, { site }: Caller, unitId: string): Promise<Tables["units"]> {
  const row = await work
    .selectFrom("units")
    .selectAll()
    .where("site", "=", site.site)
    .where("unit_id", "=", unitId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "没有这个单位");
  return row;
}

/** @throws AppError E_NOT_FOUND, E_PERM outside the own units */
async function governedUnit(work: Work, caller: Caller, unitId: string): Promise<Tables["units"]> {
  const row = await unitNow(work, caller, unitId);
  demandGoverned(caller.scope, unitId);
  return row;
}

/** Whoever governs less than the city leaves his own unit where those above him put it. */
export const isOwn = ({ scope, account }: Caller, { unit_id }: Tables["units"]): boolean =>
  !scope.city && unit_id === account.unitId;

const placeOf = ({ parent_id, duty, reach }: Tables["units"]) => ({ parentId: parent_id, duty, reach });

/**
 * Where a unit may stand, and how far it may reach: nobody gives a unit more than he has, nor moves his own (RP-1).
 * @throws AppError E_PERM, E_SOD
 */
function demandPlace({ scope, account }: Caller, wish: UnitWish, before: Tables["units"] | null): void {
  if (scope.city) {
    if (before?.unit_id === account.unitId && wish.reach !== "city")
      throw new AppError("E_SOD", "本单位的管辖范围由另一个全市范围的单位调整");
    return;
  }
  if (wish.reach === "city") throw new AppError("E_PERM", "全市范围只能由全市范围的管理人员授予");
  if (before?.unit_id === account.unitId) return;
  if (wish.parentId === null) throw new AppError("E_PERM", "新单位须隶属于您管辖的单位");
  demandGoverned(scope, wish.parentId);
}

async function judge(
  work: Work,
  caller: Caller,
  { wish, own: unitId }: { readonly wish: UnitWish; readonly own: string },
): Promise<void> {
  if (wish.name === "" || wish.name.length > 100) throw new AppError("E_FORM", "单位名称须为 1 至 100 字");
  if (wish.managerPhone !== "" && !/^1\d{10}$/.test(wish.managerPhone))
    throw new AppError("E_FORM", "负责人的手机号须为 11 位数字");
  const { site } = caller.site;
  const same = await work
    .selectFrom("units")
    .select("unit_id")
    .where("site", "=", site)
    .where("name", "=", wish.name)
    .where("unit_id", "<>", unitId)
    .executeTakeFirst();
  if (same !== undefined) throw new AppError("E_FORM", "已有同名单位");
  // A unit that is above itself would be in no tree.
  for (let above = wish.parentId; above !== null; above = (await unitNow(work, caller, above)).parent_id)
    if (above === unitId) throw new AppError("E_FORM", "单位不能隶属于自己或自己的下级");
}

const columnsOf = (wish: UnitWish, at: string) => ({
  name: wish.name,
  parent_id: wish.parentId,
  duty: wish.duty,
  reach: wish.reach,
  manager: wish.manager,
  manager_phone: wish.managerPhone,
  changed_at: at,
});

async function write(
  work: Work,
  { site }: Caller,
  { unitId, ...set }: Partial<Tables["units"]> & { readonly unitId: string },
): Promise<void> {
  await work.updateTable("units").set(set).where("site", "=", site.site).where("unit_id", "=", unitId).execute();
}

function note(
  work: Work,
  { account, site }: Caller,
  { at, event, unitId }: { readonly at: string; readonly event: string; readonly unitId: string },
): Promise<void> {
  return audit(work, at, { event, site: site.site, accountId: account.accountId, detail: unitId });
}
