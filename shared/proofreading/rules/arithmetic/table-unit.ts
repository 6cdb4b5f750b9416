/** A figure in a table with another unit than the head of its column, or the line 单位：万元 above, gives (MC-06). */
import { cites } from "../../authority";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { UNITS } from "./amount-units";
import { type Cell, cellsIn, type Grid, gridsOf, type Placed } from "./grid";

interface UnitFact {
  readonly cells: readonly Cell[];
  /** 万元 of a line 单位：万元. */
  readonly above: string | null;
}

const ABOVE = /(?:^|[\s\u3000（(])单位[：:][ \u3000]{0,2}(?<unit>[一-龥]{1,5})[）)]?[ \u3000]{0,4}$/;
const FIGURE = /^[-－]?\d[\d,]{0,15}(?:\.\d{1,6})?[ ]?(?<unit>[万亿]?[一-龥]{1,4})$/;
const known = new Set(UNITS);
const isUnit = (text: string): boolean => known.has(text.replace(/^[万亿]/, ""));
/** Units that may stand for one another: what is measured in one of a line is not counted in another. */
const KINDS: readonly ReadonlySet<string>[] = [
  new Set(["元"]),
  new Set(["亩", "公顷", "平方米", "平方公里", "平方千米"]),
  new Set(["米", "公里", "千米"]),
  new Set(["吨", "公斤", "千克", "斤"]),
];

function factOf(block: TextBlock): UnitFact | null {
  const above = block.text.length > 60 ? null : (ABOVE.exec(block.text)?.groups?.unit ?? null);
  if (above !== null && isUnit(above)) return { cells: [], above };
  const cells = cellsIn(block);
  return cells === null ? null : { cells, above: null };
}

export const tableUnit: DocumentRule<UnitFact> = {
  id: "calc-table-unit",
  category: "unit",
  title: "表内数值的单位与表头不符",
  severity: "warning",
  fix: "none",
  authority: [cites("统计表的通行体例")()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["cell", "body", "list", "attachment"],
  scope: "document",
  needs: "0123456789\t\u3000（(：",
  facts: factOf,
  judge: (facts) => {
    const lines = facts.flatMap((item) => (item.fact.cells.length === 0 ? [] : [{ ...item, fact: item.fact.cells }]));
    return gridsOf(lines).flatMap((grid) => unlike(grid, aboveOf(grid, facts)));
  },
  wrong: [
    { text: "项目　投资（万元）　面积（平方米）\n甲校　120　⟦800亩⟧\n乙校　90　600" },
    { text: "单位：万元\n科目　决算数\n教育支出　⟦3200元⟧\n卫生支出　1800" },
    { text: "路段\t长度（公里）\n甲路\t⟦1200米⟧\n乙路\t8" },
    { text: "单位：万元\n项目　预算　决算\n道路　⟦120万元⟧　118" },
  ],
  right: [
    "项目　投资（万元）　面积（平方米）\n甲校　120　800\n乙校　90　600",
    "单位：万元\n科目　决算数　人员\n教育支出　3200　35人",
    "项目\t投资\n甲路\t1200万元\n乙路\t9000元",
    "单位：某县水务局\n项目　投资（万元）\n甲渠　120",
  ],
};

/** The line right above the first row, or above the table of the document. */
function aboveOf(grid: Grid, facts: readonly BlockFact<UnitFact>[]): string | null {
  const first = [...(grid[0] ?? [])][0]?.[1].block;
  const at = facts.findIndex(({ block }) => block === first);
  const line = facts[at - 1];
  const own = facts[at];
  return line === undefined || own === undefined || own.index - line.index > 2 ? null : line.fact.above;
}

function unlike(grid: Grid, above: string | null): Match[] {
  const heads = new Map<number, string>();
  for (const row of grid.slice(0, 2))
    for (const [column, { unit, value }] of row) if (value === null && isUnit(unit)) heads.set(column, unit);
  return grid.flatMap((row, index) =>
    index === 0 ? [] : [...row].flatMap(([column, cell]) => verdict(cell, heads.get(column) ?? null, above)),
  );
}

function verdict({ block, start, end, text }: Placed, head: string | null, above: string | null): Match[] {
  const unit = FIGURE.exec(text)?.groups?.unit;
  const said = head ?? above;
  if (unit === undefined || said === null || !isUnit(unit)) return [];
  if (unit === said) {
    const message = `单位“${said}”已在表头注明，表内只写数字。`;
    return [{ block, start, end, message, severity: "hint" }];
  }
  if (head === null && !isOneKind(unit, said)) return [];
  return [{ block, start, end, message: `表头的单位是“${said}”，这里是“${unit}”，请核对。` }];
}

function isOneKind(a: string, b: string): boolean {
  const [first, second] = [a, b].map((unit) => unit.replace(/^[万亿]/, ""));
  return KINDS.some((kind) => kind.has(first ?? "") && kind.has(second ?? ""));
}
