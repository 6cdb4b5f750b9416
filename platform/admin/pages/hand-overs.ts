/** 移交: what is open of departures and transfers, its list of four, and the form that is signed on paper (AC-8). */
import {
  closeHandOver,
  type HandOver,
  handOverOf,
  listHandOvers,
  missingIn,
  noteHandOver,
  tasksOf,
} from "../../identity/hand-over";
import { dayIn } from "../enrolment-form";
import { required } from "../form";
import { actForm, field, hidden } from "../form-markup";
import { handOverPaper, phaseWord } from "../hand-over-paper";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";

export const handOversSection: Section = {
  name: "hand-overs",
  title: "移交",
  who: "system",
  scoped: true,
  show: async (visit) => {
    const [wanted, sheet] = visit.rest;
    if (wanted === undefined || wanted === "")
      return pageOf("移交", list(await listHandOvers(visit.services, visit.caller)));
    const row = await handOverOf(visit.services, visit.caller, wanted);
    if (sheet === "print") return pageOf("移交单", handOverPaper(row, visit.caller.site.name));
    return pageOf(`移交：${row.name}`, one(visit, row));
  },
  acts: {
    note: {
      weighty: false,
      run: async ({ services, caller }, form) => {
        const handoverId = required(form, "handover", "移交单");
        await noteHandOver(services, caller, {
          handoverId,
          successor: form.text("successor").slice(0, 50),
          handedOn: dayIn(form, "handed", "移交日期"),
          pledgedOn: dayIn(form, "pledged", "承诺日期"),
          keysOn: dayIn(form, "keys", "更换日期"),
          keysWhat: form.text("keys-what").slice(0, 200),
          equipment: form.text("equipment").slice(0, 200),
          returnedOn: dayIn(form, "returned", "交还日期"),
        });
        return { to: `hand-overs/${encodeURIComponent(handoverId)}`, done: "saved" };
      },
    },
    close: {
      weighty: true,
      run: async ({ services, caller }, form) => {
        const handoverId = required(form, "handover", "移交单");
        await closeHandOver(services, caller, handoverId);
        return { to: `hand-overs/${encodeURIComponent(handoverId)}`, done: "handed-over" };
      },
    },
  },
};

const kindWord = ({ kind }: HandOver): string => (kind === "leave" ? "离岗" : "转岗");

function stateOf(row: HandOver): Markup {
  if (row.closed_at !== null) return tag("good", row.kind === "leave" ? "已离岗" : "已办结");
  const missing = missingIn(row);
  return missing.length === 0
    ? tag("warn", "四项已齐，待办结")
    : html`${tag("bad", "未办完")}<br><span class="sub">缺：${missing.join("、")}</span>`;
}

function list(rows: readonly HandOver[]): Markup {
  return html`<p class="sub">离岗、转岗的权限在办理时已经终止。这里登记余下四项：工作移交、保密承诺、口令和证书更换、设备交还；齐了才能办结。</p>${table(
    {
      caption: "移交单，未办结的在前",
      none: "没有移交单。办理离岗或转岗时自动建立。",
      rows,
      columns: [
        {
          title: "姓名",
          cell: (row) => html`<a href="/admin/hand-overs/${encodeURIComponent(row.handover_id)}">${row.name}</a>`,
        },
        { title: "原单位", cell: ({ unit_name }) => unit_name },
        { title: "事由", cell: (row) => html`${kindWord(row)}<br><span class="sub">${row.reason}</span>` },
        {
          title: "权限终止",
          cell: ({ opened_at, opened_by }) => html`${when(opened_at)}<br><span class="sub">${opened_by}</span>`,
        },
        { title: "接手人", cell: ({ successor }) => successor || "—" },
        { title: "状态", cell: stateOf },
      ],
      marked: ({ closed_at }) => closed_at === null,
    },
  )}`;
}

function one(visit: Visit, row: HandOver): Markup {
  const id = encodeURIComponent(row.handover_id);
  const closed = row.closed_at !== null;
  return html`<p><a href="/admin/hand-overs">全部移交单</a> · <a href="/admin/accounts/${encodeURIComponent(
    row.account_id,
  )}">账号</a> · <a href="/admin/hand-overs/${id}/print">打印移交单</a></p><section class="card">${facts([
    ["原单位", row.unit_name],
    ["事由", `${kindWord(row)}：${row.reason}`],
    ["权限终止", `${when(row.opened_at)}，${row.opened_by}办理`],
    ["状态", stateOf(row)],
    ...(closed ? [["办结", `${when(row.closed_at)}，${row.closed_by ?? ""}`] as const] : []),
  ])}</section>${closed ? settled(row) : settling(visit, row)}${tasks(row)}`;
}

const settled = (row: HandOver): Markup =>
  html`<h2>四项</h2><section class="card">${facts([
    ["工作移交", `${row.handed_on ?? ""} 移交${row.successor}`],
    ["保密承诺", row.pledged_on ?? ""],
    ["口令和证书更换", `${row.keys_on ?? ""} ${row.keys_what}`],
    ["设备交还", row.equipment === "无" ? "没有领用设备" : `${row.returned_on ?? ""} ${row.equipment}`],
  ])}</section>`;

function settling(visit: Visit, row: HandOver): Markup {
  const day = (name: string, label: string, value: string | null): Markup =>
    field({ name, label, type: "date", required: false, value: value ?? "" });
  const text = (name: string, label: string, rest: { readonly value: string; readonly hint?: string }): Markup =>
    field({ name, label, required: false, max: 200, ...rest });
  const own = hidden("handover", row.handover_id);
  const noting = actForm(visit, {
    act: "hand-overs/note",
    button: "保存",
    fields: [
      own,
      text("successor", "接手人", { value: row.successor }),
      day("handed", "工作移交日期", row.handed_on),
      day("pledged", "保密承诺签署日期", row.pledged_on),
      day("keys", "口令和证书更换日期", row.keys_on),
      text("keys-what", "更换了哪些", { value: row.keys_what, hint: "如：值班共用口令、单位印章证书。" }),
      text("equipment", "领用设备", {
        value: row.equipment,
        hint: "如：USB 密钥 1 个、笔记本 1 台；没有领用的填“无”。",
      }),
      day("returned", "设备交还日期", row.returned_on),
    ],
  });
  const closing = actForm(visit, {
    act: "hand-overs/close",
    button: row.kind === "leave" ? "办结，记为已离岗" : "办结",
    fields: own,
    weighty: true,
  });
  return html`<h2>四项</h2><p class="sub">可以分次登记。缺一项也不能办结。</p>${noting}<h2>办结</h2>${closing}`;
}

function tasks(row: HandOver): Markup {
  return html`<h2>在办稿件</h2><p class="sub">权限终止时本人经手、还没有发布的稿件；由接手人和同单位人员在工作站里继续办理。</p>${table(
    {
      caption: "在办稿件",
      none: "没有在办的稿件。",
      rows: tasksOf(row),
      columns: [
        { title: "标题", cell: ({ title }) => title },
        { title: "进度", cell: ({ phase }) => phaseWord(phase) },
        { title: "编号", cell: ({ itemId }) => itemId },
      ],
    },
  )}`;
}
