import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { withSpelling } from "../shared/proofreading/packs/spelling-pack";
import { inspect, usedPacks } from "../shared/proofreading/run";
import { packSections } from "../shared/proofreading/spelling/packed-file";
import { readSpelling } from "./spelling-pack";

const folder = mkdtempSync(join(tmpdir(), "caibian-spelling-"));
afterAll(() => rmSync(folder, { recursive: true }));

const blocks = [{ id: "p1", role: "body" as const, text: "请按时参加会议。" }];

function fileWith(bytes: Uint8Array): string {
  const file = join(folder, "model.cbspell");
  writeFileSync(file, bytes);
  return file;
}

const passWith = (pack: ReturnType<typeof readSpelling>) =>
  inspect(blocks, { today: "2026-11-22", metadata: null, packs: withSpelling(builtinPacks, pack) });

const broken = packSections([{ name: "units", bytes: new Uint8Array(2) }]).subarray(0, 30);

test("a pass without the spelling model is partial and says why (R2)", () => {
  expect(passWith(readSpelling(null))).toMatchObject({
    status: "partial",
    reason: expect.stringContaining("拼写模型没有装入"),
  });
});

test("a model file that is not there is the same to a report as none, one that is damaged is told as damaged", () => {
  expect(usedPacks([readSpelling(join(folder, "none.cbspell"))])).toEqual(usedPacks([readSpelling(null)]));
  expect(readSpelling(fileWith(broken)).lacks).toContain("已损坏");
});

test("one pack without its part does not hide what the other packs find", () => {
  const found = inspect([{ id: "p1", role: "body", text: "按照国发[2023]47号文件精神，请抓紧落实。" }], {
    today: "2026-11-22",
    metadata: null,
    packs: withSpelling(builtinPacks, readSpelling(null)),
  });
  expect(found.findings.length).toBeGreaterThan(0);
  expect(found.status).toBe("partial");
});
