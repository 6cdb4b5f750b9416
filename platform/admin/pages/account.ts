/** One account: who, with which certificate, on which terminals, how it came about; locking, unlocking, departure 离岗. */
import { AppError } from "../../../shared/failure";
import type { AccountDevice } from "../../../shared/http/account";
import { dayOf } from "../../../shared/proofreading/run";
import { trainingDue } from "../../../shared/workflow/activation";
import { contractOf, missingOf } from "../../identity/account-state";
import { managedAccount } from "../../identity/administration";
import { clearancesOf } from "../../identity/clearance";
import { listDevices } from "../../identity/device-control";
import { demandGoverned } from "../../identity/scope";
import { maskPhone } from "../../sms/gateway";
import type { StoredAccount, Tables } from "../../store/tables";
import { rolesOf, stateTag } from "../account-words";
import { certificateEnds } from "../certificate-ends";
import { actForm, field, hidden } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { type Page, pageOf, type Visit } from "../section";
import { clearanceFacts, clearanceFields, staffFacts } from "../staff-markup";
import { facts, table } from "../table";

/** @throws AppError E_NOT_FOUND for another city's too */
export async function accountPage(visit: Visit, accountId: string): Promise<Page> {
  const { services, caller } = visit;
  const { db } = services.store;
  const row = await db
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("site", "=", caller.site.site)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "没有这个账号");
  demandGoverned(caller.scope, row.unit_id);
  const bound = await db.selectFrom("certificates").selectAll().where("account_id", "=", accountId).execute();
  const ends = await certificateEnds(db, [accountId]);
  const mine = await isOwn(visit, accountId);
  const devices = mine ? [] : await listDevices(services, caller, accountId);
  const made = await db
    .selectFrom("enrolments")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy("requested_at", "desc")
    .execute();
  return pageOf(
    row.name,
    html`<p><a href="/admin/accounts">全部账号</a></p><section class="card">${facts([
      ["账号", row.account_id],
      ["单位", row.unit_name],
      ["岗位", rolesOf(row).join("、") || "—"],
      ["手机", maskPhone(row.phone)],
      ["状态", stateTag(row.state)],
      ...staffFacts(row.staff, contractOf(row)),
      ...clearanceFacts({ vettedOn: row.vetted_on, trainedOn: row.trained_on }),
      ["权限", rightsOf(visit, row)],
      ["开通", when(row.enrolled_at)],
      ["最近登录", when(row.last_login_at)],
      ["证书", certificates(bound, ends.get(accountId) ?? null)],
    ])}</section>${mine ? html`<p class="note">这是您本人的账号，由另一位系统管理人员办理。</p>` : acts(visit, row)}${
      mine ? null : deviceTable(devices)
    }${await clearanceTable(visit, accountId)}${history(made)}`,
  );
}

function rightsOf({ services, caller }: Visit, row: StoredAccount): Markup {
  const at = services.clock().toISOString();
  const missing = missingOf(row, at);
  const later = row.gate_from > at ? `，须在 ${when(row.gate_from)}前补登` : "，补登前不能登录";
  if (missing.length > 0) return tag(row.gate_from > at ? "warn" : "bad", `尚缺：${missing.join("、")}${later}`);
  const months = caller.site.profile.account.trainingMonths;
  return trainingDue(row.trained_on, dayOf(at), months)
    ? tag("warn", `已具备；距上次培训已满 ${months ?? 0} 个月，请安排培训`)
    : tag("good", "已具备上岗条件");
}

async function clearanceTable({ services }: Visit, accountId: string): Promise<Markup> {
  return html`<h2>上岗条件登记</h2>${table({
    caption: "登记经过，只增不改",
    none: "没有登记记录。",
    rows: await clearancesOf(services.store.db, accountId),
    columns: [
      { title: "登记", cell: (row) => html`${row.entered_by}<br>${when(row.entered_at)}` },
      { title: "保密审查", cell: (row) => row.vetted_on ?? "—" },
      { title: "培训", cell: (row) => row.trained_on ?? "—" },
      { title: "依据", cell: (row) => row.basis },
    ],
  })}`;
}

