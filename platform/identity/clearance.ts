/** 上岗条件登记 (RP-7): days of secrecy vetting and training. Entered by another person, kept as entries that stay. */
import { AppError } from "../../shared/failure";
import type { Clearance } from "../../shared/http/enrolment";
import { dayOf } from "../../shared/proofreading/run";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import type { Database, Tables, Work } from "../store/tables";
import { endSessionsOf } from "./account-state";
import { managedAccount, requireSystem } from "./administration";
import { demandManaging } from "./scope";
import { newSecret } from "./secret";

/** A day taken back ends the sessions with it. @throws AppError E_PERM, E_NOT_FOUND, E_SOD, E_FORM for a day to come, E_STATE */
export function recordClearance(
  services: Services,
  caller: Caller,
  given: Clearance & { readonly accountId: string },
): Promise<void> {
  requireSystem(caller);
  demandManaging(caller.scope);
  const { accountId, vettedOn, trainedOn, basis } = given;
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    const row = await managedAccount(work, caller, accountId);
    if (row.state === "reclaimed") throw new AppError("E_STATE", "账号已收回，请重新申请开通");
    if ([vettedOn, trainedOn].some((day) => day !== null && day > dayOf(at)))
      throw new AppError("E_FORM", "保密审查和培训的日期不得晚于今天");
    const set = { vetted_on: vettedOn, trained_on: trainedOn };
    await work.updateTable("accounts").set(set).where("account_id", "=", accountId).execute();
    await keepClearance(work, {
      account_id: accountId,
      ...set,
      basis,
      entered_by: caller.account.name,
      entered_at: at,
    });
    if (vettedOn === null || trainedOn === null) await endSessionsOf(work, accountId, "account");
    const detail = `${caller.account.accountId} ${vettedOn ?? "-"} ${trainedOn ?? "-"}`;
    await audit(work, at, { event: "account-cleared", site: row.site, accountId, detail });
  });
}

export async function keepClearance(work: Work, entry: Omit<Tables["clearances"], "clearance_id">): Promise<void> {
  await work
    .insertInto("clearances")
    .values({ clearance_id: `c${newSecret().slice(0, 16)}`, ...entry })
    .execute();
}

/** Newest first. */
export function clearancesOf(db: Database, accountId: string): Promise<Tables["clearances"][]> {
  return db
    .selectFrom("clearances")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy("entered_at", "desc")
    .limit(50)
    .execute();
}
