/** Tables whose 合计 is not the sum of its row or column (MC-06). */
import { logic } from "../../authority";
import type { DocumentRule, Match } from "../../rule";
import { ONE, shown, size } from "./amount";
import { type Cell, cellsIn, type Grid, gridsOf, headsOf, labelOf, type Placed } from "./grid";

export const wrongTable: DocumentRule<readonly Cell[]> = {
  id: "calc-table",
  category: "arithmetic",
  title: "表格合计不等于各项之和",
  severity: "error",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["cell", "body", "attachment"],
  scope: "document",
  needs: "0123456789０１２３４５６７８９计总\t\u3000｜|",
  facts: cellsIn,
  judge: (facts) => gridsOf(facts).flatMap((grid) => [...columnTotals(grid), ...rowTotals(grid)]),
  wrong: [
    { text: "单位\t网站\n甲县\t12\n乙县\t8\n合计\t⟦21⟧", first: "20" },
    { text: "乡镇　人数\n甲镇　36\n乙镇　28\n合计　⟦66⟧", first: "64" },
    { text: "乡镇｜改厕任务（户）｜已完成（户）\n甲镇｜320｜290\n乙镇｜260｜250\n合计｜580｜⟦530⟧", first: "540" },
    { text: "单位\t网站\t新媒体\t合计\n甲县\t12\t5\t17\n乙县\t8\t4\t⟦14⟧", first: "12" },
    { text: "类别\t金额（万元）\n工资\t120.5\n办公\t30.2\n合　计\t⟦155.7⟧", first: "150.7" },
    { text: "类别\t占比\n甲\t50.0%\n乙\t45.0%\n合计\t⟦100%⟧", first: "95%" },
    { text: "项目\t上年\t今年\n合计\t⟦310⟧\t330\n甲\t100\t110\n乙\t200\t220", first: "300" },
  ],
  right: [
    "单位\t网站\n甲县\t12\n乙县\t8\n合计\t20",
    "单位\t网站\t新媒体\t合计\n甲县\t12\t5\t17\n乙县\t8\t4\t12\n合计\t20\t9\t29",
    "单位\t合格率\n甲县\t95%\n乙县\t97%\n合计\t96%",
    "类别\t占比\n甲\t33.3%\n乙\t33.3%\n丙\t33.3%\n合计\t100%",
    "单位\t人数\n甲县\t12\n其中：女\t5\n乙县\t8\n合计\t20",
    "序号\t单位\t数量\n1\t甲\t3\n2\t乙\t4\n合计\t\t7",
    "乡镇　人数\n甲镇　36\n乙镇　28\n合计　64",
    "年份\t数量\n2022\t3\n2023\t4",
  ],
};

/** The row 合计 at the foot, or at the head, of the rows it adds up. */
function columnTotals(grid: Grid): Match[] {
  const heads = headsOf(grid);
  const totals = grid.flatMap((row, index) => (labelOf(row) === "total" ? [index] : []));
  const [at] = totals;
  if (at === undefined || totals.length > 1) return [];
  const isFoot = at > grid.length / 2;
  const rows = grid.filter((row, index) => (isFoot ? index < at : index > at) && labelOf(row) === null);
  const subtotals = grid.filter((row, index) => (isFoot ? index < at : index > at) && labelOf(row) === "subtotal");
  return [...(grid[at] ?? new Map<number, Placed>())].flatMap(([column, total]) => {
    if (total.value === null || column === 0 || (heads.get(column) === "rate" && !isShareColumn(total))) return [];
    const parts = rows.flatMap((row) => figureIn(row, column));
    const others = subtotals.flatMap((row) => figureIn(row, column));
    return fits(total, parts) || fits(total, others) ? [] : unlike(total, parts);
  });
}

/** Shares may be added up where they make a hundred. */
const isShareColumn = ({ isPercent, value }: Placed): boolean => isPercent && value === 100n * ONE;

/** The column 合计 against the other figures of its row, in tables where most rows are right or there are few. */
function rowTotals(grid: Grid): Match[] {
  const heads = headsOf(grid);
  const columns = [...heads].filter(([, head]) => head === "total").map(([column]) => column);
  const [at] = columns;
  if (at === undefined || columns.length > 1) return [];
  const summed = [...heads]
    .filter(([column, head]) => column !== at && column > 0 && head === "other")
    .map(([column]) => column);
  const rows = grid.flatMap((row) => {
    const total = row.get(at);
    if (total === undefined || total.value === null) return [];
    const parts = summed.flatMap((column) => figureIn(row, column));
    return parts.length < 2 ? [] : [{ total, parts }];
  });
  const wrong = rows.filter(({ total, parts }) => !fits(total, parts));
  // A table where no row adds up means something else by its columns.
  if (wrong.length > 1 && wrong.length * 2 > rows.length) return [];
  return wrong.flatMap(({ total, parts }) => unlike(total, parts));
}

function figureIn(row: ReadonlyMap<number, Placed>, column: number): Placed[] {
  const cell = row.get(column);
  return cell === undefined || cell.value === null ? [] : [cell];
}

const totalOf = (parts: readonly Placed[]): bigint => parts.reduce((sum, { value }) => sum + (value ?? 0n), 0n);

function fits(total: Placed, parts: readonly Placed[]): boolean {
  const rounding = [total, ...parts].reduce((sum, { last }) => sum + last, 0n) / 2n;
  return parts.length > 0 && size(totalOf(parts) - (total.value ?? 0n)) <= rounding;
}

function unlike(total: Placed, parts: readonly Placed[]): Match[] {
  if (parts.length < 2 || total.value === null || parts.some(({ isPercent }) => isPercent !== total.isPercent))
    return [];
  const sum = shown(totalOf(parts));
  const message = `各项相加为${sum}，与合计${shown(total.value)}不符，请核对。`;
  return [
    {
      block: total.block,
      start: total.start,
      end: total.end,
      message,
      suggestions: [total.isPercent ? `${sum}%` : sum],
    },
  ];
}
