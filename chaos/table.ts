/** Counts as a table: for the terminal, and as Markdown for docs/reliability.md. */
import { holds } from "./campaign";
import type { ResultRow } from "./results";

const heads = ["活动", "故障与对象", "次数", "已确认", "丢失", "重复", "结果"] as const;

export function verdictOf(row: ResultRow): string {
  if (row.control) return holds(row) ? "对照有丢失，如所应" : "对照没有丢失：这台工具不可信";
  return holds(row) ? "通过" : "未通过";
}

const cellsOf = (row: ResultRow): readonly string[] => [
  row.campaign,
  row.case,
  String(row.runs),
  String(row.acknowledged),
  String(row.lost),
  String(row.doubled),
  verdictOf(row),
];

/** A Chinese character takes two columns of a terminal. */
const width = (text: string): number => [...text].reduce((sum, each) => sum + (/[⺀-￯]/.test(each) ? 2 : 1), 0);

export function terminalTable(rows: readonly ResultRow[]): string {
  const lines = [[...heads], ...rows.map(cellsOf)];
  const widths = heads.map((_, at) => Math.max(...lines.map((cells) => width(cells[at] ?? ""))));
  const padded = (text: string, at: number) => text + " ".repeat((widths[at] ?? 0) - width(text));
  return lines.map((cells) => cells.map(padded).join("  ").trimEnd()).join("\n");
}

export function markdownTable(rows: readonly ResultRow[]): string {
  const cells = (row: ResultRow) => cellsOf(row).slice(1);
  const line = (values: readonly string[]) => `| ${values.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    line(heads.slice(1)),
    "| --- | ---: | ---: | ---: | ---: | --- |",
    ...rows.map((row) => line(cells(row))),
  ].join("\n");
}

/** What was counted before the sources changed, in one line; nothing when there was nothing. Controls are left out. */
export function earlierCounts(rows: readonly ResultRow[]): readonly string[] {
  const real = rows.filter(({ control }) => !control);
  if (real.length === 0) return [];
  const total = (of: "runs" | "acknowledged" | "lost" | "doubled") => real.reduce((sum, row) => sum + row[of], 0);
  const failed = [...new Set(real.filter((row) => !holds(row)).map((row) => row.case))];
  const where = failed.length === 0 ? "" : `（${failed.join("、")}）`;
  return [
    `此前的版本：${total("runs")} 次，已确认 ${total("acknowledged")}，丢失 ${total("lost")}，重复 ${total("doubled")}${where}。`,
  ];
}
