/** 审计: the city's chain, newest first, filtered; whether it holds; the signed trace of an item (LG-1, LG-3). */

import { AppError } from "../../../shared/failure";
import type { AuditVerdict } from "../../../shared/http/audit";
import { id } from "../../../shared/schema";
import { auditAlone } from "../../audit";
import { auditVerdictOf } from "../../audit/routes";
import { itemTraceFor } from "../../audit/trace";
import type { Tables } from "../../store/tables";
import { administrativeEvents, eventWord, knownEvents } from "../event-words";
import { field, filterForm, tick } from "../form-markup";
import { html, type Markup } from "../markup";
import { when } from "../names";
import { PAGE_ROWS } from "../place";
import { type Download, pageOf, type Section, type Visit } from "../section";
import { linkWith, table } from "../table";

export const auditSection: Section = {
  name: "audit",
  title: "审计",
  who: "all",
  show: async (visit) => {
    if (visit.rest[0] === "trace.json") return trace(visit);
    const verdict = visit.query.get("check") === null ? null : await auditVerdictOf(visit.services, visit.caller);
    return pageOf("审计", html`${verdict === null ? checkLink(visit) : said(verdict)}${await list(visit)}`);
  },
  acts: {},
};

const checkLink = ({ query }: Visit): Markup =>
  html`<p><a href="${linkWith("audit", query, { check: "1" })}">核对全部审计记录</a> <span class="sub">逐条核对哈希链和检查点签名，记录多时需要等待。</span></p>`;

function said({ chains, fault, at }: AuditVerdict): Markup {
  if (fault !== null)
    return html`<p class="note bad" role="alert">审计记录不连续，可能被改动：${fault}。请保留现场。</p>`;
  return html`${chains.map(
    ({ first, last, covered, checkpoints }) =>
      html`<p class="note good" role="status">${when(at)} 核对：第 ${first} 至 ${last} 条连续、未经改动；检查点 ${checkpoints} 个，覆盖至第 ${covered} 条。</p>`,
  )}`;
}

type Row = Tables["audit"];

async function list(visit: Visit): Promise<Markup> {
  const { query } = visit;
  const found = await rowsOf(visit);
  const rows = found.slice(0, PAGE_ROWS);
  const asked = (name: string) => query.get(name) ?? "";
  const link = (changes: Readonly<Record<string, string>>) => linkWith("audit", query, { check: "", ...changes });
  const last = rows.at(-1)?.seq;
  const names = await namesIn(visit, rows);
  return html`${filterForm("audit", [
    field({ name: "event", label: "事件", value: asked("event"), required: false, max: 60 }),
    field({ name: "account", label: "姓名或账号", value: asked("account"), required: false, max: 80 }),
    field({ name: "item", label: "稿件编号", value: asked("item"), required: false, max: 80 }),
    field({ name: "from", label: "自", value: asked("from"), required: false, type: "date" }),
    field({ name: "to", label: "至", value: asked("to"), required: false, type: "date" }),
    tick("admin", "1", "只看管理操作", asked("admin") === "1"),
  ])}${traceLink(asked("item"))}${table({
    caption: "审计记录，新的在前",
    none: "没有符合条件的记录。",
    rows,
    columns: [
      { title: "序号", cell: ({ seq }) => seq },
      { title: "时间", cell: ({ at }) => when(at) },
      { title: "事件", cell: ({ event }) => eventWord(event) },
      { title: "有关账号", cell: ({ account_id }) => names.get(account_id) ?? account_id },
      { title: "稿件", cell: ({ item_id }) => (item_id === "" ? "—" : item_id) },
      { title: "说明", cell: ({ detail }) => html`<span class="sub">${worded(detail, names)}</span>` },
    ],
  })}<p>${asked("before") === "" ? null : html`<a href="${link({ before: "" })}">最新</a> `}${
    found.length > PAGE_ROWS && last !== undefined
      ? html`<a href="${link({ before: String(last) })}" rel="next">更早</a>`
      : null
  }</p>`;
}

/** Accounts that rows name, in their own place or among the details: there it is who acted. */
async function namesIn({ services, caller }: Visit, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(rows.flatMap(({ account_id, detail }) => [account_id, ...detail.split(" ")]));
  const found = await services.store.db
    .selectFrom("accounts")
    .select(["account_id", "name"])
    .where("site", "=", caller.site.site)
    .where("account_id", "in", ["", ...ids])
    .execute();
  return new Map(found.map(({ account_id, name }) => [account_id, name]));
}

const worded = (detail: string, names: ReadonlyMap<string, string>): string =>
  detail
    .split(" ")
    .map((part) => names.get(part) ?? part)
    .join(" ");

const traceLink = (item: string): Markup | null =>
  item === ""
    ? null
    : html`<p><a href="/admin/audit/trace.json?item=${encodeURIComponent(item)}">导出这份稿件的办理轨迹（已签名）</a></p>`;

/** A day in China. */
const dayIn = (text: string | null): string | null => {
  const at = new Date(`${text ?? ""}T00:00:00.000+08:00`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

function rowsOf({ services, caller, query }: Visit): Promise<Row[]> {
  const asked = (name: string) => (query.get(name) ?? "").trim();
  const before = Number.parseInt(asked("before"), 10);
  const [from, to] = [dayIn(query.get("from")), dayIn(query.get("to"))];
  let rows = services.store.db
    .selectFrom("audit")
    .leftJoin("accounts", "accounts.account_id", "audit.account_id")
    .selectAll("audit")
    .where("chain", "=", caller.site.site);
  if (before > 0) rows = rows.where("seq", "<", before);
  if (asked("event") !== "") rows = rows.where("event", "in", eventsNamed(asked("event")));
  if (asked("admin") === "1") rows = rows.where("event", "in", [...administrativeEvents]);
  if (asked("item") !== "") rows = rows.where("item_id", "=", asked("item"));
  if (asked("account") !== "")
    rows = rows.where((row) =>
      row.or([row("audit.account_id", "=", asked("account")), row("accounts.name", "=", asked("account"))]),
    );
  if (from !== null) rows = rows.where("at", ">=", from);
  if (to !== null) rows = rows.where("at", "<", new Date(Date.parse(to) + 24 * 3_600_000).toISOString());
  return rows
    .orderBy("seq", "desc")
    .limit(PAGE_ROWS + 1)
    .execute();
}

/** By the name in code, or by any part of the word that is shown. */
const eventsNamed = (text: string): string[] => [
  text,
  ...knownEvents.filter((event) => eventWord(event).includes(text)),
];

/** What an auditor hands on: signed by the city's receipt key, with the way of each row to a checkpoint. */
async function trace({ services, caller, query }: Visit): Promise<Download> {
  const item = id.safeParse(query.get("item"));
  if (!item.success) throw new AppError("E_INPUT", "稿件编号不正确");
  const signed = await itemTraceFor(services, caller, item.data);
  const at = services.clock().toISOString();
  const { accountId } = caller.account;
  await auditAlone(services.store.db, at, { event: "admin-exported", accountId, detail: `trace ${item.data}` });
  return {
    kind: "download",
    fileName: `trace-${item.data}.json`,
    type: "application/json",
    text: JSON.stringify(signed),
  };
}
