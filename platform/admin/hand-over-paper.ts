/** 移交单 on paper: everything that was entered, and places to sign (TN-35). */
import { type HandOver, tasksOf } from "../identity/hand-over";
import { html, type Markup } from "./markup";
import { when } from "./names";

const phases: Readonly<Record<string, string>> = {
  draft: "起草",
  "in-review": "审核中",
  returned: "已退回",
  approved: "已审定",
  "in-repository": "已入库",
};

export const phaseWord = (phase: string): string => phases[phase] ?? phase;

const blank = "　　　　年　　月　　日";

export function handOverPaper(row: HandOver, site: string): Markup {
  const line = (name: string, value: string): Markup => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
  const sign = (name: string): Markup =>
    html`<tr><th scope="row">${name}</th><td class="sign">签字：　　　　　　　　${blank}</td></tr>`;
  const equipment =
    row.equipment === "" ? "" : `${row.equipment}${row.returned_on === null ? "" : `，${row.returned_on} 交还`}`;
  const tasks = tasksOf(row).map(({ title, phase }, place) => html`${place + 1}. ${title}（${phaseWord(phase)}）<br>`);
  return html`<p class="screen"><a href="/admin/hand-overs/${encodeURIComponent(
    row.handover_id,
  )}">回到移交单</a>　用浏览器的打印功能打印本页。</p><section class="paper"><h2>${site}网站采编人员${
    row.kind === "leave" ? "离岗" : "转岗"
  }移交单</h2><table><tbody>${[
    line("移交人", row.name),
    line("原单位", row.unit_name),
    line("事由", row.reason),
    line("权限终止时间", when(row.opened_at)),
    line("接手人", row.successor),
    line("工作移交日期", row.handed_on ?? blank),
    line("保密承诺签署日期", row.pledged_on ?? blank),
    line("口令和证书更换", `${row.keys_on ?? blank}　${row.keys_what}`),
    line("设备交还", equipment),
  ]}<tr><th scope="row">在办稿件</th><td>${tasks.length === 0 ? "无" : tasks}</td></tr>${[
    sign("移交人"),
    sign("接手人"),
    sign("单位负责人"),
  ]}</tbody></table><p>编号 ${row.handover_id}${
    row.closed_at === null ? "　未办结" : `　${when(row.closed_at)} 由${row.closed_by ?? ""}办结`
  }</p></section>`;
}
