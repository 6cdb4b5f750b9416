/** The campaigns that need neither root nor minutes, small: `npm run chaos -- --quick` in the unit suite. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Campaign, holds } from "./campaign";
import { journalDamage } from "./damage/journal-damage";
import { judge } from "./kill/typist";
import { holdingOf, keyOf, NumberedLedger, textOf } from "./ledger/numbered";
import { campaigns } from "./list";
import { withTables } from "./report";
import { addOutcome, type ResultRow } from "./results";
import { runCampaigns, sound } from "./runner";
import { fingerprintOf, subjectOf } from "./subject";
import { updates } from "./updates/updates";

const versionOf = () => "v2";
const outcome = { case: "日志", runs: 1, acknowledged: 10, lost: 0, doubled: 0 };

describe("campaigns of faults", () => {
  it("E12: journal files deleted, cut short or changed cost no draft and no version", {
    timeout: 120_000,
  }, async () => {
    const quiet = { quick: true, seed: 20_261_122, count: 2, say: () => undefined, resultsFile: null, versionOf };
    const report = await runCampaigns([journalDamage], quiet);
    expect(report.broken).toEqual([]);
    expect(report.rows.map(({ runs, lost, doubled }) => ({ runs, lost, doubled }))).toEqual(
      Array(3).fill({ runs: 2, lost: 0, doubled: 0 }),
    );
    expect(sound(report)).toBe(true);
  });

  it("L7, L9, L10: lies, cuts and failing versions leave a terminal with a verified version and its data as they were", {
    timeout: 240_000,
  }, async () => {
    const quiet = { quick: true, seed: 20_261_122, count: 1, say: () => undefined, resultsFile: null, versionOf };
    const report = await runCampaigns([updates], quiet);
    expect(report.broken).toEqual([]);
    expect(report.rows.filter((row) => !holds(row)).map(({ notes }) => notes)).toEqual([]);
    expect(report.rows.length).toBeGreaterThan(12);
    expect(sound(report)).toBe(true);
  });

  it("a loss, a doubling, a control without loss and a broken campaign each fail the run", () => {
    expect(holds({ ...outcome, lost: 1 })).toBe(false);
    expect(holds({ ...outcome, doubled: 1 })).toBe(false);
    expect(holds({ ...outcome, control: true })).toBe(false);
    expect(holds({ ...outcome, control: true, lost: 4 })).toBe(true);
    expect(sound({ rows: [], broken: [{ campaign: "kill", error: new Error("no browser") }] })).toBe(false);
  });

  it("an error in one campaign is told and does not keep the next from running", async () => {
    const failing = { name: "failing", title: "坏的", run: async () => Promise.reject(new Error("planted")) };
    const counting = {
      name: "counting",
      title: "好的",
      run: async ({ note }: { note: (of: typeof outcome) => void }) => note(outcome),
    };
    const quiet = { quick: true, seed: 1, count: 1, say: () => undefined, resultsFile: null, versionOf };
    const { rows, broken } = await runCampaigns([failing, counting], quiet);
    expect(broken.map(({ campaign }) => campaign)).toEqual(["failing"]);
    expect(rows.map(({ campaign, acknowledged }) => [campaign, acknowledged])).toEqual([["counting", 10]]);
  });
});

describe("the ledger", () => {
  it("misses what is gone, what stands at an older state and what says something else", () => {
    const ledger = new NumberedLedger();
    for (const number of [1, 2, 3, 41]) ledger.told(number);
    const texts = new Map([
      [keyOf(1), textOf(1)],
      [keyOf(2), textOf(2)],
    ]);
    // 41 overwrote 1, and 3 was never there.
    expect(ledger.missing(holdingOf(texts))).toEqual([3, 41]);
    expect(holdingOf(new Map([[keyOf(2), `${textOf(2)}!`]]))).toMatchObject({ foreign: [keyOf(2)] });
    expect(ledger.missing(holdingOf(new Map([[keyOf(41), textOf(81)]])))).toEqual([2, 3]);
  });

  it("E12: owes every character called saved and every one typed a second before the kill, and only a beginning counts", () => {
    const typed = [..."春江潮水"].map((text, at) => ({ text, at: at * 500 }));
    const judged = (found: string, saved = "春") => judge({ typed, saved }, 2_000, found);
    expect(judged("春江潮")).toMatchObject({ due: 3, dueLost: 0, saved: 1, savedLost: 0, isBeginning: true });
    expect(judged("春江")).toMatchObject({ dueLost: 1, savedLost: 0, gap: 1_000 });
    expect(judged("", "春江")).toMatchObject({ dueLost: 3, savedLost: 2 });
    expect(judged("江潮水")).toMatchObject({ dueLost: 3, savedLost: 1, isBeginning: false });
  });
});

const kill: Campaign = { name: "kill", title: "终止", run: async () => undefined };
const begin = "<!-- counts: written by npm run chaos -- --report -->";
const text = `before\n${begin}\nold\n<!-- end of counts -->\nafter\n`;
const published = (rows: readonly ResultRow[], to = text) => withTables(to, { campaigns: [kill], rows, versionOf });

describe("what is published", () => {
  const tried = { campaign: "kill", version: "v2" };

  it("adds up over runs and stands between its marks, the text around it untouched", () => {
    const once = addOutcome([], tried, { ...outcome, note: "种子 1" });
    const twice = addOutcome(once, tried, outcome);
    expect(twice).toEqual([
      { ...tried, case: "日志", runs: 2, acknowledged: 20, lost: 0, doubled: 0, control: false, notes: ["种子 1"] },
    ] satisfies ResultRow[]);
    const written = published(twice);
    expect(written).toContain("| 日志 | 2 | 20 | 0 | 0 | 通过 |");
    expect(written.startsWith(`before\n${begin}`)).toBe(true);
    expect(written.endsWith("<!-- end of counts -->\nafter\n")).toBe(true);
    expect(published(twice, written)).toBe(written);
    expect(() => published(twice, "no place")).toThrow("no place for the counts");
  });

  it("an older version's losses are not the present one's, its successes are not either, and both stay known", () => {
    const before = addOutcome([], { ...tried, version: "v1" }, { ...outcome, runs: 200, lost: 9 });
    const unknown = published(before);
    expect(unknown).toContain("这个版本还没有运行过。");
    expect(unknown).not.toContain("| 日志 |");
    expect(unknown).toContain("此前的版本：200 次，已确认 10，丢失 9，重复 0（日志）。");
    const written = published(addOutcome(before, tried, outcome));
    expect(written).toContain("| 日志 | 1 | 10 | 0 | 0 | 通过 |");
    expect(written).toContain("丢失 9");
  });

  it("a version is told by its sources alone: a changed, renamed or added one is another, a test is none", () => {
    const root = mkdtempSync(join(tmpdir(), "caibian-subject-"));
    try {
      mkdirSync(join(root, "store", "deep"), { recursive: true });
      writeFileSync(join(root, "store", "deep", "row.ts"), "one");
      const of = (...places: string[]) => fingerprintOf(root, places);
      const first = of("store");
      writeFileSync(join(root, "store", "row.test.ts"), "a test");
      expect([of("store"), of("store", "store/deep/row.ts")]).toEqual([first, first]);
      writeFileSync(join(root, "store", "deep", "row.ts"), "two");
      const changed = of("store");
      renameSync(join(root, "store", "deep", "row.ts"), join(root, "store", "row.ts"));
      const renamed = of("store");
      writeFileSync(join(root, "store", "more.ts"), "");
      expect(new Set([first, changed, renamed, of("store")]).size).toBe(4);
      expect(() => of("gone")).toThrow("gone");
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("every campaign's sources are where it says", () => {
    const root = resolve(import.meta.dirname, "..");
    for (const { name } of campaigns) expect(fingerprintOf(root, subjectOf(name))).toMatch(/^[0-9a-f]{12}$/);
  });
});
