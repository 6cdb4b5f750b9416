/** Whether a person may be enrolled as the request says: real name, own certificate, fitting roles (AC-2, NC-33, LA-41.3e). */
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { EnrolmentForm } from "../../shared/http/enrolment";
import { dayOf } from "../../shared/proofreading/run";
import { verifyPath } from "../../shared/trust/path";
import { auditRoles, systemRoles } from "../../shared/workflow/duty";
import { contractFaults, kindOf, staffLimit } from "../../shared/workflow/staff-limits";
import type { Caller, Services } from "../services";
import type { Database, Work } from "../store/tables";
import type { CertificateName } from "./account";
import { nameOfCertificate } from "./certificate-name";

/**
 * The certificate that is to be bound. Judged at the request and again when it is carried out: days may lie between.
 * @throws AppError E_PERM, E_SOD, E_FORM, E_CERT…, E_ANCHOR, E_REVOCATION
 */
export async function certificateFor(
  services: Services,
  caller: Caller,
  form: EnrolmentForm,
): Promise<CertificateName> {
  refuseRoles(form, caller);
  refuseContract(form, { caller, now: services.clock() });
  refuseDaysToCome(form, services.clock());
  const { check } = services;
  const at = services.clock().toISOString();
  const trust = { anchors: caller.site.anchors, at, check, purpose: "login" } as const;
  const path = verifyPath(form.chain.map(fromBase64), trust);
  await services.revocation.demandRecent(path, at);
  const [own] = path;
  if (own.subject.commonName !== form.name) throw new AppError("E_FORM", "证书持有人与使用人的姓名不符，须实名开通");
  return nameOfCertificate(own);
}

function refuseRoles({ roles, staff }: EnrolmentForm, { site }: Caller): void {
  const isSystem = roles.some((role) => systemRoles.includes(role));
  if (isSystem && roles.some((role) => !systemRoles.includes(role)))
    throw new AppError("E_SOD", "系统管理人员不得兼任采编、审核、发布岗位");
  if (roles.some((role) => auditRoles.includes(role)) && roles.some((role) => !auditRoles.includes(role)))
    throw new AppError("E_SOD", "审计人员不得兼任其他岗位");
  const limit = staffLimit({ kind: kindOf(staff), roles, profile: site.profile });
  if (limit !== null) throw new AppError(limit.code, limit.reason);
}

function refuseContract(
  { staff, roles }: EnrolmentForm,
  { caller, now }: { readonly caller: Caller; readonly now: Date },
): void {
  if (staff.kind === "permanent") return;
  if (staff.kind === "contract")
    throw new AppError("E_FORM", "请按合同登记表重新申请：须写明合同、保密协议和授权管理书的日期");
  const today = dayOf(now.toISOString());
  const faults = contractFaults(staff.contract, { kind: staff.kind, roles, profile: caller.site.profile, today });
  if (faults.length > 0) throw new AppError("E_FORM", `合同登记不全：${faults.join("、")}`);
}

function refuseDaysToCome({ vettedOn, trainedOn }: EnrolmentForm, now: Date): void {
  const today = dayOf(now.toISOString());
  if ([vettedOn, trainedOn].some((day) => day !== null && day > today))
    throw new AppError("E_FORM", "保密审查和培训的日期不得晚于今天");
}

/**
 * One person, one account (AC-2): neither certificate nor phone belongs to another account.
 * @throws AppError E_STATE
 */
export async function refuseTaken(
  db: Database | Work,
  { site }: Caller,
  about: { readonly form: EnrolmentForm; readonly certificate: CertificateName },
): Promise<void> {
  const { form, certificate } = about;
  await refuseClosedUnit(db, site.site, form.unitId);
  const own = form.kind === "change" ? form.accountId : "";
  const bound = await db
    .selectFrom("certificates")
    .select("account_id")
    .where("issuer", "=", certificate.issuer)
    .where("serial", "=", certificate.serial)
    .executeTakeFirst();
  if (bound !== undefined && bound.account_id !== own) throw new AppError("E_STATE", "这张证书已绑定其他账号");
  const sharing = await db
    .selectFrom("accounts")
    .select("account_id")
    .where("site", "=", site.site)
    .where("phone", "=", form.phone)
    .where("state", "=", "active")
    .where("account_id", "<>", own)
    .executeTakeFirst();
  if (sharing !== undefined) throw new AppError("E_STATE", "这个手机号已有账号，一人一号");
}

/** @throws AppError E_STATE */
async function refuseClosedUnit(db: Database | Work, site: string, unitId: string): Promise<void> {
  const row = await db
    .selectFrom("units")
    .select("state")
    .where("site", "=", site)
    .where("unit_id", "=", unitId)
    .executeTakeFirst();
  if (row?.state === "closed") throw new AppError("E_STATE", "这个单位已关闭，不再开通账号");
}
