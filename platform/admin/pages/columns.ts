/** 栏目: which unit each belongs to, and which others build it with the lead unit, until when (RP-9). */
import { AppError } from "../../../shared/failure";
import { dayOf } from "../../../shared/proofreading/run";
import { governs } from "../../identity/scope";
import { type ColumnSeen, columnsFor, unitNames } from "../../items/column-feeding";
import type { Tables } from "../../store/tables";
import { grantColumn, openUnits, setOwner, withdrawGrant } from "../columns";
import { required } from "../form";
import { actForm, choice, field, hidden } from "../form-markup";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";

export const columnsSection: Section = {
  name: "columns",
  title: "栏目",
  who: "system",
  scoped: true,
  show: async (visit) => {
    const { services, caller } = visit;
    const at = services.clock().toISOString();
    const place = { site: caller.site.site, unitId: caller.account.unitId, at };
    const columns = await columnsFor(services.store.db, place);
    const [wanted] = visit.rest;
    const grants = await grantsOf(visit);
    if (wanted === undefined || wanted === "") return pageOf("栏目", list(columns, grants, await namesOf(visit)));
    const column = columns.find(({ row }) => row.column_id === wanted);
    if (column === undefined) throw new AppError("E_NOT_FOUND", "没有这个栏目");
    return pageOf(`栏目：${column.row.name}`, await one(visit, column, grants));
  },
  acts: {
    own: {
      weighty: false,
      run: async ({ services, caller }, form) => {
        const columnId = required(form, "column", "栏目");
        const unitId = required(form, "unit", "牵头单位");
        await setOwner(services, caller, { columnId, unitId, reason: required(form, "reason", "原因") });
        return { to: `columns/${encodeURIComponent(columnId)}`, done: "saved" };
      },
    },
    grant: {
      weighty: false,
      run: async ({ services, caller }, form) => {
        const columnId = required(form, "column", "栏目");
        await grantColumn(services, caller, {
          columnId,
          unitId: required(form, "unit", "共建单位"),
          since: required(form, "since", "起始日期"),
          until: required(form, "until", "截止日期"),
          reason: required(form, "reason", "事由"),
        });
        return { to: `columns/${encodeURIComponent(columnId)}`, done: "saved" };
      },
    },
    withdraw: {
      weighty: false,
      run: async ({ services, caller }, form) => {
        const columnId = await withdrawGrant(services, caller, required(form, "grant", "授权"));
        return { to: `columns/${encodeURIComponent(columnId)}`, done: "withdrawn" };
      },
    },
  },
};

type Grant = Tables["column_grants"];
type Names = ReadonlyMap<string, string>;
type Units = Awaited<ReturnType<typeof openUnits>>;

const namesOf = ({ services, caller }: Visit): Promise<Names> => unitNames(services.store.db, caller.site.site);

const grantsOf = ({ services, caller }: Visit): Promise<readonly Grant[]> =>
  services.store.db
    .selectFrom("column_grants")
    .selectAll()
    .where("site", "=", caller.site.site)
    .orderBy("granted_at", "desc")
    .limit(500)
    .execute();

const isOpen = ({ withdrawn_at, until }: Grant, at: string): boolean => withdrawn_at === null && until > at;

function list(columns: readonly ColumnSeen[], grants: readonly Grant[], names: Names): Markup {
  const open = (columnId: string) =>
    grants.filter((grant) => grant.column_id === columnId && grant.withdrawn_at === null);
  return html`<p class="sub">栏目谁开设、谁保障：由牵头单位供稿，其他单位经牵头单位授权在期限内共建。没有指定牵头单位的栏目，各单位都可以供稿。</p>${table(
    {
      caption: `栏目 ${columns.length} 个`,
      none: "还没有栏目。",
      rows: columns,
      columns: [
        {
          title: "栏目",
          cell: ({ row }) => html`<a href="/admin/columns/${encodeURIComponent(row.column_id)}">${row.name}</a>`,
        },
        { title: "牵头单位", cell: ({ leadUnit }) => leadUnit ?? tag("warn", "未指定") },
        {
          title: "共建单位",
          cell: ({ row }) =>
            [...new Set(open(row.column_id).map(({ unit_id }) => names.get(unit_id) ?? unit_id))].join("、") || "—",
        },
      ],
      marked: ({ leadUnit }) => leadUnit === null,
    },
  )}`;
}

