import { expect, test } from "vitest";
import { AppError } from "../../../shared/failure";
import type { Read } from "../../services";
import { askNumber } from "./index-number";

const now = new Date("2026-11-22T02:00:00.000Z");

const platformThat = (answer: (query: Readonly<Record<string, string>>) => unknown): Read => {
  const read = async (_route: string, _params: object, query: Readonly<Record<string, string>>) => answer(query);
  return read as Read;
};

test("the number is asked for this item and the year of 生成日期, or this year where there is none (XY-0)", async () => {
  const asked: unknown[] = [];
  const read = platformThat((query) => {
    asked.push(query);
    return { indexNumber: "YS0000001/2025-00001" };
  });
  const answer = await askNumber(read, { itemId: "i1", generatedOn: "2025-12-31", now });
  expect(answer).toEqual({ kind: "given", indexNumber: "YS0000001/2025-00001" });
  await askNumber(read, { itemId: "i1", generatedOn: "", now });
  expect(asked).toEqual([
    { itemId: "i1", year: "2025" },
    { itemId: "i1", year: "2026" },
  ]);
});

test("offline it says so and gives nothing", async () => {
  const read = platformThat(() => {
    throw new AppError("E_OFFLINE");
  });
  expect(await askNumber(read, { itemId: "i1", generatedOn: "", now })).toEqual({
    kind: "refused",
    failure: { code: "E_OFFLINE", detail: "" },
  });
});
