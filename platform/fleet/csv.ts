/** The fleet as a table for other programs: names masked, and no cell that a spreadsheet would run (CWE-1236). */
import type { Terminal } from "./listing";

const heads = [
  "工作站",
  "使用人",
  "单位",
  "版本",
  "版式",
  "批次",
  "低于最低版本",
  "锁定版",
  "策略编号",
  "策略摘要",
  "待上报",
  "最早待上报",
  "时钟偏差（秒）",
  "最近联系",
  "已停用",
];

export function fleetCsv(terminals: readonly Terminal[], mask: (name: string) => string): string {
  const lines = terminals.map((row) => [
    row.device,
    mask(row.name),
    row.unitName,
    row.version,
    row.edition,
    row.ring ?? "",
    row.marks.includes("below") ? "是" : "否",
    row.locked ? "是" : "否",
    row.policySerial ?? "",
    row.policyHash ?? "",
    row.unsynced,
    row.oldest ?? "",
    row.clockOffset ?? "",
    row.lastAt,
    row.refused ? "是" : "否",
  ]);
  // The mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${[heads, ...lines].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