async function isOwn({ services, caller }: Visit, accountId: string): Promise<boolean> {
  try {
    await managedAccount(services.store.db, caller, accountId);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === "E_SOD") return true;
    throw error;
  }
}

const certificates = (bound: readonly Tables["certificates"][], end: string | null): Markup =>
  bound.length === 0
    ? tag("warn", "未绑定")
    : html`${bound.map(({ serial }) => html`序列号 ${serial}`)}${end === null ? null : html`，有效期至 ${when(end)}`}`;

function acts(visit: Visit, row: StoredAccount): Markup | null {
  const { account_id, state } = row;
  if (state === "reclaimed")
    return html`<p class="note">账号已收回；再用须重新申请开通。离岗的四项在<a href="/admin/hand-overs">移交</a>里办结。</p>`;
  const own = hidden("account", account_id);
  const reason = (label: string) => [own, field({ name: "reason", label, max: 200 })];
  const lock =
    state === "active"
      ? actForm(visit, { act: "accounts/disable", button: "停用", fields: reason("停用原因"), weighty: true })
      : actForm(visit, { act: "accounts/keep", button: "恢复使用", fields: reason("查明的原因"), weighty: true });
  const keep =
    state === "active"
      ? actForm(visit, { act: "accounts/keep", button: "查明原因后保留", fields: reason("查明的原因"), weighty: true })
      : null;
  const leave = actForm(visit, {
    act: "accounts/leave",
    button: "办理离岗",
    fields: reason("离岗原因"),
    weighty: true,
    tone: "danger",
  });
  const clear = actForm(visit, {
    act: "accounts/clear",
    button: "登记上岗条件",
    fields: [
      own,
      clearanceFields(row),
      field({ name: "basis", label: "依据", hint: "审查意见、培训记录的文号。", max: 200 }),
    ],
    weighty: true,
  });
  return html`<h2>上岗条件</h2><p class="sub">两项都登记了，账号才有权限；清空一项即收回权限并结束登录。</p>${clear}<h2>办理</h2><p><a href="/admin/enrolments/new?account=${encodeURIComponent(
    account_id,
  )}">申请变更（转岗、换证书、续期）</a></p>${lock}${keep}<p class="sub">离岗立即结束登录、解除证书绑定、取消全部权限，一次完成，不能撤回。</p>${leave}`;
}

function deviceTable(devices: readonly AccountDevice[]): Markup {
  return html`<h2>用过的工作站</h2>${table({
    caption: "工作站",
    none: "还没有登录过。",
    rows: devices,
    columns: [
      {
        title: "编号",
        cell: ({ device }) => html`<a href="/admin/terminals/${encodeURIComponent(device)}">${device}</a>`,
      },
      { title: "首次", cell: ({ firstAt }) => when(firstAt) },
      { title: "最近", cell: ({ lastAt }) => when(lastAt) },
      {
        title: "状态",
        cell: ({ refusedAt }) => (refusedAt === null ? tag("good", "可用") : tag("bad", `${when(refusedAt)} 停用`)),
      },
    ],
  })}`;
}

/** Who granted what, why and until when (RP-3). */
function history(rows: readonly Tables["enrolments"][]): Markup {
  return html`<h2>授权经过</h2>${table({
    caption: "开通与变更",
    none: "系统建立时即有，没有申请记录。",
    rows,
    columns: [
      { title: "申请", cell: (row) => html`${row.requested_by}<br>${when(row.requested_at)}` },
      { title: "审批", cell: (row) => html`${row.decided_by ?? "—"}<br>${when(row.decided_at)}` },
      { title: "办理", cell: (row) => html`${row.executed_by ?? "—"}<br>${when(row.executed_at)}` },
      {
        title: "申请单",
        cell: (row) => html`<a href="/admin/enrolments/${encodeURIComponent(row.enrolment_id)}">查看</a>`,
      },
    ],
  })}`;
}
