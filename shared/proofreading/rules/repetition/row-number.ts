/** The numbers of the rows of a table, under 序号: 1, 2, 2, 4 (MC-01). */
import { logic } from "../../authority";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

interface RowFact {
  /** Of cells that stand in the first column, and of rows that are written as one line. */
  readonly table: string;
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** The cell or line is the head 序号. */
  readonly isHead: boolean;
}

const LINE = /^\s{0,4}(?<number>\d{1,3})(?=\s{0,2}[|｜\t])/;
const HEAD = /^\s{0,4}序\s{0,2}号\s{0,4}(?=$|[|｜\t])/;

function factOf({ text, cell }: TextBlock): RowFact | null {
  if (cell !== undefined && cell.column !== 0) return null;
  const table = cell?.table ?? "";
  if (HEAD.test(text)) return { table, number: 0, start: 0, end: text.length, isHead: true };
  const found = cell === undefined ? LINE.exec(text) : /^\s{0,4}(?<number>\d{1,3})\s{0,4}$/.exec(text);
  const number = found?.groups?.number;
  if (number === undefined) return null;
  const start = text.indexOf(number);
  return { table, number: Number(number), start, end: start + number.length, isHead: false };
}

export const rowNumber: DocumentRule<RowFact> = {
  id: "rep-row-number",
  category: "numbering",
  title: "表格的序号重复或跳号",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.9,
  checks: ["MC-01"],
  roles: ["cell", "body", "list"],
  scope: "document",
  seeks: [LINE, HEAD, /^\s{0,4}\d{1,3}\s{0,4}$/],
  facts: factOf,
  judge: (facts) => {
    const heads = facts.flatMap(({ fact }, at) => (fact.isHead ? [at] : []));
    return heads.flatMap((at, order) => judgeRows(facts.slice(at, heads[order + 1])));
  },
  wrong: [
    { text: "序号|村名|里程\n1|石桥村|2.4\n2|上坪村|1.8\n⟦2⟧|柳塘村|3.1\n4|新屋村|0.9", first: "3" },
    { text: "序号\t单位\n1\t县教育局\n2\t县民政局\n⟦4⟧\t县水利局\n5\t县司法局", first: "3" },
    { text: "序号\n村名\n1\n石桥村\n2\n上坪村\n⟦2⟧\n柳塘村\n4\n新屋村", columns: 2, first: "3" },
  ],
  right: [
    "序号|村名|里程\n1|石桥村|2.4\n2|上坪村|1.8\n3|柳塘村|3.1\n4|新屋村|0.9",
    "序号|班级\n1|一班\n1|二班\n2|三班",
    { text: "年份\n数量\n2024\n1\n2025\n2", columns: 2 },
  ],
};

/** One number that is off while those around it count on; groups that begin again, or merged cells, count in another way. */
function judgeRows([head, ...rows]: readonly BlockFact<RowFact>[]): Match[] {
  if (head === undefined || rows[0]?.fact.number !== 1 || rows.length < 3) return [];
  const own = rows.filter(({ fact }) => fact.table === head.fact.table);
  const off = own.filter(({ fact }, at) => fact.number !== at + 1);
  const [one, second] = off;
  if (one === undefined) return [];
  const right = own.indexOf(one) + 1;
  // All behind it are one further: a number was left out.
  const isGap =
    one.fact.number === right + 1 && own.slice(right).every(({ fact }, at) => fact.number === right + at + 2);
  if (second !== undefined && !isGap) return [];
  const message = `序号${second === undefined && !isGap ? "重复或有误" : "不连续"}，这里应为“${right}”，请核对。`;
  return [{ block: one.block, start: one.fact.start, end: one.fact.end, message, suggestions: [String(right)] }];
}
