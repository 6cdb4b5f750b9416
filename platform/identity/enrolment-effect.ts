/** What an approved request does to an account, and what a departure 离岗 does: each in one transaction (LA-41.3d, NC-12). */
import { z } from "zod";
import { AppError, check } from "../../shared/failure";
import type { EnrolmentForm, EnrolmentView } from "../../shared/http/enrolment";
import { endOf } from "../../shared/model/staff";
import { kindOf } from "../../shared/workflow/staff-limits";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import type { EnrolmentRow } from "../store/account-tables";
import type { Work } from "../store/tables";
import type { CertificateName } from "./account";
import { endSessionsOf } from "./account-state";
import { managedAccount, requireSystem } from "./administration";
import { keepClearance } from "./clearance";
import { enrolmentNow, formOf, note, save, viewOf } from "./enrolment";
import { certificateFor, refuseTaken } from "./enrolment-check";
import { openHandOver } from "./hand-over";
import { demandManaging } from "./scope";
import { newSecret } from "./secret";

/** @throws AppError E_PERM, E_NOT_FOUND, E_FORM without approval, E_SOD for the approver, E_STATE, E_CERT… */
export async function executeEnrolment(
  services: Services,
  caller: Caller,
  enrolmentId: string,
): Promise<EnrolmentView> {
  requireSystem(caller);
  demandManaging(caller.scope);
  const { db } = services.store;
  const at = services.clock().toISOString();
  const judged = await db.transaction().execute((work) => executable(work, caller, enrolmentId));
  const form = formOf(judged);
  // The authorities may take their time to answer: not inside a transaction.
  const certificate = await certificateFor(services, caller, form);
  return db.transaction().execute(async (work) => {
    const row = await executable(work, caller, enrolmentId);
    await refuseTaken(work, caller, { form, certificate });
    const accountId = await apply(work, { form, certificate, row, at });
    const done: EnrolmentRow = {
      ...row,
      account_id: accountId,
      state: "done",
      executed_by: caller.account.name,
      executed_at: at,
    };
    await save(work, done);
    const event = form.kind === "open" ? "account-opened" : "account-changed";
    await note(work, at, { event, caller, row: done });
    return viewOf(done);
  });
}

async function executable(work: Work, caller: Caller, enrolmentId: string): Promise<EnrolmentRow> {
  const row = await enrolmentNow(work, caller, enrolmentId);
  if (row.state === "requested") throw new AppError("E_FORM", "申请尚未批准，不能办理");
  if (row.state !== "approved") throw new AppError("E_STATE", "这份申请已经办理");
  if (row.decided_person === caller.account.personId) throw new AppError("E_SOD", "批准与办理须由不同的人承担");
  return row;
}

interface Applied {
  readonly form: EnrolmentForm;
  readonly certificate: CertificateName;
  readonly row: EnrolmentRow;
  readonly at: string;
}

/** Answers the account's id. */
async function apply(work: Work, { form, certificate, row, at }: Applied): Promise<string> {
  const fields = {
    unit_id: form.unitId,
    unit_name: form.unitName,
    roles: JSON.stringify(form.roles),
    phone: form.phone,
    ends_at: endOf(form.staff),
    staff: kindOf(form.staff),
    contract: "contract" in form.staff ? JSON.stringify(form.staff.contract) : null,
    gate_from: "",
    ...(form.vettedOn === null ? {} : { vetted_on: form.vettedOn }),
    ...(form.trainedOn === null ? {} : { trained_on: form.trainedOn }),
  };
  if (form.kind === "change") {
    await handOverFor(work, form, { by: row.requested_by, at });
    await cutOff(work, form.accountId);
    await noteDays(work, { form, row, at, accountId: form.accountId });
    await work.updateTable("accounts").set(fields).where("account_id", "=", form.accountId).execute();
    await work
      .insertInto("certificates")
      .values({ ...certificate, account_id: form.accountId })
      .execute();
    return form.accountId;
  }
  const accountId = `a${newSecret()}`;
  const person = { person_id: `p${newSecret()}`, name: form.name, site: row.site, enrolled_at: at };
  await work
    .insertInto("accounts")
    .values({ account_id: accountId, ...person, ...fields })
    .execute();
  await work
    .insertInto("certificates")
    .values({ ...certificate, account_id: accountId })
    .execute();
  await noteDays(work, { form, row, at, accountId });
  return accountId;
}

/** 转岗: another unit or other roles; a new certificate or contract hands nothing over (AC-8). */
async function handOverFor(
  work: Work,
  form: Extract<EnrolmentForm, { kind: "change" }>,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  const before = await work
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", form.accountId)
    .executeTakeFirstOrThrow();
  const rolesBefore = check(z.array(z.string()), JSON.parse(before.roles)).toSorted().join();
  if (before.unit_id === form.unitId && rolesBefore === form.roles.toSorted().join()) return;
  await openHandOver(work, before, { kind: "transfer", reason: form.reason, by, at });
}

/** Days of vetting and training that came with the request. */
async function noteDays(
  work: Work,
  { form, row, at, accountId }: Omit<Applied, "certificate"> & { readonly accountId: string },
): Promise<void> {
  const { vettedOn, trainedOn } = form;
  if (vettedOn === null && trainedOn === null) return;
  await keepClearance(work, {
    account_id: accountId,
    vetted_on: vettedOn,
    trained_on: trainedOn,
    basis: `申请单 ${row.enrolment_id}`,
    entered_by: row.requested_by,
    entered_at: at,
  });
}

/** Every session, every sign-in on its way, every certificate: at once, so that no old right outlives the change. */
async function cutOff(work: Work, accountId: string): Promise<void> {
  await endSessionsOf(work, accountId, "account");
  await work.deleteFrom("tickets").where("account_id", "=", accountId).execute();
  await work.deleteFrom("certificates").where("account_id", "=", accountId).execute();
}

interface Departure {
  readonly accountId: string;
  readonly reason: string;
}

/**
 * 离岗: needs no second person, since it only takes away, and rights end at once (LA-41.3d). The desk that is told so wipes its
 * data key. Whoever comes back is enrolled anew. @throws AppError E_PERM, E_NOT_FOUND, E_SOD, E_STATE
 */
export function leaveAccount(services: Services, caller: Caller, { accountId, reason }: Departure): Promise<void> {
  requireSystem(caller);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    const account = await managedAccount(work, caller, accountId);
    if (account.state === "reclaimed") throw new AppError("E_STATE", "账号已收回");
    await openHandOver(work, account, { kind: "leave", reason, by: caller.account.name, at });
    await cutOff(work, accountId);
    await work
      .updateTable("accounts")
      .set({ state: "reclaimed", roles: "[]" })
      .where("account_id", "=", accountId)
      .execute();
    await work
      .updateTable("enrolments")
      .set({ state: "refused", decision_reason: "已离岗", decided_at: at })
      .where("account_id", "=", accountId)
      .where("state", "in", ["requested", "approved"])
      .execute();
    await audit(work, at, { event: "account-left", accountId, detail: `${caller.account.accountId} ${reason}` });
  });
}
