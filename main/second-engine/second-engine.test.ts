import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { autocorrect } from "./autocorrect";
import { type Change, changesBetween } from "./difference";
import { programEngine } from "./program";
import { type SecondEngine, SecondEngines } from "./second-engine";

const folder = mkdtempSync(join(tmpdir(), "caibian-engine-"));
afterAll(() => rmSync(folder, { recursive: true }));

const applied = (text: string, changes: readonly Change[]): string =>
  [...changes].reverse().reduce((sum, { start, end, text: to }) => sum.slice(0, start) + to + sum.slice(end), text);

test("the changes between any two texts, applied to the first, give the second", () => {
  const words = fc.array(fc.constantFrom("防", "汛", "，", ",", " ", "a", "2026"), { maxLength: 40 });
  fc.assert(
    fc.property(words, words, (left, right) => {
      const [before, after] = [left.join(""), right.join("")];
      expect(applied(before, changesBetween(before, after))).toBe(after);
    }),
    { numRuns: 2_000 },
  );
});

test("two marks changed in a long line are two changes of one character, not one whole line", () => {
  const before = `关于${"防汛".repeat(80)},请抓紧落实${"工作".repeat(60)}.`;
  const after = `关于${"防汛".repeat(80)}，请抓紧落实${"工作".repeat(60)}。`;
  expect(changesBetween(before, after).map(({ start, end, text }) => [end - start, text])).toEqual([
    [1, "，"],
    [1, "。"],
  ]);
});

const LINE = "请于2026年5月20日前报送材料,逾期不候.";
const blocks = [
  { id: "title", text: "关于防汛工作的通知" },
  { id: "p1", text: LINE },
];

test("R20: AutoCorrect gives spans of single marks and no mere spacing", async () => {
  const remarks = await autocorrect().check(blocks);
  expect(remarks.map(({ block, start, right }) => [block, start, right])).toEqual([
    ["p1", LINE.indexOf(","), "，"],
    ["p1", LINE.indexOf("."), "。"],
  ]);
});

test("R20: an engine that is absent is told by name, asked again later, and keeps no other from working", async () => {
  let there = false;
  const load = async () => {
    if (!there) throw new Error("no such module");
    return { formatter: { formatFor: (text: string) => text, loadConfig: () => undefined }, version: "9" };
  };
  const engines = new SecondEngines([autocorrect(load), autocorrectNamed("other")]);
  const [absent, other] = await engines.list();
  expect(absent?.trouble).toContain("没有装好");
  expect(other?.trouble).toBe("");
  await expect(engines.check("autocorrect", blocks)).rejects.toMatchObject({ code: "E_STATE" });
  there = true;
  expect((await engines.list())[0]).toMatchObject({ version: "9", trouble: "" });
});

const autocorrectNamed = (id: string): SecondEngine => ({ ...autocorrect(), id });

/** A program that answers with what its argument file says, having read all of its input. */
function script(body: string): readonly string[] {
  const file = join(folder, `engine-${Math.abs(hash(body))}.mjs`);
  writeFileSync(file, `let text = ""; for await (const part of process.stdin) text += part;\n${body}\n`);
  return [process.execPath, file];
}

const hash = (text: string): number => Array.from(text).reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) | 0, 7);
const program = (body: string, limit?: number) =>
  programEngine({ id: "own", name: "自选引擎", version: "1", command: [...script(body)] }, limit);

const FINDS = `const at = text.indexOf("逾期");
console.log(JSON.stringify({ file: "-", start: at, end: at + 2, rule: "x", message: "请写明后果", suggestions: ["超期"] }));
process.exit(1);`;

test("R20: any program is an engine by its command line, and its offsets land in the right block", async () => {
  const [remark] = await program(FINDS).check(blocks);
  expect(remark).toEqual({
    block: "p1",
    start: LINE.indexOf("逾期"),
    end: LINE.indexOf("不候"),
    right: "超期",
    message: "请写明后果",
  });
});

test("a program that crashes, hangs, babbles or is not there fails clearly and gives nothing", async () => {
  const failing = [
    program("process.exit(7);"),
    program("setTimeout(() => {}, 60_000);", 300),
    program('console.log("no json");'),
    programEngine({ id: "own", name: "自选引擎", version: "1", command: [join(folder, "not-there")] }),
  ];
  for (const engine of failing)
    await expect(engine.check(blocks)).rejects.toMatchObject({
      code: "E_STATE",
      detail: expect.stringContaining("自选引擎"),
    });
});

test("remarks outside the text they speak of are dropped", async () => {
  const lying: SecondEngine = {
    id: "lying",
    name: "甲",
    version: async () => "1",
    check: async () => [
      { block: "p1", start: 0, end: 9_999, right: null, message: "" },
      { block: "gone", start: 0, end: 1, right: null, message: "" },
      { block: "p1", start: 0, end: 1, right: null, message: "好" },
    ],
  };
  expect((await new SecondEngines([lying]).check("lying", blocks)).remarks).toHaveLength(1);
});
