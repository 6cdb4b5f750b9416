/** 总览: counts and what needs somebody today. */
import { isSystem } from "../../../shared/workflow/duty";
import { fleetCounts } from "../../fleet/figures";
import { governedBy } from "../../identity/scope";
import { alertsFor } from "../alerts";
import { glanceAt } from "../chain-glance";
import { html, type Markup } from "../markup";
import { pageOf, type Section, type Visit } from "../section";

export const overviewSection: Section = {
  name: "",
  title: "总览",
  who: "all",
  scoped: true,
  show: async (visit) => pageOf("总览", html`${await cards(visit)}${await alerts(visit)}`),
  acts: {},
};

async function cards({ services, caller }: Visit): Promise<Markup> {
  const { db } = services.store;
  const { site } = caller.site;
  const accounts = await db
    .selectFrom("accounts")
    .select(({ fn }) => [fn.countAll().as("count"), fn.count("unit_id").distinct().as("units")])
    .where("site", "=", site)
    .where("state", "=", "active")
    .where((where) => governedBy(caller.scope, where.ref("unit_id")))
    .executeTakeFirstOrThrow();
  const fleet = await fleetCounts(db, caller, services.clock());
  const chain = caller.scope.city ? await glanceAt(db, site) : null;
  const card = (name: string, value: number) => html`<div class="card">${name}<b>${value}</b></div>`;
  return html`<div class="cards">${[
    card("在用账号", Number(accounts.count)),
    card("有账号的单位", Number(accounts.units)),
    card("工作站", fleet.terminals),
    card("失联七天以上", fleet.silent),
    card("工作站上待上报", fleet.unsynced),
    ...(chain === null ? [] : [card("审计记录", chain.rows)]),
  ]}</div>`;
}

async function alerts(visit: Visit): Promise<Markup> {
  const found = await alertsFor(visit);
  const mayOpen = isSystem(visit.caller.account);
  if (found.length === 0) return html`<p class="note good" role="status">没有需要处理的事项。</p>`;
  return html`<h2>需要处理</h2>${found.map(
    ({ tone, text, to }) =>
      html`<p class="note ${tone}">${text}${
        mayOpen || /^(?:audit|terminals)/.test(to) ? html` <a href="/admin/${to}">查看</a>` : null
      }</p>`,
  )}`;
}
