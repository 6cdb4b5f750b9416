/**
 * A table that both sides changed: rows as a list, cells inside the rows that both changed. Where that could tear a
 * table apart (spans that changed, columns changed by both, a row that misses a new column) it stays one place.
 */
import type { Keyed } from "../model/alignment";
import type { Cell } from "../model/manuscript";
import type { Row } from "./place";
import { type Entity, mergeSequence, type Slot, type ThreeLists } from "./sequence";
import { exactly, settledOf, verdictOf, visibly } from "./three";

export type GridRow =
  | { readonly kind: "row"; readonly slot: Slot<Row> }
  | { readonly kind: "cells"; readonly cells: readonly Slot<Cell>[] };

/** @returns null when the table must be decided as a whole */
export function cellGrid(tables: ThreeLists<Row>): readonly GridRow[] | null {
  const all = [tables.base, tables.mine, tables.theirs];
  if (all.some(hasSpans)) return byPosition(tables);
  const grid = byLikeness(tables);
  return grid === null || !isSound(grid) ? null : grid;
}

const hasSpans = (rows: readonly Row[]): boolean =>
  rows.some(({ cells }) => cells.some(({ colSpan, rowSpan }) => colSpan > 1 || rowSpan > 1));

/** Merged cells are safe only where all three have the very same ones. */
function byPosition(tables: ThreeLists<Row>): readonly GridRow[] | null {
  const shape = (rows: readonly Row[]) => rows.map(({ cells }) => cells.map((cell) => [cell.colSpan, cell.rowSpan]));
  const form = shape(tables.base);
  if (!exactly(form, shape(tables.mine)) || !exactly(form, shape(tables.theirs))) return null;
  return tables.base.map(({ cells }, at) => ({
    kind: "cells",
    cells: cells.map((base, place) => {
      const mine = tables.mine[at]?.cells[place] ?? null;
      const theirs = tables.theirs[at]?.cells[place] ?? null;
      return { entity: { base, mine, theirs, placement: "none" }, when: "always" };
    }),
  }));
}

function byLikeness(tables: ThreeLists<Row>): readonly GridRow[] | null {
  const columns = [tables.base, tables.mine, tables.theirs].map(columnsOf);
  if (columns.includes(null)) return null;
  const [base, mine, theirs] = columns;
  if (base !== mine && base !== theirs) return null;
  return mergeSequence(tables, keyedRow).map((slot) => {
    const cells = cellsOf(slot.entity);
    return cells === null ? { kind: "row", slot } : { kind: "cells", cells };
  });
}

/** How many columns; null where rows differ. */
function columnsOf(rows: readonly Row[]): number | null {
  const [first, ...rest] = new Set(rows.map(({ cells }) => cells.length));
  return rest.length > 0 ? null : (first ?? 0);
}

const textOf = ({ cells }: Row): string => cells.map((cell) => cell.runs.map((run) => run.text).join("")).join("\t");
const keyedRow = (row: Row): Keyed => ({ id: row.cells[0]?.id ?? "", kind: "row", text: textOf(row) });
const keyedCell = (cell: Cell): Keyed => ({
  id: cell.id,
  kind: "cell",
  text: cell.runs.map((run) => run.text).join(""),
});

/** The cells of a row that both sides changed; null for any other row. */
function cellsOf({ base, mine, theirs, placement }: Entity<Row>): readonly Slot<Cell>[] | null {
  if (base === null || mine === null || theirs === null || placement === "conflict") return null;
  if (verdictOf({ base, mine, theirs }, visibly) !== "conflict") return null;
  const lists = { base: base.cells, mine: mine.cells, theirs: theirs.cells };
  return mergeSequence(lists, keyedCell);
}

/** Every row as wide as the others, no cell moved, and none that one side deleted while the other changed it. */
function isSound(grid: readonly GridRow[]): boolean {
  const widths = new Set(grid.flatMap((row) => widthOf(row) ?? []));
  return widths.size <= 1 && grid.every((row) => row.kind === "row" || row.cells.every(isSafe));
}

function isSafe({ entity, when }: Slot<Cell>): boolean {
  const { base, mine, theirs, placement } = entity;
  if (when !== "always" || (base !== null && placement !== "none")) return false;
  return verdictOf({ base, mine, theirs }, visibly) !== "conflict" || (mine !== null && theirs !== null);
}

/** Cells of the row as it is proposed; null for a row that is proposed to go. */
function widthOf(row: GridRow): number | null {
  if (row.kind === "row") return proposed(row.slot.entity)?.cells.length ?? null;
  return row.cells.filter(({ entity }) => proposed(entity) !== null).length;
}

function proposed<T>({ base, mine, theirs }: Entity<T>): T | null {
  const three = { base, mine, theirs };
  const verdict = verdictOf(three, visibly);
  return verdict === "conflict" ? (mine ?? theirs) : settledOf(three, verdict);
}
