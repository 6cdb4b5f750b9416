/** What was found, exported and not readable, in Chinese: for the terminal and for the folder of the export. */
import { relative } from "node:path";
import type { Exported } from "./export";
import type { StoreFiles } from "./place";
import type { Scanned, Unreadable } from "./rows";
import { rowsByKey } from "./values";

const names: Readonly<Record<string, string>> = {
  drafts: "草稿",
  revisions: "版本",
  outbox: "待发送的操作",
  items: "平台稿件的本机副本",
  files: "附件登记",
  settings: "设置",
};

export const tableName = (table: string): string => names[table] ?? `${table}（本版本不认识的表）`;

const mostLines = 200;

/** What can be said without a key: sizes, tables, damage. */
export function inventory(files: StoreFiles, scanned: Scanned): string[] {
  const live = new Map<string, number>();
  for (const [newest] of rowsByKey(scanned.rows).values())
    if (newest !== undefined && !newest.isDeletion) live.set(newest.table, (live.get(newest.table) ?? 0) + 1);
  const counts = [...live].map(([table, count]) => `${tableName(table)} ${count}`);
  return [
    `存储    ${files.folder}`,
    `  日志文件 ${files.segments.length} 个，记录 ${scanned.rows.length} 条；现存 ${counts.join("、") || "无"}`,
    ...(files.away === null ? [] : [`  ! 日志放在另一磁盘，现在读不到：${files.away}`]),
    ...scanned.unreadable.slice(0, mostLines).map((each) => `  ! ${placeLine(files, each)}`),
    ...more(scanned.unreadable.length),
  ];
}

const placeLine = (files: StoreFiles, { path, start, length, why }: Unreadable): string =>
  `${relative(files.folder, path)} 第 ${start} 字节起 ${length} 字节：${why}`;

const more = (count: number): string[] => (count > mostLines ? [`  … 另有 ${count - mostLines} 处`] : []);

export function exportLines(files: StoreFiles, exported: Exported): string[] {
  const counts = [...exported.counts].map(([table, count]) => `${tableName(table)} ${count}`);
  return [
    `  已读出 ${counts.join("、") || "0 条"}；附件 ${exported.attachments} 个；另有 ${exported.deleted} 条是已删除的`,
    ...exported.older.slice(0, mostLines).map((key) => `  ! 最后一次保存的内容读不出，已导出较早的一次：${key}`),
    ...more(exported.older.length),
    ...exported.closed.slice(0, mostLines).map(({ table, key, rows }) => {
      const places = rows.map(({ path, start }) => `${relative(files.folder, path)} 第 ${start} 字节`);
      return `  ! 打不开：${tableName(table)} ${key}（${places.slice(0, 3).join("；")}）。密文被改动、属于别的存储或由更新的版本写入。`;
    }),
    ...more(exported.closed.length),
    ...exported.partial.map((line) => `  ! 附件不完整：${line}`),
  ];
}

/** Whether nothing that is in the store was out of reach. */
export const isWhole = (files: StoreFiles, scanned: Scanned, exported: Exported): boolean =>
  files.away === null &&
  scanned.unreadable.length === 0 &&
  exported.closed.length + exported.older.length + exported.partial.length === 0;
