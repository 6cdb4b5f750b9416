/** 责任人登记 (RP-8): who answers for what in a unit. An entry ends and stays, so that it can be told who it was then. */
import { AppError } from "../../shared/failure";
import { audit } from "../audit";
import { requireSystem } from "../identity/administration";
import { demandGoverned } from "../identity/scope";
import { newSecret } from "../identity/secret";
import type { Caller, Services } from "../services";
import type { Tables } from "../store/tables";

export const officerDuties = [
  "主要负责人",
  "分管领导",
  "承办科室负责人",
  "信息安全专人",
  "内容专人",
  "联络员",
] as const;
/** 1–2 内容专人 (NC-32); of every other duty one at a time. */
const most: Readonly<Partial<Record<string, number>>> = { 内容专人: 2 };

/** Those in office first. @throws AppError E_PERM */
export async function listOfficers(services: Services, caller: Caller, unitId: string): Promise<Tables["officers"][]> {
  requireSystem(caller);
  demandGoverned(caller.scope, unitId);
  return services.store.db
    .selectFrom("officers")
    .selectAll()
    .where("site", "=", caller.site.site)
    .where("unit_id", "=", unitId)
    .orderBy("until", (order) => order.desc().nullsFirst())
    .orderBy("since", "desc")
    .execute();
}

export interface OfficerWish {
  readonly unitId: string;
  readonly duty: string;
  readonly name: string;
  readonly phone: string;
}

/** @throws AppError E_PERM, E_FORM, E_NOT_FOUND, E_STATE while the duty is held */
export function enterOfficer(services: Services, caller: Caller, wish: OfficerWish): Promise<void> {
  requireSystem(caller);
  const duty = officerDuties.find((each) => each === wish.duty);
  if (duty === undefined) throw new AppError("E_FORM", "请选择职责");
  if (!/^[\d-]{7,20}$/.test(wish.phone)) throw new AppError("E_FORM", "联系电话须为 7 至 20 位数字");
  const at = services.clock().toISOString();
  const { site, account } = caller;
  return services.store.db.transaction().execute(async (work) => {
    const unit = await work
      .selectFrom("units")
      .select("unit_id")
      .where("site", "=", site.site)
      .where("unit_id", "=", wish.unitId)
      .forUpdate()
      .executeTakeFirst();
    if (unit === undefined) throw new AppError("E_NOT_FOUND", "没有这个单位");
    demandGoverned(caller.scope, wish.unitId);
    const held = await work
      .selectFrom("officers")
      .select("officer_id")
      .where("site", "=", site.site)
      .where("unit_id", "=", wish.unitId)
      .where("duty", "=", duty)
      .where("until", "is", null)
      .execute();
    if (held.length >= (most[duty] ?? 1)) throw new AppError("E_STATE", `${duty}已有登记，请先结束原来的登记`);
    const officer = { name: wish.name.slice(0, 50), phone: wish.phone, since: at, entered_by: account.name };
    await work
      .insertInto("officers")
      .values({
        officer_id: `o${newSecret().slice(0, 16)}`,
        ...{ site: site.site, unit_id: wish.unitId, duty, until: null, ended_by: null },
        ...officer,
      })
      .execute();
    const detail = `${wish.unitId} ${duty}`;
    await audit(work, at, { event: "officer-entered", site: site.site, accountId: account.accountId, detail });
  });
}

/** @throws AppError E_PERM, E_NOT_FOUND */
export function endOfficer(services: Services, caller: Caller, officerId: string): Promise<string> {
  requireSystem(caller);
  const at = services.clock().toISOString();
  const { site, account } = caller;
  return services.store.db.transaction().execute(async (work) => {
    const ended = await work
      .updateTable("officers")
      .set({ until: at, ended_by: account.name })
      .where("officer_id", "=", officerId)
      .where("site", "=", site.site)
      .where("until", "is", null)
      .returning(["unit_id", "duty"])
      .executeTakeFirst();
    if (ended === undefined) throw new AppError("E_NOT_FOUND", "没有这条登记");
    demandGoverned(caller.scope, ended.unit_id);
    const detail = `${ended.unit_id} ${ended.duty}`;
    await audit(work, at, { event: "officer-ended", site: site.site, accountId: account.accountId, detail });
    return ended.unit_id;
  });
}
