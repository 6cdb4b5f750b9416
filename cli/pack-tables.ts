/** The tables of a pack's folder to data. Every mistake is told with its file and line; none stops the others. */
import { z } from "zod";
import { categories } from "../shared/proofreading/category";
import { severityNames } from "../shared/proofreading/finding";
import type { LexiconPart, PackTest, PatternPart } from "../shared/proofreading/packs/lexicon-schema";
import { readCsv } from "./csv";

/** Where mistakes are noted: `terms.csv 第 5 行：…`. */
export type Complain = (line: number, words: string) => void;

interface Row {
  readonly line: number;
  readonly cell: (column: string) => string;
}

/** Rows under a heading, cells by the column's name. A missing or unknown column is a mistake of line 1. */
function records(text: string, columns: readonly string[], complain: Complain): Row[] {
  const [heading, ...rows] = rowsOf(text, complain);
  if (heading === undefined) return [];
  const missing = columns.filter((name) => !heading.cells.includes(name));
  const foreign = heading.cells.filter((name) => name !== "" && !columns.includes(name));
  if (missing.length > 0) complain(heading.line, `缺少列“${missing.join("”“")}”`);
  if (foreign.length > 0) complain(heading.line, `没有“${foreign.join("”“")}”这一列`);
  if (missing.length > 0) return [];
  return rows.map(({ line, cells }) => ({ line, cell: (column) => cells[heading.cells.indexOf(column)] ?? "" }));
}

function rowsOf(text: string, complain: Complain): ReturnType<typeof readCsv> {
  try {
    return readCsv(text);
  } catch (error) {
    complain(1, error instanceof Error ? error.message : "读不出表格");
    return [];
  }
}

const list = (cell: string): string[] =>
  cell.split(/[|｜]/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));

function required(record: Row, columns: readonly string[], complain: Complain): boolean {
  const empty = columns.filter((name) => record.cell(name) === "");
  if (empty.length > 0) complain(record.line, `“${empty.join("”“")}”不能为空`);
  return empty.length === 0;
}

function keyOfName<K extends string>(names: Readonly<{ [N in K]: string }>, name: string): K | null {
  const found = (Object.keys(names) as K[]).find((key) => names[key] === name);
  return found ?? null;
}

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

/** A day as people type it: `2026-3-1` and `2026/3/1` are the first of March. Empty means open. */
function dayIn(record: Row, column: string, complain: Complain): string | null {
  const cell = record.cell(column);
  if (cell === "") return null;
  const [year = "", month = "", date = ""] = cell.split(/[-/.年月日]/);
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (isDay(day)) return day;
  complain(record.line, `“${column}”不是日期：${cell}（写成 2026-03-01）`);
  return null;
}

export const termColumns = ["规则", "错误词形", "正确词形", "理由", "例外", "程度"] as const;

export function readTerms(text: string, complain: Complain): NonNullable<LexiconPart["terms"]> {
  const terms: NonNullable<LexiconPart["terms"]> = {};
  for (const record of records(text, termColumns, complain)) {
    if (!required(record, ["错误词形", "理由"], complain)) continue;
    const [wrong, level] = [record.cell("错误词形"), record.cell("程度")];
    const severity = level === "" ? null : keyOfName(severityNames, level);
    if (wrong.length < 2) complain(record.line, `“${wrong}”不足两个字，会到处误报`);
    if (level !== "" && severity === null)
      complain(record.line, `程度只能是${Object.values(severityNames).join("、")}，不能是“${level}”`);
    const rule = record.cell("规则") === "" ? "unit-term" : record.cell("规则");
    const unless = list(record.cell("例外"));
    const term = {
      wrong,
      right: list(record.cell("正确词形")),
      why: record.cell("理由"),
      ...(unless.length === 0 ? {} : { unless }),
      ...(severity === null ? {} : { severity }),
    };
    terms[rule] = [...(terms[rule] ?? []), term];
  }
  return terms;
}

export const leaderColumns = ["姓名", "职务", "起", "止", "排序"] as const;

type Leaders = NonNullable<LexiconPart["leaders"]>;

