/** Columns of a table that follow from two others, row for row: 编制数 − 实有人数 = 空编数; 合格数 ÷ 抽检数 = 合格率 (MC-06). */
import { logic } from "../../authority";
import type { DocumentRule, Match } from "../../rule";
import { ONE, shown, size } from "./amount";
import { type Cell, cellsIn, type Grid, gridsOf, headsOf, labelOf, type Placed } from "./grid";

/** What the third column is of the first two, in words for messages. */
interface Relation {
  readonly name: string;
  readonly of: (a: bigint, b: bigint) => bigint | null;
  /** Whether rounding to the last figure written is allowed for. */
  readonly isRounded: boolean;
}

const relations: readonly Relation[] = [
  { name: "相减", of: (a, b) => (a > b ? a - b : null), isRounded: false },
  { name: "相加", of: (a, b) => a + b, isRounded: false },
  { name: "相乘", of: (a, b) => (a * b) / ONE, isRounded: true },
  { name: "相乘再除以10000", of: (a, b) => (a * b) / ONE / 10_000n, isRounded: true },
  { name: "相除", of: (a, b) => (a === 0n ? null : (b * 100n * ONE) / a), isRounded: true },
  { name: "增幅", of: (a, b) => (a === 0n || b < a ? null : ((b - a) * 100n * ONE) / a), isRounded: true },
];

export const tableColumns: DocumentRule<readonly Cell[]> = {
  id: "calc-table-columns",
  category: "arithmetic",
  title: "表中一行的数与其他各行的算法不符",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["cell", "body", "attachment"],
  scope: "document",
  needs: "0123456789０１２３４５６７８９\t\u3000｜|",
  facts: cellsIn,
  judge: (facts) => gridsOf(facts).flatMap(oddRows),
  wrong: [
    { text: "单位｜编制数｜实有人数｜空编数\n甲馆｜18｜15｜3\n乙馆｜42｜36｜⟦8⟧\n丙馆｜12｜10｜2", first: "6" },
    {
      text: "乡镇\t抽检批次\t合格批次\t合格率\n甲镇\t50\t48\t96%\n乙镇\t40\t38\t⟦92%⟧\n丙镇\t25\t24\t96%",
      first: "95%",
    },
    {
      text: "品名\t数量\t单价（元）\t金额（元）\n桌\t20\t800\t16000\n椅\t40\t150\t⟦6500⟧\n柜\t10\t900\t9000",
      first: "6000",
    },
  ],
  right: [
    "单位｜编制数｜实有人数｜空编数\n甲馆｜18｜15｜3\n乙馆｜42｜36｜6\n丙馆｜12｜10｜2",
    "单位\t上年\t今年\t排名\n甲镇\t50\t48\t3\n乙镇\t40\t38\t1\n丙镇\t25\t24\t2",
    "品名\t数量\t单价（元）\n桌\t20\t800\n椅\t40\t150\n柜\t10\t900",
    "组别\t男\t女\n一组\t5\t6\n二组\t7\t8\n三组\t9\t12",
  ],
};

type Row = ReadonlyMap<number, Placed>;
type Columns = readonly [number, number, number];

/** A relation that all rows but one keep, and at least two do. */
function oddRows(grid: Grid): Match[] {
  const rows = grid.filter((row) => [...row.values()].some(({ value }) => value !== null) && labelOf(row) === null);
  const columns = [...(grid[0]?.keys() ?? [])].filter((column) => column > 0 && isFilled(rows, column));
  if (rows.length < 3 || columns.length < 3 || columns.length > 8) return [];
  const heads = headsOf(grid);
  return triples(columns).flatMap((triple) => {
    const relation = relations.find((one) => isKept(rows, triple, one));
    // 上年, 今年, 排名: a figure that only happens to fit two rows has no head that says so.
    return relation === undefined || (heads.size > 0 && heads.get(triple[2]) === undefined)
      ? []
      : rows.flatMap((row) => unlike(row, triple, relation));
  });
}

const isFilled = (rows: readonly Row[], column: number): boolean =>
  rows.every((row) => typeof row.get(column)?.value === "bigint");

/** Any two columns in order, and one behind them. */
function triples(columns: readonly number[]): readonly Columns[] {
  return columns.flatMap((a, i) =>
    columns.slice(i + 1).flatMap((b, j) => columns.slice(i + j + 2).map((c): Columns => [a, b, c])),
  );
}

function isKept(rows: readonly Row[], triple: Columns, relation: Relation): boolean {
  const kept = rows.filter((row) => fits(row, triple, relation));
  const values = new Set(kept.map((row) => row.get(triple[0])?.value));
  return kept.length === rows.length - 1 && kept.length >= 2 && values.size >= 2;
}

function reckoned(row: Row, [a, b]: Columns, relation: Relation): bigint | null {
  const [first, second] = [row.get(a)?.value, row.get(b)?.value];
  return typeof first === "bigint" && typeof second === "bigint" ? relation.of(first, second) : null;
}

function fits(row: Row, triple: Columns, relation: Relation): boolean {
  const cell = row.get(triple[2]);
  const right = reckoned(row, triple, relation);
  if (cell === undefined || typeof cell.value !== "bigint" || right === null) return false;
  const slack = !relation.isRounded ? 0n : cell.last > 0n ? cell.last : cell.isPercent ? ONE / 2n : 0n;
  return size(right - cell.value) <= slack;
}

function unlike(row: Row, triple: Columns, relation: Relation): Match[] {
  const cell = row.get(triple[2]);
  const right = reckoned(row, triple, relation);
  if (cell === undefined || right === null || fits(row, triple, relation)) return [];
  const step = cell.last > 0n ? cell.last : ONE;
  const value = `${shown(((right + step / 2n) / step) * step)}${cell.isPercent ? "%" : ""}`;
  const message = `其他各行的这一列都由前面两列${relation.name}得出，这一行应为${value}，请核对。`;
  return [{ block: cell.block, start: cell.start, end: cell.end, message, suggestions: [value] }];
}
