/** 终端: the fleet view (L12): what each workstation runs, by which policy, when it was last heard of, what waits there. */
import { AppError } from "../../../shared/failure";
import { never } from "../../../shared/never";
import { isSystem } from "../../../shared/workflow/duty";
import { auditAlone } from "../../audit";
import { fleetCsv } from "../../fleet/csv";
import { type FleetMark, fleetMarks, fleetSorts, listFleet, type Terminal } from "../../fleet/listing";
import { setDevice } from "../../identity/device-control";
import { fleetRules } from "../fleet-rules";
import { required } from "../form";
import { choice, field, filterForm } from "../form-markup";
import { html, type Markup } from "../markup";
import { maskName, tag, when } from "../names";
import { PAGE_ROWS, placeIn, placeText, sortingIn } from "../place";
import { ringWord } from "../ring-words";
import { type Act, type Download, pageOf, type Section, type Visit } from "../section";
import { type Column, linkWith, table } from "../table";
import { terminalPage } from "./terminal";

/** As many as one file may hold. */
const CSV_ROWS = 20_000;

export const terminalsSection: Section = {
  name: "terminals",
  title: "终端",
  who: "all",
  scoped: true,
  show: async (visit) => {
    const [device] = visit.rest;
    if (device === "export.csv") return download(visit);
    if (device !== undefined && device !== "") return terminalPage(visit, device);
    return pageOf("终端", await list(visit));
  },
  acts: { erase: setting(true), allow: setting(false) },
};

function setting(refused: boolean): Act {
  return {
    weighty: true,
    run: async (visit, form) => {
      requireSystemHere(visit);
      const [device, accountId] = [required(form, "device", "工作站"), required(form, "account", "账号")];
      const reason = required(form, "reason", "原因").slice(0, 200);
      await setDevice(visit.services, visit.caller, { accountId, device, refused, reason });
      return { to: `terminals/${encodeURIComponent(device)}`, done: refused ? "erased" : "opened" };
    },
  };
}

/** @throws AppError E_PERM; setDevice says so too */
function requireSystemHere({ caller }: Visit): void {
  if (!isSystem(caller.account)) throw new AppError("E_PERM", "审计人员只查看，不办理");
}

const wishIn = ({ query, caller }: Visit) => ({
  site: caller.site.site,
  scope: caller.scope,
  text: (query.get("q") ?? "").trim().slice(0, 50),
  unit: (query.get("unit") ?? "").slice(0, 80),
  mark: fleetMarks.find((each) => each === query.get("mark")) ?? null,
  ...sortingIn(query, fleetSorts, { by: "seen", down: true }),
});

async function download(visit: Visit): Promise<Download> {
  const { services, caller } = visit;
  const rules = await fleetRules(visit);
  const rows = await listFleet(services.store.db, { ...wishIn(visit), after: null, rows: CSV_ROWS }, rules);
  const at = services.clock().toISOString();
  const detail = `fleet ${rows.length}`;
  await auditAlone(services.store.db, at, { event: "admin-exported", accountId: caller.account.accountId, detail });
  return {
    kind: "download",
    fileName: `terminals-${at.slice(0, 10)}.csv`,
    type: "text/csv; charset=utf-8",
    text: fleetCsv(rows, maskName),
  };
}

async function list(visit: Visit): Promise<Markup> {
  const { services, query } = visit;
  const rules = await fleetRules(visit);
  const wish = wishIn(visit);
  const found = await listFleet(services.store.db, { ...wish, after: placeIn(query), rows: PAGE_ROWS + 1 }, rules);
  const rows = found.slice(0, PAGE_ROWS);
  const last = rows.at(-1);
  const next = found.length > PAGE_ROWS && last !== undefined ? placeText([last.key, last.device]) : null;
  const link = (changes: Readonly<Record<string, string>>) => linkWith("terminals", query, changes);
  return html`${filterForm("terminals", [
    field({ name: "q", label: "使用人、单位或编号", value: wish.text, required: false, type: "search", max: 50 }),
    choice({
      name: "mark",
      label: "只看",
      choices: [["", "全部"], ...fleetMarks.map((each) => [each, markWord(each)] as const)],
      value: wish.mark ?? "",
    }),
  ])}<p><a href="${linkWith("terminals/export.csv", query, { after: "" })}">导出表格（姓名已遮盖）</a></p>${table({
    caption: "工作站",
    none: "没有符合条件的工作站。工作站登录后自动报告。",
    rows,
    columns: [...whoseColumns, ...stateColumns(rules.now)],
    sorting: { now: wish, link: ({ by, down }) => link({ sort: by, dir: down ? "desc" : "asc", after: "" }) },
    marked: ({ marks, refused }) =>
      refused || marks.includes("below") || marks.includes("old") || marks.includes("silent"),
  })}<p>${query.get("after") === null ? null : html`<a href="${link({ after: "" })}">第一页</a> `}${
    next === null ? null : html`<a href="${link({ after: next })}" rel="next">下一页</a>`
  }</p><p class="sub">“低于最低版本”的工作站下次不能登录；“版本旧”指低于本市最新版本或最低版本；“失联”指七天没有联系。报告只含件数，不含稿件名称和内容。</p>`;
}

function markWord(mark: FleetMark): string {
  switch (mark) {
    case "below":
      return "低于最低版本";
    case "old":
      return "版本旧";
    case "silent":
      return "失联";
    case "unsynced":
      return "有待上报";
    case "clock":
      return "时钟偏差";
    default:
      return never(mark);
  }
}

const whoseColumns: readonly Column<Terminal>[] = [
  {
    title: "工作站",
    cell: (row) => html`<a href="/admin/terminals/${encodeURIComponent(row.device)}">${row.device.slice(0, 13)}</a>`,
  },
  { title: "使用人", sort: "name", cell: ({ name }) => name },
  { title: "单位", sort: "unit", cell: ({ unitName }) => unitName },
  {
    title: "版本",
    sort: "version",
    cell: (row) =>
      html`${row.version}<br><span class="sub">${row.edition === "electron" ? "桌面版" : "浏览器版"}${
        row.locked ? null : "，开发版"
      }</span>`,
  },
  { title: "批次", cell: ({ ring }) => ringWord(ring) },
];

const stateColumns = (now: Date): readonly Column<Terminal>[] => [
  {
    title: "策略",
    cell: (row) =>
      html`${row.policySerial === null ? "未签名" : `第 ${row.policySerial} 号`}<br><span class="sub">${
        row.policyHash?.slice(8, 20) ?? "—"
      }</span>`,
  },
  {
    title: "待上报",
    sort: "unsynced",
    cell: (row) =>
      row.unsynced === 0 ? "0" : html`${row.unsynced} 件<br><span class="sub">最早 ${when(row.oldest)}</span>`,
  },
  { title: "时钟", sort: "clock", cell: ({ clockOffset }) => (clockOffset === null ? "—" : `${clockOffset} 秒`) },
  {
    title: "最近联系",
    sort: "seen",
    cell: ({ lastAt }) => html`${when(lastAt)}<br><span class="sub">${ago(lastAt, now)}</span>`,
  },
  {
    title: "状态",
    cell: ({ marks, refused }) =>
      html`${refused ? tag("bad", "已停用") : null}${marks.map((each) => tag(each === "silent" || each === "below" ? "bad" : "warn", markWord(each)))}${
        !refused && marks.length === 0 ? tag("good", "正常") : null
      }`,
  },
];

function ago(at: string, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(at)) / 60_000));
  if (minutes < 60) return `${minutes} 分钟前`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} 小时前` : `${Math.round(minutes / 1_440)} 天前`;
}