/** Rows of one name are posts of one person. */
export function readLeaders(text: string, complain: Complain): Leaders {
  const posts = new Map<string, Leaders[number]["posts"]>();
  for (const record of records(text, leaderColumns, complain)) {
    if (!required(record, ["姓名", "职务", "起"], complain)) continue;
    const [from, until] = [dayIn(record, "起", complain), dayIn(record, "止", complain)];
    const order = record.cell("排序");
    const rank = Number(order);
    if (order !== "" && !(Number.isInteger(rank) && rank > 0)) complain(record.line, `排序须是正整数：${order}`);
    else if (from !== null)
      posts.set(record.cell("姓名"), [
        ...(posts.get(record.cell("姓名")) ?? []),
        {
          title: record.cell("职务"),
          from,
          ...(until === null ? {} : { until }),
          ...(order === "" ? {} : { rank }),
        },
      ]);
  }
  return [...posts].map(([name, held]) => ({ name, posts: held }));
}

export const nameColumns = ["类别", "名称", "简称", "起用", "停用", "改为", "上级", "代码"] as const;
const nameKinds = { organs: "机构", regions: "地名", laws: "法规" } as const;
type Names = { -readonly [K in keyof typeof nameKinds]: NonNullable<LexiconPart[K]> };

export function readNames(text: string, complain: Complain): Names {
  const names: Names = { organs: [], regions: [], laws: [] };
  for (const record of records(text, nameColumns, complain)) {
    if (!required(record, ["类别", "名称"], complain)) continue;
    const kind = keyOfName(nameKinds, record.cell("类别"));
    if (kind === null) {
      complain(record.line, `类别只能是${Object.values(nameKinds).join("、")}，不能是“${record.cell("类别")}”`);
      continue;
    }
    const [from, until] = [dayIn(record, "起用", complain), dayIn(record, "停用", complain)];
    const [short, successors] = [list(record.cell("简称")), list(record.cell("改为"))];
    const [parent, code] = [record.cell("上级"), record.cell("代码")];
    names[kind].push({
      name: record.cell("名称"),
      ...(short.length === 0 ? {} : { short }),
      ...(from === null ? {} : { from }),
      ...(until === null ? {} : { until }),
      ...(successors.length === 0 ? {} : { successors }),
      ...(parent === "" ? {} : { parent }),
      ...(code === "" ? {} : { code }),
    });
  }
  return names;
}

export const ruleColumns = ["标识", "类别", "名称", "程度", "依据", "条款", "日期", "正则", "理由", "建议"] as const;

export function readRules(text: string, complain: Complain): PatternPart[] {
  return records(text, ruleColumns, complain).flatMap((record) => {
    if (!required(record, ["标识", "类别", "名称", "程度", "依据", "正则", "理由"], complain)) return [];
    const category = keyOfName(categories, record.cell("类别"));
    const severity = keyOfName(severityNames, record.cell("程度"));
    if (category === null) complain(record.line, `没有“${record.cell("类别")}”这个差错类别，类别见校对栏`);
    if (severity === null) complain(record.line, `程度只能是${Object.values(severityNames).join("、")}`);
    if (category === null || severity === null) return [];
    const [clause, date] = [record.cell("条款"), record.cell("日期")];
    return [
      {
        id: record.cell("标识"),
        category,
        title: record.cell("名称"),
        severity,
        authority: {
          document: record.cell("依据"),
          ...(clause === "" ? {} : { clause }),
          ...(date === "" ? {} : { date }),
        },
        regex: record.cell("正则"),
        message: record.cell("理由"),
        suggest: list(record.cell("建议")),
      },
    ];
  });
}

/** `规则：文字⟦错处⟧ => 首选建议`, one test a line. Full-width brackets 【】 do for ⟦⟧, which no keyboard has. */
export function readTests(text: string, complain: Complain): PackTest[] {
  return readLines(text).flatMap(({ line, words }) => {
    const [, rule, rest = ""] = /^([a-z][a-z0-9-]*)\s*[：:]\s*(.+)$/.exec(words) ?? [];
    if (rule === undefined) {
      complain(line, "自检写成“规则标识：例句”，错处用【】标出");
      return [];
    }
    const [marked = "", first] = rest.split(/\s*=>\s*/);
    const test = { rule, text: marked.replaceAll("【", "⟦").replaceAll("】", "⟧") };
    return [first === undefined ? test : { ...test, first }];
  });
}

/** Lines with words in them; `#` begins a note. */
export function readLines(text: string): { readonly line: number; readonly words: string }[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((words, index) => ({ line: index + 1, words: words.trim() }))
    .filter(({ words }) => words !== "" && !words.startsWith("#"));
}
