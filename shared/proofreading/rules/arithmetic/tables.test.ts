import { describe, expect, it } from "vitest";
import { contentOf } from "../../../model/content";
import type { Block, Cell } from "../../../model/manuscript";
import { emptyMetadata } from "../../../model/metadata";
import { textBlocks } from "../../blocks";
import { inspect } from "../../run";
import { wrongTable } from "./tables";

const cell = (id: string, text: string, span: Partial<Cell> = {}): Cell => ({
  id,
  header: false,
  colSpan: 1,
  rowSpan: 1,
  runs: [{ text, marks: [], link: null }],
  ...span,
});

/** 单位 spans two rows of heads, so that the figures of the first column would be misplaced without the spans. */
function table(total: string): Block {
  return {
    kind: "table",
    id: "t",
    rows: [
      {
        cells: [
          cell("a", "单位", { rowSpan: 2 }),
          cell("b", "网站", { colSpan: 2 }),
          cell("c", "合计", { rowSpan: 2 }),
        ],
      },
      { cells: [cell("d", "县级"), cell("e", "乡级")] },
      { cells: [cell("f", "甲县"), cell("g", "12"), cell("h", "5"), cell("i", "17")] },
      { cells: [cell("j", "乙县"), cell("k", "8"), cell("l", "4"), cell("m", "12")] },
      { cells: [cell("n", "合计"), cell("o", "20"), cell("p", total), cell("q", "29")] },
    ],
  };
}

function found(total: string): string[] {
  const blocks = textBlocks(contentOf({ title: "", blocks: [table(total)] }, emptyMetadata));
  const options = { today: "2026-11-22", packs: [], metadata: null, rules: [wrongTable] };
  return inspect(blocks, options).findings.map(({ block, suggestions }) => `${block} ${suggestions[0]}`);
}

describe("a table of the manuscript (R13, MC-06)", () => {
  it("is added up by the columns a reader sees, past merged cells", () => {
    expect(found("9")).toEqual([]);
    expect(found("19")).toEqual(["p 9"]);
  });
});
