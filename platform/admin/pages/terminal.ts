/** One terminal: its last word, who used it, and shutting it from afar 远程擦除 (AU-11). */
import { AppError } from "../../../shared/failure";
import { isSystem } from "../../../shared/workflow/duty";
import { governedBy } from "../../identity/scope";
import type { Tables } from "../../store/tables";
import { actForm, field, hidden } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { ringWord } from "../ring-words";
import { type Page, pageOf, type Visit } from "../section";
import { facts, table } from "../table";
import { ringForm } from "../update-forms";

/** @throws AppError E_NOT_FOUND */
export async function terminalPage(visit: Visit, device: string): Promise<Page> {
  const [said, users] = [await reportOf(visit, device), await usersOf(visit, device)];
  if (said === undefined && users.length === 0) throw new AppError("E_NOT_FOUND", "没有这台工作站");
  return pageOf(
    `工作站 ${device.slice(0, 13)}`,
    html`<p><a href="/admin/terminals">全部终端</a></p>${report(said)}${ringPart(visit, said)}<h2>使用人</h2><p class="sub">停用后立即结束登录；工作站下次联系平台时清除数据密钥，内容不再打开，也不删除。</p>${table(
      {
        caption: "在这台工作站登录过的账号",
        none: "没有账号在这台工作站登录过。",
        rows: users,
        columns: [
          { title: "姓名", cell: ({ name, unit_name }) => html`${name}<br><span class="sub">${unit_name}</span>` },
          { title: "最近登录", cell: ({ last_at }) => when(last_at) },
          {
            title: "状态",
            cell: ({ refused_at }) =>
              refused_at === null ? tag("good", "可用") : tag("bad", `${when(refused_at)} 停用`),
          },
          { title: "办理", cell: (row) => control(visit, { ...row, own: isOwn(visit, row) }) },
        ],
      },
    )}`,
  );
}

const isOwn = ({ caller }: Visit, { person_id }: { readonly person_id: string }): boolean =>
  person_id === caller.account.personId;

const reportOf = ({ services, caller }: Visit, device: string): Promise<Tables["fleet"] | undefined> =>
  services.store.db
    .selectFrom("fleet")
    .leftJoin("accounts", "accounts.account_id", "fleet.account_id")
    .selectAll("fleet")
    .where("fleet.site", "=", caller.site.site)
    .where((where) => governedBy(caller.scope, where.ref("accounts.unit_id")))
    .where("device", "=", device)
    .executeTakeFirst();

const usersOf = ({ services, caller }: Visit, device: string) =>
  services.store.db
    .selectFrom("devices")
    .innerJoin("accounts", "accounts.account_id", "devices.account_id")
    .selectAll("devices")
    .select(["accounts.name", "accounts.unit_name", "accounts.person_id"])
    .where("accounts.site", "=", caller.site.site)
    .where((where) => governedBy(caller.scope, where.ref("accounts.unit_id")))
    .where("devices.device", "=", device)
    .orderBy("devices.last_at", "desc")
    .execute();

function report(said: Tables["fleet"] | undefined): Markup {
  if (said === undefined) return html`<p class="note">这台工作站还没有报告过版本。</p>`;
  const edition = said.edition === "electron" ? "桌面版" : "浏览器版";
  const policy = said.policy_serial === null ? "未签名" : `第 ${said.policy_serial} 号`;
  return html`<section class="card">${facts([
    ["编号", said.device],
    ["版本", `${said.version}（${edition}${said.locked ? "，锁定版" : "，开发版"}）`],
    ["批次", ringWord(said.ring)],
    ["策略", `${policy}，摘要 ${said.policy_hash ?? "—"}`],
    ["待上报", said.oldest === null ? `${said.unsynced} 件` : `${said.unsynced} 件，最早 ${when(said.oldest)}`],
    ["时钟偏差", said.clock_offset === null ? "—" : `${said.clock_offset} 秒`],
    ["首次报告", when(said.first_at)],
    ["最近报告", when(said.last_at)],
  ])}</section>`;
}

function ringPart(visit: Visit, said: Tables["fleet"] | undefined): Markup | null {
  if (said === undefined || !isSystem(visit.caller.account) || !visit.caller.scope.city) return null;
  return html`<h2>更新批次</h2>${ringForm(visit, { scope: "terminal", target: said.device })}`;
}

interface Use {
  readonly account_id: string;
  readonly device: string;
  readonly refused_at: string | null;
  readonly own: boolean;
}

function control(visit: Visit, { account_id, device, refused_at, own }: Use): Markup | string {
  if (own) return "本人，由另一位系统管理人员办理";
  if (!isSystem(visit.caller.account)) return "—";
  const fields = [
    hidden("device", device),
    hidden("account", account_id),
    field({ name: "reason", label: "原因", max: 200 }),
  ];
  return refused_at === null
    ? actForm(visit, {
        act: "terminals/erase",
        button: "远程擦除",
        fields,
        weighty: true,
        inline: true,
        tone: "danger",
      })
    : actForm(visit, { act: "terminals/allow", button: "恢复", fields, weighty: true, inline: true });
}
