/** 总览: counts and what needs somebody today. */
import { isSystem } from "../../../shared/workflow/duty";
import { fleetFigures } from "../../fleet/figures";
import { alertsFor } from "../alerts";
import { glanceAt } from "../chain-glance";
import { html, type Markup } from "../markup";
import { pageOf, type Section, type Visit } from "../section";

export const overviewSection: Section = {
  name: "",
  title: "总览",
  who: "all",
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
    .executeTakeFirstOrThrow();
  const fleet = (await fleetFigures(db, services.clock())).filter((row) => row.site === site);
  const sum = (of: "terminals" | "silent" | "unsynced") => fleet.reduce((total, row) => total + row[of], 0);
  const chain = await glanceAt(db, site);
  const card = (name: string, value: number) => html`<div class="card">${name}<b>${value}</b></div>`;
  return html`<div class="cards">${[
    card("在用账号", Number(accounts.count)),
    card("有账号的单位", Number(accounts.units)),
    card("工作站", sum("terminals")),
    card("失联七天以上", sum("silent")),
    card("工作站上待上报", sum("unsynced")),
    card("审计记录", chain.rows),
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
