/** The total in the text and the 合计 of the table beside it (R13, MC-06). */
import { logic } from "../../authority";
import type { DocumentRule, Match, TextBlock } from "../../rule";
import { amountsIn, shownAs } from "./amount";
import { type Cell, cellsIn, gridsOf, labelOf } from "./grid";

interface Total {
  readonly start: number;
  readonly end: number;
  readonly value: bigint;
  readonly unit: string;
  readonly shown: string;
}

interface TotalFact {
  readonly cells: readonly Cell[];
  readonly totals: readonly Total[];
}

const SAYS_TOTAL = /共|合计|总计|总数|总额|总投资/;
const MULTIPLES: Readonly<Record<string, bigint>> = { 万: 10_000n, 亿: 100_000_000n };

export const tableAgainstText: DocumentRule<TotalFact> = {
  id: "calc-table-text",
  category: "arithmetic",
  title: "表格合计与正文总数不一致",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.75,
  checks: ["MC-06"],
  roles: ["body", "list", "cell", "attachment"],
  scope: "document",
  facts: totalFact,
  judge: (facts) => {
    const totals = facts.flatMap(({ block, fact }) => fact.totals.map((total) => ({ ...total, block })));
    const tables = facts.flatMap((item) => (item.fact.cells.length === 0 ? [] : [{ ...item, fact: item.fact.cells }]));
    return tableTotals(gridsOf(tables)).flatMap((cell): Match[] => {
      const [first, second] = totals.filter(({ unit }) => unit === cell.unit);
      if (first === undefined || second !== undefined || first.value === cell.value) return [];
      const message = `正文的总数是${first.shown}，表格的合计是${cell.shown}，请核对。`;
      return [first, cell].map(({ block, start, end }) => ({ block, start, end, message }));
    });
  },
  wrong: [
    { text: "全市共有网站⟦62家⟧，分布见下表。\n单位\t网站（家）\n甲县\t32\n乙县\t31\n合计\t⟦63⟧" },
    { text: "项目总投资⟦350万元⟧。\n类别\t金额（万元）\n工程\t300\n设备\t55\n合计\t⟦355⟧" },
    { text: "单位\t人数（人）\n甲科\t10\n乙科\t12\n合计\t⟦22⟧\n以上共计⟦21人⟧。" },
  ],
  right: [
    "全市共有网站62家，分布见下表。\n单位\t网站（家）\n甲县\t32\n乙县\t30\n合计\t62",
    "项目总投资350万元。\n类别\t金额（元）\n工程\t3000000\n设备\t500000\n合计\t3500000",
    "全市共有网站62家，新媒体共30家。\n单位\t数量（家）\n甲县\t60\n乙县\t32\n合计\t92",
    "培训共3天。\n单位\t人数（人）\n甲科\t10\n乙科\t12\n合计\t22",
  ],
};

function totalFact(block: TextBlock): TotalFact | null {
  const cells = cellsIn(block) ?? [];
  if (cells.length > 0 || block.role === "cell") return cells.length === 0 ? null : { cells, totals: [] };
  if (!SAYS_TOTAL.test(block.text)) return null;
  const totals = amountsIn(block.text).flatMap((amount): Total[] => {
    if (amount.isRounded || !SAYS_TOTAL.test(amount.label)) return [];
    const { start, end, value, unit } = amount;
    return [{ start, end, value, unit, shown: shownAs(value, amount) }];
  });
  return totals.length === 0 ? null : { cells, totals };
}

/** The 合计 of every column whose head names its unit, where no other column has the same. */
function tableTotals(grids: ReturnType<typeof gridsOf>): (Total & { readonly block: string })[] {
  return grids.flatMap((grid) => {
    const units = new Map(
      [...(grid[0] ?? [])].flatMap(([column, { unit }]) => (unit === "" ? [] : [[column, unit] as const])),
    );
    const row = grid.find((cells) => labelOf(cells) === "total");
    const isAlone = new Set(units.values()).size === units.size;
    if (row === undefined || !isAlone) return [];
    return [...units].flatMap(([column, written]) => {
      const cell = row.get(column);
      if (cell === undefined || cell.value === null) return [];
      const multiple = /^[万亿]/.exec(written)?.[0] ?? "";
      const unit = written.slice(multiple.length);
      const value = cell.value * (MULTIPLES[multiple] ?? 1n);
      const { block, start, end } = cell;
      return [{ block, start, end, value, unit, shown: shownAs(value, { multiple, unit }) }];
    });
  });
}
