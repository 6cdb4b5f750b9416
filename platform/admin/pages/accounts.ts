/** 账号: search, state, roles, certificate, dormancy; one account with what may be done about it. */

import { staffNames } from "../../../shared/model/staff";
import { recordClearance } from "../../identity/clearance";
import { decideDormancy, listDormant } from "../../identity/dormancy";
import { leaveAccount } from "../../identity/enrolment-effect";
import { maskPhone } from "../../sms/gateway";
import { rolesOf, stateTag } from "../account-words";
import { type AccountLine, accountLines, accountSorts } from "../accounts-list";
import { certificateEnds } from "../certificate-ends";
import { dayIn } from "../enrolment-form";
import { required } from "../form";
import { choice, field, filterForm } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { placeIn, placeText, sortingIn } from "../place";
import type { Act, Section, Visit } from "../section";
import { pageOf } from "../section";
import { type Column, linkWith, table } from "../table";
import { accountPage } from "./account";

export const accountsSection: Section = {
  name: "accounts",
  title: "账号",
  who: "system",
  scoped: true,
  show: async (visit) => {
    const [accountId] = visit.rest;
    if (accountId !== undefined && accountId !== "") return accountPage(visit, accountId);
    return pageOf("账号", html`${await dormant(visit)}${await list(visit)}`);
  },
  acts: {
    keep: deciding("keep", "opened"),
    disable: deciding("disable", "closed"),
    reclaim: deciding("reclaim", "closed"),
    clear: {
      weighty: true,
      run: async ({ services, caller }, form) => {
        const accountId = required(form, "account", "账号");
        const days = {
          vettedOn: dayIn(form, "vetted", "保密审查日期"),
          trainedOn: dayIn(form, "trained", "培训日期"),
        };
        const basis = required(form, "basis", "依据").slice(0, 200);
        await recordClearance(services, caller, { accountId, ...days, basis });
        return { to: `accounts/${encodeURIComponent(accountId)}`, done: "saved" };
      },
    },
    leave: {
      weighty: true,
      run: async ({ services, caller }, form) => {
        const accountId = required(form, "account", "账号");
        await leaveAccount(services, caller, { accountId, reason: required(form, "reason", "离岗原因").slice(0, 500) });
        return { to: `accounts/${encodeURIComponent(accountId)}`, done: "left" };
      },
    },
  },
};

function deciding(decision: "keep" | "disable" | "reclaim", done: "opened" | "closed"): Act {
  return {
    weighty: true,
    run: async ({ services, caller }, form) => {
      const accountId = required(form, "account", "账号");
      await decideDormancy(services, caller, {
        accountId,
        decision,
        cause: required(form, "reason", "原因").slice(0, 500),
      });
      return { to: `accounts/${encodeURIComponent(accountId)}`, done };
    },
  };
}

/** Whoever has not signed in for months is looked into (NC-34); the list opens a case for each. */
async function dormant({ services, caller }: Visit): Promise<Markup | null> {
  const accounts = await listDormant(services, caller);
  if (accounts.length === 0) return null;
  return table({
    caption: `长期未登录、须查明原因的账号 ${accounts.length} 个`,
    none: "",
    rows: accounts,
    columns: [
      {
        title: "姓名",
        cell: (row) => html`<a href="/admin/accounts/${encodeURIComponent(row.accountId)}">${row.name}</a>`,
      },
      { title: "单位", cell: (row) => row.unitName },
      { title: "最近使用", cell: (row) => when(row.since) },
      {
        title: "核查单",
        cell: (row) => html`<span title="${row.caseId}">${row.caseId.slice(0, 9)}</span>，${when(row.openedAt)}建立`,
      },
    ],
  });
}

async function list(visit: Visit): Promise<Markup> {
  const { services, caller, query } = visit;
  const sorting = sortingIn(query, accountSorts, { by: "name", down: false });
  const asked = (name: string) => (query.get(name) ?? "").slice(0, 50);
  const wish = {
    text: asked("q").trim(),
    unit: asked("unit"),
    role: asked("role"),
    state: asked("state"),
    unready: asked("ready") === "no",
  };
  const { rows, next } = await accountLines(services, caller, { ...wish, ...sorting, after: placeIn(query) });
  const ends = await certificateEnds(
    services.store.db,
    rows.map(({ account_id }) => account_id),
  );
  const link = (changes: Readonly<Record<string, string>>) => linkWith("accounts", query, changes);
  return html`<h2>全部账号</h2>${filterForm("accounts", [
    field({ name: "q", label: "姓名或单位", value: wish.text, required: false, type: "search", max: 50 }),
    field({ name: "role", label: "岗位", value: wish.role, required: false, max: 30 }),
    choice({
      name: "state",
      label: "状态",
      choices: [
        ["", "全部"],
        ["active", "使用中"],
        ["disabled", "已停用"],
        ["reclaimed", "已收回"],
      ],
      value: wish.state,
    }),
    choice({
      name: "ready",
      label: "上岗条件",
      choices: [
        ["", "全部"],
        ["no", "未登记齐"],
      ],
      value: wish.unready ? "no" : "",
    }),
  ])}${table({
    caption: "本市账号",
    none: "没有符合条件的账号。",
    rows,
    columns: columns(ends),
    sorting: { now: sorting, link: ({ by, down }) => link({ sort: by, dir: down ? "desc" : "asc", after: "" }) },
    marked: (row) => row.state === "active" && row.certificates === 0,
  })}<p>${query.get("after") === null ? null : html`<a href="${link({ after: "" })}">第一页</a> `}${
    next === null ? null : html`<a href="${link({ after: placeText(next) })}" rel="next">下一页</a>`
  }</p>`;
}

const columns = (ends: ReadonlyMap<string, string>): Column<AccountLine>[] => [
  {
    title: "姓名",
    sort: "name",
    cell: (row) => html`<a href="/admin/accounts/${encodeURIComponent(row.account_id)}">${row.name}</a>`,
  },
  { title: "单位", sort: "unit", cell: (row) => row.unit_name },
  { title: "岗位", cell: (row) => rolesOf(row).join("、") || "—" },
  { title: "手机", cell: (row) => maskPhone(row.phone) },
  { title: "状态", sort: "state", cell: (row) => stateTag(row.state) },
  {
    title: "证书",
    cell: (row) => (row.certificates === 0 ? tag("warn", "未绑定") : `至 ${when(ends.get(row.account_id) ?? null)}`),
  },
  {
    title: "人员性质",
    sort: "ends",
    cell: ({ staff, ends_at }) => (ends_at === null ? staffNames[staff] : `${staffNames[staff]}，至 ${when(ends_at)}`),
  },
  {
    title: "上岗条件",
    cell: ({ vetted_on, trained_on }) =>
      vetted_on === null || trained_on === null ? tag("bad", "未登记齐") : tag("good", "已登记"),
  },
  { title: "最近登录", sort: "login", cell: (row) => when(row.last_login_at) },
];
