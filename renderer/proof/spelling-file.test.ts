import { expect, test } from "vitest";
import { spellingPack } from "../../shared/proofreading/packs/spelling-pack";
import { packSections } from "../../shared/proofreading/spelling/packed-file";
import { fetchSpelling } from "./spelling-file";

const answer = (body: Uint8Array<ArrayBuffer> | string, status = 200) =>
  Promise.resolve(new Response(body, { status }));

test("a model that does not come, or comes as an error page, is one that is missing, as on the platform", async () => {
  const absent = spellingPack(null);
  expect(await fetchSpelling("x", () => Promise.reject(new TypeError("no network")))).toEqual(absent);
  expect(await fetchSpelling("x", () => answer("没有这个页面", 404))).toEqual(absent);
  expect(absent.lacks).toContain("没有装入");
});

test("a damaged model is told as damaged and never used", async () => {
  const broken = new Uint8Array(packSections([{ name: "units", bytes: new Uint8Array(2) }]).subarray(0, 30));
  const pack = await fetchSpelling("x", () => answer(broken));
  expect(pack.lacks).toContain("已损坏");
  expect(pack.spelling).toBeUndefined();
});
