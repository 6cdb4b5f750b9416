/** Tables of pasted html. Merged and header cells stay; a table inside a cell keeps its text and is reported. */
import type { Block, Cell, Run } from "../../../shared/model/manuscript";
import { newBlockId } from "../block-id";
import { normalRuns } from "../runs";
import { type Drops, dropName } from "./drops";
import { attribute, childrenOf, type HtmlNode, isElement, nameOf } from "./html-node";
import { runsFrom } from "./inline";

const MAX_ROWS = 2_000;
const MAX_COLUMNS = 200;

export function tableFrom(table: HtmlNode, drops: Drops): Block[] {
  const rows = rowsOf(table, false)
    .slice(0, MAX_ROWS)
    .map(({ row, head }) => ({
      cells: cellsOf(row)
        .slice(0, MAX_COLUMNS)
        .map((cell) => cellFrom(cell, head, drops)),
    }))
    .filter((row) => row.cells.length > 0);
  return rows.length === 0 ? [] : [{ kind: "table", id: newBlockId(), rows }];
}

function rowsOf(node: HtmlNode, head: boolean): { row: HtmlNode; head: boolean }[] {
  return childrenOf(node).flatMap((child) => {
    const name = nameOf(child);
    if (name === "tr") return [{ row: child, head }];
    if (name === "thead" || name === "tbody" || name === "tfoot") return rowsOf(child, name === "thead");
    return [];
  });
}

const cellsOf = (row: HtmlNode): HtmlNode[] => childrenOf(row).filter((node) => /^t[dh]$/.test(nameOf(node)));

function cellFrom(node: HtmlNode, head: boolean, drops: Drops): Cell {
  const lines = linesOf(childrenOf(node), drops);
  const joined = lines.flatMap((runs, index): Run[] =>
    index === 0 ? runs : [{ text: "\n", marks: [], link: null }, ...runs],
  );
  return {
    id: newBlockId(),
    header: head || nameOf(node) === "th",
    colSpan: span(attribute(node, "colspan"), 100),
    rowSpan: span(attribute(node, "rowspan"), 1_000),
    runs: normalRuns(joined),
  };
}

const span = (value: string, most: number): number => Math.min(most, Math.max(1, Number.parseInt(value, 10) || 1));

/** Each block inside a cell is a line of it. */
function linesOf(nodes: readonly HtmlNode[], drops: Drops): Run[][] {
  const lines: Run[][] = [];
  let inline: HtmlNode[] = [];
  const flush = (): void => {
    const runs = runsFrom(inline, drops);
    if (runs.length > 0) lines.push(runs);
    inline = [];
  };
  for (const node of nodes) {
    if (
      isElement(node) &&
      /^(p|div|h[1-6]|ul|ol|li|table|tbody|tr|td|th)$/.test(nameOf(node)) &&
      dropName(node) === null
    ) {
      flush();
      if (nameOf(node) === "table") drops.add("nested-table", node);
      lines.push(...linesOf(childrenOf(node), drops));
    } else if (nameOf(node) === "img") {
      drops.add("local-image", node);
    } else {
      inline.push(node);
    }
  }
  flush();
  return lines;
}
