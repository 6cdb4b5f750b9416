/** Tables as rows and columns of figures and heads: the document's own, lines with tabs out of attachments, and lines with bars. */
import { foldWidth } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockFact, CellPlace, TextBlock } from "../../rule";
import { ONE } from "./amount";

/** One cell, of the document's own table or of a line with tabs, as tables in attachments come out. */
export interface Cell {
  readonly place: CellPlace | null;
  /** Position among the cells of a line with tabs. */
  readonly column: number;
  readonly start: number;
  readonly end: number;
  readonly value: bigint | null;
  readonly last: bigint;
  readonly isPercent: boolean;
  /** What kind of words it holds, if it holds words. */
  readonly head: "total" | "subtotal" | "rate" | "other" | null;
  /** 家 of 数量（家）, 万元 of 金额（万元）. */
  readonly unit: string;
  /** As written, without spaces around. */
  readonly text: string;
}

const FIGURE =
  /^[\s\u3000]*(?<sign>[-－—]?)(?<whole>\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.(?<fraction>\d{1,6}))?(?<percent>[%％])?[\s\u3000]*$/;
const TOTAL =
  /^[（(]?(?:合[\s\u3000]*计|总[\s\u3000]*计|共[\s\u3000]*计|总数|总量|总额|总和|总人数|合计数|总计数)[）)]?(?:[（(].{1,8}[）)])?$/;
const SUBTOTAL = /^[（(]?(?:小[\s\u3000]*计|其[\s\u3000]*中.*|分计)[）)]?(?:[（(].{1,8}[）)])?$/;
/** As many as a table of a manuscript may have. */
const MOST_COLUMNS = 200;
const UNIT = /[（(]([万亿]?[\u4e00-\u9fff]{1,3})[)）]$/;
/** Columns that are not added up. */
const RATE =
  /率|增[长减幅]|同比|环比|占比|比重|比例|均|单价|排名|序号|编号|年份|年度|年龄|日期|时间|电话|编码|代码|得分|评分|指数|备注|[%％]|^年$/;

export function cellsIn(block: TextBlock): readonly Cell[] | null {
  if (block.cell !== undefined) return [cellOf(block.text, { place: block.cell, column: 0, start: 0 })];
  const separator = ["\t", "｜", "|"].find((sign) => block.text.includes(sign));
  if (separator === undefined) return spacedCells(block.text);
  let start = 0;
  const texts = block.text.split(separator);
  if (texts.length > MOST_COLUMNS || (separator !== "\t" && texts.length < 2)) return null;
  return texts.map((text, column) => {
    const cell = cellOf(text, { place: null, column, start });
    start += text.length + 1;
    return cell;
  });
}

/** No row of a table that was pasted as text is longer. */
const LONGEST_ROW = 200;
const SPACED = /[^\s\u3000][^\u3000。；：，《]{0,20}?(?=\u3000| {2}|$)/g;

/** A table pasted as text: its cells stand apart by wide spaces. 甲镇　120　35 */
function spacedCells(text: string): readonly Cell[] | null {
  if (text.length > LONGEST_ROW || !/\S(?:\u3000| {2})[\u3000 ]*\S/.test(text) || /[。；：《]/.test(text)) return null;
  const cells = hitsOf(text, SPACED).map((found, column) =>
    cellOf(found[0], { place: null, column, start: found.index }),
  );
  return cells.length < 2 ? null : cells;
}

function cellOf(text: string, at: Pick<Cell, "place" | "column" | "start">): Cell {
  const folded = foldWidth(text);
  const groups = FIGURE.exec(folded)?.groups;
  const from = text.length - text.trimStart().length;
  const place = { ...at, start: at.start + from, end: at.start + from + text.trim().length, text: text.trim() };
  if (groups === undefined)
    return {
      ...place,
      value: null,
      last: 0n,
      isPercent: false,
      head: headOf(text.trim()),
      unit: UNIT.exec(text.trim())?.[1] ?? "",
    };
  const { sign, whole = "0", fraction = "", percent } = groups;
  const amount = BigInt(whole.replace(/,/g, "")) * ONE + BigInt(fraction.padEnd(6, "0"));
  const last = fraction === "" ? 0n : ONE / 10n ** BigInt(fraction.length);
  return {
    ...place,
    value: sign === "" ? amount : -amount,
    last,
    isPercent: percent !== undefined,
    head: null,
    unit: "",
  };
}

function headOf(text: string): Cell["head"] {
  if (text === "" || /^[-—－/]+$/.test(text)) return null;
  if (TOTAL.test(text)) return "total";
  if (SUBTOTAL.test(text)) return "subtotal";
  return RATE.test(text) ? "rate" : "other";
}

export interface Placed extends Cell {
  readonly block: string;
}
/** Rows of cells by column. */
export type Grid = readonly ReadonlyMap<number, Placed>[];

export function gridsOf(facts: readonly BlockFact<readonly Cell[]>[]): Grid[] {
  const grids = new Map<string, Map<number, Placed>[]>();
  let line = { index: -9, key: "", row: 0 };
  for (const { block, index, fact } of facts) {
    const place = fact[0]?.place ?? null;
    if (place === null)
      line = index === line.index + 1 ? { ...line, index, row: line.row + 1 } : { index, key: block, row: 0 };
    const key = place === null ? `\t${line.key}` : place.table;
    const grid = grids.get(key) ?? [];
    grids.set(key, grid);
    const number = place?.row ?? line.row;
    while (grid.length <= number) grid.push(new Map());
    for (const cell of fact) grid[number]?.set(place?.column ?? cell.column, { ...cell, block });
  }
  return [...grids.values()].filter((grid) => grid.length >= 2);
}

export const labelOf = (row: ReadonlyMap<number, Placed>): Cell["head"] =>
  [0, 1].map((column) => row.get(column)?.head ?? null).find((head) => head === "total" || head === "subtotal") ?? null;

/** Heads of each column: the words above its first figure. */
export function headsOf(grid: Grid): ReadonlyMap<number, Cell["head"]> {
  const heads = new Map<number, Cell["head"]>();
  for (const row of grid) {
    const isHead = [...row.values()].every(
      ({ value, column, place }) => value === null || (place?.column ?? column) === 0,
    );
    if (!isHead) break;
    for (const [column, { head }] of row) if (head !== null && heads.get(column) !== "total") heads.set(column, head);
  }
  return heads;
}
