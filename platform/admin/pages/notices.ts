/** 报送: changes of accounts and responsible persons that the authority must be told of, the form, and when it was sent (AC-5). */
import { AppError } from "../../../shared/failure";
import { dayOf } from "../../../shared/proofreading/run";
import { noticeForm } from "../../../shared/workflow/profile";
import { auditAlone } from "../../audit";
import { isOverdue, listNotices, type Notice, noticeOf, recordSent } from "../../notices/notices";
import { maskPhone } from "../../sms/gateway";
import { dayIn } from "../enrolment-form";
import { required } from "../form";
import { actForm, field, hidden } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { formTitle, noticePaper } from "../notice-paper";
import { listOfficers } from "../officers";
import { type Page, pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";

export const noticesSection: Section = {
  name: "notices",
  title: "报送",
  who: "system",
  scoped: true,
  show: async (visit) => {
    const [wanted, sheet] = visit.rest;
    if (wanted === undefined || wanted === "")
      return pageOf("人员变更报送", list(visit, await listNotices(visit.services, visit.caller)));
    const notice = await noticeOf(visit.services, visit.caller, seqIn(wanted));
    if (sheet === "print") return printed(visit, notice);
    return pageOf(`报送：${notice.person}`, one(visit, notice));
  },
  acts: {
    sent: {
      weighty: false,
      run: async ({ services, caller }, form) => {
        const seq = seqIn(required(form, "notice", "报送"));
        const sentOn = dayIn(form, "sent", "报送日期");
        if (sentOn === null) throw new AppError("E_FORM", "请填写报送日期");
        const how = required(form, "how", "报送方式和文号").slice(0, 100);
        await recordSent(services, caller, { seq, sentOn, how });
        return { to: `notices/${seq}`, done: "saved" };
      },
    },
  },
};

/** @throws AppError E_NOT_FOUND */
function seqIn(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new AppError("E_NOT_FOUND", "没有这份报送");
  return Number(text);
}

const todayOf = ({ services }: Visit): string => dayOf(services.clock().toISOString());

function stateOf(visit: Visit, notice: Notice): Markup {
  if (notice.sent_on !== null)
    return html`${tag("good", `${notice.sent_on} 已报送`)}<br><span class="sub">${notice.sent_how}</span>`;
  return isOverdue(notice, todayOf(visit))
    ? tag("bad", `已过期限 ${notice.due_on}`)
    : tag("warn", `最迟 ${notice.due_on} 报送`);
}

function list(visit: Visit, notices: readonly Notice[]): Markup {
  const rule = visit.caller.site.profile.account.changeNotice;
  if (rule === null) return html`<p class="none">本市配置没有规定人员变更的报送。</p>`;
  const due = notices.filter(({ sent_on }) => sent_on === null);
  const late = due.filter((notice) => isOverdue(notice, todayOf(visit))).length;
  return html`<p class="sub">账号和责任人每有变动，须在 ${rule.withinDays} 天内报${rule.to}。条目由审计记录自动生成，不能删除。</p>${
    late === 0 ? null : html`<p class="note bad" role="alert">有 ${late} 件已过期限。</p>`
  }${table({
    caption: `待报送 ${due.length} 件，已报送的在后`,
    none: "没有需要报送的变动。",
    rows: notices,
    columns: [
      {
        title: "变动",
        cell: (notice) => html`<a href="/admin/notices/${notice.seq}">${notice.matter}</a>`,
      },
      { title: "人员", cell: ({ person }) => person || "—" },
      { title: "单位", cell: ({ unit_name }) => unit_name },
      {
        title: "时间",
        cell: ({ occurred_at, made_by }) => html`${when(occurred_at)}<br><span class="sub">${made_by}</span>`,
      },
      { title: "报送", cell: (notice) => stateOf(visit, notice) },
    ],
    marked: (notice) => isOverdue(notice, todayOf(visit)),
  })}`;
}

function one(visit: Visit, notice: Notice): Markup {
  const sending = actForm(visit, {
    act: "notices/sent",
    button: "登记已报送",
    fields: [
      hidden("notice", String(notice.seq)),
      field({ name: "sent", label: "报送日期", type: "date", value: todayOf(visit) }),
      field({ name: "how", label: "报送方式和文号", max: 100, hint: "如：公文交换，六数资〔2026〕12 号。" }),
    ],
  });
  const confirmed = visit.session.confirmedUntil !== null;
  const print = confirmed
    ? html`<a href="/admin/notices/${notice.seq}/print">打印《${formTitle(noticeForm.parse(notice.form), visit.caller.site.name)}》</a>`
    : html`打印表格有完整的联系电话，<a href="#confirm">须先确认身份</a>`;
  return html`<p><a href="/admin/notices">全部报送</a> · ${print}</p><section class="card">${facts([
    ["变动", notice.matter],
    ["人员", notice.person || "—"],
    ["联系电话", notice.phone === "" ? "—" : maskPhone(notice.phone)],
    ["单位", notice.unit_name],
    ["变更", `${when(notice.occurred_at)}，${notice.made_by}办理`],
    ["主送", notice.addressee],
    ["状态", stateOf(visit, notice)],
    ...(notice.sent_on === null ? [] : [["登记", `${notice.sent_by ?? ""} ${when(notice.recorded_at)}`] as const]),
  ])}</section>${notice.sent_on === null ? html`<h2>报送</h2>${sending}` : null}`;
}

/** With whole numbers, so after a fresh code, and it is written down who printed it (LG-7). @throws AppError E_CONFIRM */
async function printed(visit: Visit, notice: Notice): Promise<Page> {
  const { services, caller, session } = visit;
  if (session.confirmedUntil === null) throw new AppError("E_CONFIRM");
  const officers =
    notice.unit_id === ""
      ? []
      : (await listOfficers(services, caller, notice.unit_id)).filter(({ until }) => until === null);
  const about = { event: "notice-printed", accountId: caller.account.accountId, detail: String(notice.seq) };
  await auditAlone(services.store.db, services.clock().toISOString(), about);
  return pageOf("报送表", noticePaper({ notice, site: caller.site.name, officers }));
}
