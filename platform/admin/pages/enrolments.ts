/** 申请: accounts are opened and changed by request, another's approval, and a hand that did not approve (AC-1). */
import type { EnrolmentView } from "../../../shared/http/enrolment";
import { never } from "../../../shared/never";
import { decideEnrolment, listEnrolments, requestEnrolment } from "../../identity/enrolment";
import { executeEnrolment } from "../../identity/enrolment-effect";
import { enrolmentIn } from "../enrolment-form";
import { type Form, required } from "../form";
import { actForm, field, hidden } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { pageOf, type Section, type Visit } from "../section";
import { clearanceFacts, staffFacts } from "../staff-markup";
import { facts, table } from "../table";
import { newEnrolmentPage } from "./new-enrolment";

export const enrolmentsSection: Section = {
  name: "enrolments",
  title: "申请",
  who: "system",
  scoped: true,
  show: async (visit) => {
    const [wanted] = visit.rest;
    if (wanted === "new") return newEnrolmentPage(visit);
    const all = await listEnrolments(visit.services, visit.caller);
    const one = all.find(({ enrolmentId }) => enrolmentId === wanted);
    if (one !== undefined) return pageOf(`${kindWord(one)}：${one.name}`, single(visit, one));
    return pageOf("申请", html`<p><a href="/admin/enrolments/new">申请开通账号</a></p>${list(all)}`);
  },
  acts: {
    request: {
      weighty: false,
      run: async ({ services, caller }, form) => {
        const { enrolmentId } = await requestEnrolment(services, caller, await enrolmentIn(services, caller, form));
        return { to: `enrolments/${encodeURIComponent(enrolmentId)}`, done: "requested" };
      },
    },
    approve: { weighty: true, run: (visit, form) => decide(visit, form, true) },
    refuse: { weighty: true, run: (visit, form) => decide(visit, form, false) },
    execute: {
      weighty: true,
      run: async ({ services, caller }, form) => {
        const done = await executeEnrolment(services, caller, required(form, "enrolment", "申请"));
        return { to: `accounts/${encodeURIComponent(done.accountId ?? "")}`, done: "executed" };
      },
    },
  },
};

async function decide({ services, caller }: Visit, form: Form, approve: boolean) {
  const enrolmentId = required(form, "enrolment", "申请");
  const reason = required(form, "reason", "意见").slice(0, 500);
  await decideEnrolment(services, caller, { enrolmentId, approve, reason });
  return { to: `enrolments/${encodeURIComponent(enrolmentId)}`, done: approve ? "approved" : "refused" } as const;
}

const kindWord = ({ kind }: EnrolmentView): string => (kind === "open" ? "开通" : "变更");

function stateTag(state: EnrolmentView["state"]): Markup {
  switch (state) {
    case "requested":
      return tag("warn", "待审批");
    case "approved":
      return tag("warn", "待办理");
    case "refused":
      return tag("plain", "已退回");
    case "done":
      return tag("good", "已办理");
    default:
      return never(state);
  }
}

function list(rows: readonly EnrolmentView[]): Markup {
  return table({
    caption: "账号申请，新的在前",
    none: "还没有申请。",
    rows,
    marked: ({ state }) => state === "requested" || state === "approved",
    columns: [
      {
        title: "使用人",
        cell: (row) => html`<a href="/admin/enrolments/${encodeURIComponent(row.enrolmentId)}">${row.name}</a>`,
      },
      { title: "事项", cell: kindWord },
      { title: "单位", cell: ({ unitName }) => unitName },
      { title: "岗位", cell: ({ roles }) => roles.join("、") },
      { title: "申请人", cell: ({ requestedBy, requestedAt }) => html`${requestedBy}<br>${when(requestedAt)}` },
      { title: "状态", cell: ({ state }) => stateTag(state) },
    ],
  });
}

function single(visit: Visit, row: EnrolmentView): Markup {
  return html`<p><a href="/admin/enrolments">全部申请</a></p><section class="card">${facts([
    ["使用人", row.name],
    ["手机", row.phone],
    ["单位", row.unitName],
    ["岗位", row.roles.join("、")],
    ...staffFacts(row.staff, row.contract),
    ...clearanceFacts(row),
    ["理由", row.reason],
    ["申请人", `${row.requestedBy}，${when(row.requestedAt)}`],
    ["审批人", row.decidedBy ?? "—"],
    ["办理人", row.executedBy ?? "—"],
    ["状态", stateTag(row.state)],
  ])}</section>${next(visit, row)}`;
}

function next(visit: Visit, row: EnrolmentView): Markup | null {
  const own = hidden("enrolment", row.enrolmentId);
  switch (row.state) {
    case "requested":
      return html`<p class="sub">由申请人以外的系统管理人员审批。</p>${actForm(visit, {
        act: "enrolments/approve",
        button: "批准",
        fields: [own, field({ name: "reason", label: "意见" })],
        weighty: true,
      })}${actForm(visit, {
        act: "enrolments/refuse",
        button: "退回",
        fields: [own, field({ name: "reason", label: "退回理由" })],
        weighty: true,
        tone: "danger",
      })}`;
    case "approved":
      return html`<p class="sub">由批准人以外的系统管理人员办理。</p>${actForm(visit, {
        act: "enrolments/execute",
        button: "办理，即时生效",
        fields: own,
        weighty: true,
      })}`;
    case "refused":
    case "done":
      return null;
    default:
      return never(row.state);
  }
}