async function one(visit: Visit, column: ColumnSeen, all: readonly Grant[]): Promise<Markup> {
  const { row, leadUnit } = column;
  const { scope } = visit.caller;
  const units = await openUnits(visit.services, visit.caller);
  const grants = all.filter((grant) => grant.column_id === row.column_id);
  const own = hidden("column", row.column_id);
  const owning = actForm(visit, {
    act: "columns/own",
    button: leadUnit === null ? "指定牵头单位" : "更换牵头单位",
    fields: [
      own,
      choice({
        name: "unit",
        label: "牵头单位",
        choices: units,
        value: row.owner_unit ?? "",
      }),
      field({ name: "reason", label: "原因", max: 200 }),
    ],
  });
  const mayGrant = row.owner_unit !== null && governs(scope, row.owner_unit);
  return html`<p><a href="/admin/columns">全部栏目</a></p><section class="card">${facts([
    ["编号", row.column_id],
    ["牵头单位", leadUnit ?? tag("warn", "未指定，各单位都可以供稿")],
  ])}</section>${scope.city ? html`<h2>牵头单位</h2>${owning}` : null}<h2>共建授权</h2>${await grantTable(visit, {
    grants,
    mayGrant,
  })}${
    mayGrant
      ? granting(
          visit,
          own,
          units.filter(([unitId]) => unitId !== row.owner_unit),
        )
      : null
  }`;
}

function granting(visit: Visit, own: Markup, units: Units): Markup {
  return html`<p class="sub">共建单位在期限内可以向这个栏目起草和上报；审核、入库和发布照旧。撤销立即生效，还没有审完的也停下；到期前上报的继续办完。</p>${actForm(
    visit,
    {
      act: "columns/grant",
      button: "授权共建",
      fields: [
        own,
        choice({ name: "unit", label: "共建单位", choices: units }),
        field({ name: "since", label: "自", type: "date" }),
        field({ name: "until", label: "至（含当日）", type: "date" }),
        field({ name: "reason", label: "事由", max: 200 }),
      ],
    },
  )}`;
}

interface GrantTable {
  readonly grants: readonly Grant[];
  readonly mayGrant: boolean;
}

async function grantTable(visit: Visit, { grants, mayGrant }: GrantTable): Promise<Markup> {
  const names = await namesOf(visit);
  const at = visit.services.clock().toISOString();
  return table({
    caption: "共建授权，新的在前",
    none: "还没有授权其他单位。",
    rows: grants,
    columns: [
      { title: "单位", cell: ({ unit_id }) => names.get(unit_id) ?? unit_id },
      { title: "自", cell: ({ since }) => dayOf(since) },
      // The end is the first moment after the last day.
      { title: "至（含）", cell: ({ until }) => dayOf(new Date(Date.parse(until) - 1).toISOString()) },
      { title: "事由", cell: ({ reason }) => reason },
      {
        title: "授权",
        cell: ({ granted_by, granted_at }) => html`${granted_by}<br><span class="sub">${when(granted_at)}</span>`,
      },
      { title: "状态", cell: (grant) => standing(visit, grant, mayGrant && isOpen(grant, at)) },
    ],
  });
}

function standing(visit: Visit, grant: Grant, mayEnd: boolean): Markup {
  const at = visit.services.clock().toISOString();
  if (grant.withdrawn_at !== null)
    return html`${tag("plain", "已撤销")}<br><span class="sub">${grant.withdrawn_by ?? ""} ${when(grant.withdrawn_at)}</span>`;
  if (grant.until <= at) return tag("plain", "已到期");
  const state = grant.since > at ? tag("warn", "未开始") : tag("good", "有效");
  const fields = hidden("grant", grant.grant_id);
  return mayEnd
    ? html`${state}${actForm(visit, { act: "columns/withdraw", button: "撤销", fields, inline: true, tone: "danger" })}`
    : state;
}
