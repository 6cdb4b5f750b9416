/** RP-9: which columns a person may choose, and how they are named. */
import { expect, it } from "vitest";
import type { Column } from "../services";
import { columnOptions, fittingColumns } from "./column-options";

const column = (columnId: string, more: Partial<Column> = {}): Column => ({
  ...{ columnId, name: `栏目${columnId}`, itemTypes: ["notice"] },
  ...more,
});
const columns = [
  column("own", { use: "own", leadUnit: "办公室" }),
  column("granted", { use: "granted", leadUnit: "发改委" }),
  column("foreign", { use: "none", leadUnit: "教育局" }),
  column("news", { use: "own", itemTypes: ["news"] }),
];

it("RP-9: offers own columns and those that were granted, these with their lead unit, and no others", () => {
  expect(fittingColumns(columns, "notice").map(({ columnId }) => columnId)).toEqual(["own", "granted"]);
  expect(columnOptions(columns, "notice", "").map(({ label }) => label)).toEqual([
    "栏目own",
    "栏目granted（共建，发改委牵头）",
  ]);
});

it("RP-9: keeps one that was chosen before in sight, and says whose it is", () => {
  expect(columnOptions(columns, "notice", "foreign").at(-1)?.label).toBe(
    "栏目foreign（由教育局牵头，本单位没有共建授权）",
  );
  expect(columnOptions(columns, "notice", "gone").at(-1)).toEqual({ value: "gone", label: "gone" });
});

it("offers all of what a platform without owners gave, as before", () => {
  expect(fittingColumns([column("a"), column("b")], "notice")).toHaveLength(2);
});
