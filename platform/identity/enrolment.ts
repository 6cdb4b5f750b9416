/**
 * Opening and changing accounts (AC-1, NY-13): requested by one administrator, approved by another, carried out by somebody
 * who did not approve it. Nobody requests, approves or carries out anything about himself.
 */
import { type Expression, type RawBuilder, sql } from "kysely";
import { AppError, check } from "../../shared/failure";
import { type EnrolmentForm, type EnrolmentView, enrolmentForm, enrolmentView } from "../../shared/http/enrolment";
import { endOf } from "../../shared/model/staff";
import { kindOf } from "../../shared/workflow/staff-limits";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import { maskPhone } from "../sms/gateway";
import type { EnrolmentRow } from "../store/account-tables";
import type { Work } from "../store/tables";
import { managedAccount, requireSystem } from "./administration";
import { certificateFor, refuseTaken } from "./enrolment-check";
import { demandGoverned, demandManaging, governedBy, type Scope } from "./scope";
import { newSecret } from "./secret";

/** @throws AppError E_PERM, E_SOD, E_FORM, E_STATE, E_NOT_FOUND, E_CERT… */
export async function requestEnrolment(
  services: Services,
  caller: Caller,
  form: EnrolmentForm,
): Promise<EnrolmentView> {
  requireSystem(caller);
  demandGoverned(caller.scope, form.unitId);
  const { db } = services.store;
  if (form.kind === "change") await refuseRenaming(db, caller, form);
  await refuseTaken(db, caller, { form, certificate: await certificateFor(services, caller, form) });
  const at = services.clock().toISOString();
  const { name, personId } = caller.account;
  const row: EnrolmentRow = {
    enrolment_id: `e${newSecret()}`,
    site: caller.site.site,
    account_id: form.kind === "change" ? form.accountId : null,
    form: JSON.stringify(form),
    state: "requested",
    requested_by: name,
    requested_person: personId,
    requested_at: at,
    decided_by: null,
    decided_person: null,
    decided_at: null,
    decision_reason: null,
    executed_by: null,
    executed_at: null,
  };
  return db.transaction().execute(async (work) => {
    await work.insertInto("enrolments").values(row).execute();
    await note(work, at, { event: "enrolment-requested", caller, row });
    return viewOf(row);
  });
}

/** Another person behind the same account is a new account. @throws AppError E_NOT_FOUND, E_SOD, E_FORM, E_STATE */
async function refuseRenaming(
  db: Services["store"]["db"],
  caller: Caller,
  form: Extract<EnrolmentForm, { kind: "change" }>,
): Promise<void> {
  const { name, state } = await managedAccount(db, caller, form.accountId);
  if (name !== form.name) throw new AppError("E_FORM", "使用人不同：请为新的使用人另行申请开通，一人一号");
  if (state === "reclaimed") throw new AppError("E_STATE", "账号已收回，请重新申请开通");
}

/** @throws AppError E_PERM */
export async function listEnrolments(services: Services, caller: Caller): Promise<EnrolmentView[]> {
  requireSystem(caller);
  const rows = await services.store.db
    .selectFrom("enrolments")
    .selectAll()
    .where("site", "=", caller.site.site)
    .where((where) => enrolmentsBy(caller.scope, where.ref("form")))
    .orderBy("requested_at", "desc")
    .limit(200)
    .execute();
  return rows.map(viewOf);
}

/** By the unit that is asked for. A form is JSON. */
export const enrolmentsBy = (scope: Scope, form: Expression<string>): RawBuilder<boolean> =>
  governedBy(scope, sql<string>`(${form}::jsonb ->> 'unitId')`);

interface Decision {
  readonly enrolmentId: string;
  readonly approve: boolean;
  readonly reason: string;
}

/** @throws AppError E_PERM, E_NOT_FOUND, E_SOD for one's own request, E_STATE for one that was decided */
export function decideEnrolment(services: Services, caller: Caller, decision: Decision): Promise<EnrolmentView> {
  requireSystem(caller);
  demandManaging(caller.scope);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    const found = await enrolmentNow(work, caller, decision.enrolmentId);
    if (found.requested_person === caller.account.personId) throw new AppError("E_SOD", "申请与批准须由不同的人办理");
    if (found.state !== "requested") throw new AppError("E_STATE", "这份申请已经办理");
    const row: EnrolmentRow = {
      ...found,
      state: decision.approve ? "approved" : "refused",
      decided_by: caller.account.name,
      decided_person: caller.account.personId,
      decided_at: at,
      decision_reason: decision.reason,
    };
    await save(work, row);
    await note(work, at, { event: decision.approve ? "enrolment-approved" : "enrolment-refused", caller, row });
    return viewOf(row);
  });
}

/** The row, locked; nobody handles what is about himself. @throws AppError E_NOT_FOUND, E_SOD */
export async function enrolmentNow(work: Work, caller: Caller, enrolmentId: string): Promise<EnrolmentRow> {
  const row = await work
    .selectFrom("enrolments")
    .selectAll()
    .where("enrolment_id", "=", enrolmentId)
    .where("site", "=", caller.site.site)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND");
  demandGoverned(caller.scope, formOf(row).unitId);
  if (row.account_id !== null) await managedAccount(work, caller, row.account_id);
  return row;
}

export async function save(work: Work, { enrolment_id, ...row }: EnrolmentRow): Promise<void> {
  await work.updateTable("enrolments").set(row).where("enrolment_id", "=", enrolment_id).execute();
}

interface Noted {
  readonly event: string;
  readonly caller: Caller;
  readonly row: EnrolmentRow;
}

export function note(work: Work, at: string, { event, caller, row }: Noted): Promise<void> {
  const detail = `${row.enrolment_id} ${caller.account.accountId}`;
  return audit(work, at, { event, site: row.site, accountId: row.account_id ?? "", detail });
}

export const formOf = (row: EnrolmentRow): EnrolmentForm => check(enrolmentForm, JSON.parse(row.form));

export function viewOf(row: EnrolmentRow): EnrolmentView {
  const { kind, name, phone, unitName, roles, staff, reason, vettedOn, trainedOn } = formOf(row);
  return check(enrolmentView, {
    enrolmentId: row.enrolment_id,
    kind,
    state: row.state,
    accountId: row.account_id,
    name,
    phone: maskPhone(phone),
    unitName,
    roles,
    staff: kindOf(staff),
    contract: "contract" in staff ? staff.contract : null,
    vettedOn,
    trainedOn,
    endsAt: endOf(staff),
    reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    executedBy: row.executed_by,
  });
}
