/**
 * Which changes make a notice due (AC-5), read from the audit: whatever route changed an account or a responsible person left a
 * row there, so that no way in can leave a notice out. What was changed is put into words when the row is taken over.
 */
import { z } from "zod";
import { check } from "../../shared/failure";
import { type EnrolmentForm, enrolmentForm } from "../../shared/http/enrolment";
import type { Tables, Work } from "../store/tables";

/** Of accounts: the row's account is the one that changed. */
const accountEvents: Readonly<Record<string, string>> = {
  "account-opened": "开通账号",
  "account-changed": "变更账号",
  "account-left": "离岗，注销账号",
  "account-ended": "合同到期，账号终止",
  "dormancy-disable": "停用账号",
  "dormancy-reclaim": "收回账号",
};

/** Of the register: the row's account is who entered it; its detail names unit and duty. */
const officerEvents: Readonly<Record<string, string>> = {
  "officer-entered": "登记责任人",
  "officer-ended": "责任人不再担任",
  "unit-manager": "更换账号管理负责人",
};

export const noticeEvents: readonly string[] = [...Object.keys(accountEvents), ...Object.keys(officerEvents)];

export const isAboutAccount = (event: string): boolean => Object.hasOwn(accountEvents, event);

export type Row = Pick<Tables["audit"], "seq" | "at" | "event" | "account_id" | "detail">;

export type Change = Pick<
  Tables["change_notices"],
  "account_id" | "unit_id" | "unit_name" | "person" | "phone" | "matter" | "made_by"
>;

export async function changeIn(work: Work, site: string, row: Row): Promise<Change> {
  return isAboutAccount(row.event) ? accountChange(work, row) : officerChange(work, site, row);
}

const roleList = z.array(z.string());

async function accountChange(work: Work, { event, account_id, detail }: Row): Promise<Change> {
  const account = await work.selectFrom("accounts").selectAll().where("account_id", "=", account_id).executeTakeFirst();
  const [first = "", second = ""] = detail.split(" ");
  const asked = await formOf(work, first);
  const roles = asked?.roles ?? check(roleList, JSON.parse(account?.roles ?? "[]"));
  const rights = roles.length === 0 ? "全部权限取消" : `功能权限：${roles.join("、")}`;
  // An enrolment's row names itself first, a departure's its administrator.
  const by = asked === null ? first : second;
  return {
    account_id,
    unit_id: asked?.unitId ?? account?.unit_id ?? "",
    unit_name: asked?.unitName ?? account?.unit_name ?? "",
    person: account?.name ?? "",
    phone: account?.phone ?? "",
    matter: `${accountEvents[event] ?? event}；${rights}${asked === null ? "" : `；理由：${asked.reason}`}`,
    made_by: await nameOf(work, by),
  };
}

async function formOf(work: Work, enrolmentId: string): Promise<EnrolmentForm | null> {
  const row = await work
    .selectFrom("enrolments")
    .select("form")
    .where("enrolment_id", "=", enrolmentId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return enrolmentForm.safeParse(JSON.parse(row.form)).data ?? null;
}

async function officerChange(work: Work, site: string, { event, at, account_id, detail }: Row): Promise<Change> {
  const [unitId = "", duty = "账号管理负责人"] = detail.split(" ");
  const unit = await work
    .selectFrom("units")
    .selectAll()
    .where("site", "=", site)
    .where("unit_id", "=", unitId)
    .executeTakeFirst();
  const officer = await work
    .selectFrom("officers")
    .selectAll()
    .where("site", "=", site)
    .where("unit_id", "=", unitId)
    .where("duty", "=", duty)
    .where(event === "officer-ended" ? "until" : "since", "=", at)
    .executeTakeFirst();
  const manager = event === "unit-manager" ? { name: unit?.manager, phone: unit?.manager_phone } : officer;
  return {
    account_id: "",
    unit_id: unitId,
    unit_name: unit?.name ?? unitId,
    person: manager?.name ?? "",
    phone: manager?.phone ?? "",
    matter: `${officerEvents[event] ?? event}：${duty}`,
    made_by: await nameOf(work, account_id),
  };
}

async function nameOf(work: Work, accountId: string): Promise<string> {
  const row = await work.selectFrom("accounts").select("name").where("account_id", "=", accountId).executeTakeFirst();
  return row?.name ?? "平台";
}
