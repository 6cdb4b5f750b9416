/** 日志保存: how far the logs reach back and what may go, six months at the least (LG-2, NY-21). */
import { addMonths } from "../../../shared/months";
import { glanceAt } from "../chain-glance";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";

export const retentionSection: Section = {
  name: "retention",
  title: "日志保存",
  who: "all",
  show: async (visit) => pageOf("日志保存", html`${await chain(visit)}${await logs(visit)}`),
  acts: {},
};

async function chain({ services, caller }: Visit): Promise<Markup> {
  const { rows, covered, oldest, checkpoints, checkpointAt } = await glanceAt(services.store.db, caller.site.site);
  const limit = addMonths(services.clock().toISOString(), -6);
  return html`<section class="card">${facts([
    ["审计记录", `${rows} 条`],
    ["最早一条", when(oldest)],
    [
      "检查点",
      checkpointAt === null ? "还没有" : `${checkpoints} 个，最近 ${when(checkpointAt)}，覆盖至第 ${covered} 条`,
    ],
    ["可以清除", oldest !== null && oldest < limit ? `${when(limit)} 以前、已有检查点的记录` : "没有：都不满六个月"],
  ])}</section><p class="sub">日志至少保存六个月，数据库本身也拒绝删除更近的记录。清除由平台运维人员用命令办理（npm run platform -- purge 日期），并留下审计记录；备份随平台备份一并保存。</p>`;
}

async function logs({ services, caller }: Visit): Promise<Markup> {
  const rows = await services.store.db
    .selectFrom("desk_lines")
    .select(({ fn }) => [
      "device",
      fn.countAll().as("lines"),
      fn.min("at").as("first"),
      fn.max("at").as("last"),
      fn.max("received_at").as("received"),
    ])
    .where("site", "=", caller.site.site)
    .groupBy("device")
    .orderBy("device")
    .limit(1_000)
    .execute();
  const stale = new Date(services.clock().getTime() - 7 * 24 * 3_600_000).toISOString();
  return table({
    caption: "工作站上报的审计记录",
    none: "还没有工作站上报过审计记录。",
    rows,
    columns: [
      { title: "工作站", cell: ({ device }) => device },
      { title: "行数", cell: ({ lines }) => Number(lines) },
      { title: "自", cell: ({ first }) => when(first) },
      { title: "至", cell: ({ last }) => when(last) },
      {
        title: "最近收到",
        cell: ({ received }) => html`${when(received)} ${received < stale ? tag("warn", "七天没有上报") : null}`,
      },
    ],
  });
}
