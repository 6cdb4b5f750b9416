import { describe, expect, it } from "vitest";
import { cleanScore } from "./clean";
import { handRows, handSets, handTexts, isFound, readError } from "./hand";
import { handHistory, handSetName } from "./hand-history";
import { packsFor } from "./packs";

// Without the spelling model: what rules alone find, the same on every machine.
const packs = packsFor("");

describe("errors written by hand", () => {
  it("L4: a line is read into the wrong text, the right text and the place of the error", () => {
    const { wrong, right, spans } = readError("日期", "标题¶会议定于{星期三→星期二}召开。");
    expect(wrong).toBe("标题\n会议定于星期三召开。");
    expect(right).toBe("标题\n会议定于星期二召开。");
    expect(spans.map(([from, to]) => wrong.slice(from, to))).toEqual(["星期三"]);
  });

  it("refuses a line that marks no error", () => {
    expect(() => readError("日期", "会议定于星期二召开。")).toThrow("no error marked");
  });

  it("counts a finding on the error, and none that stands on the right text too", () => {
    const found = (line: string) => isFound(readError("", line), packs);
    expect(found("定于2026年11月24日（{星期三→星期二}）召开。")).toBe(true);
    expect(found("帐号已停用，会议{在→于}周二召开。")).toBe(false);
  });

  it("L4: every set has its Chinese name, and every held-out half its line of first and present figures", () => {
    const names = handSets().map(({ name }) => name);
    for (const name of names) expect(handSetName(name)).toMatch(/^\p{Script=Han}+，(?:开发用|预留)$/u);
    const halves = names.filter((name) => name.endsWith("-held-out"));
    const lines = handHistory(halves.map((set) => ({ set, kind: "别字", written: 4, found: 3 }))).slice(4);
    expect(lines).toHaveLength(halves.length);
    for (const line of lines) expect(line).toContain("| 75.0% |");
  });

  it("counts a finding at the other place only where the error lies between two places", () => {
    const line = "要落实“谁主管、谁负责{→”}的要求。";
    expect(isFound(readError("成对符号", line), packs)).toBe(true);
    expect(isFound(readError("标点符号", line), packs)).toBe(false);
  });

  it("MC-06: finds 85 of a hundred development errors of facts with rules alone", () => {
    const rows = handRows(
      handSets().filter(({ name }) => name === "facts-development"),
      packs,
    );
    const [written, found] = [
      rows.reduce((sum, row) => sum + row.written, 0),
      rows.reduce((sum, row) => sum + row.found, 0),
    ];
    expect(written).toBeGreaterThanOrEqual(165);
    expect(found / written).toBeGreaterThanOrEqual(0.85);
  });

  it("MC-06, MC-26, MC-36: finds nine of ten development errors in documents with rules alone", () => {
    const rows = handRows(
      handSets().filter(({ name }) => name === "facts-documents-development"),
      packs,
    );
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
    expect(sum(({ written }) => written)).toBeGreaterThanOrEqual(60);
    expect(sum(({ found }) => found) / sum(({ written }) => written)).toBeGreaterThanOrEqual(0.9);
  });

  it("L4: says nothing grave of 28,000 characters of clean text, and less than five small things in ten thousand", () => {
    const facts = handTexts().filter(({ name }) => name === "手写事实类原稿");
    for (const text of facts) {
      const { row } = cleanScore(text, packs);
      expect(row.characters).toBeGreaterThan(28_000);
      expect(row.block + row.error).toBe(0);
      expect(((row.warning + row.hint) * 10_000) / row.characters).toBeLessThan(5);
    }
  });

  it("MC-02: finds seven of ten development errors of grammar with rules alone", () => {
    const kinds = ["语序", "成分残缺", "杂糅", "量词", "关联词", "重复啰嗦"];
    const rows = handRows(
      handSets().filter(({ name }) => name === "language-development"),
      packs,
    ).filter(({ kind }) => kinds.includes(kind));
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
    expect(sum(({ written }) => written)).toBeGreaterThanOrEqual(40);
    expect(sum(({ found }) => found) / sum(({ written }) => written)).toBeGreaterThanOrEqual(0.7);
  });

  it("MC-01: finds three of four development errors of the second set of language with rules alone", () => {
    const rows = handRows(
      handSets().filter(({ name }) => name === "language-second-development"),
      packs,
    );
    const written = rows.reduce((total, row) => total + row.written, 0);
    expect(written).toBeGreaterThanOrEqual(100);
    expect(rows.reduce((total, row) => total + row.found, 0) / written).toBeGreaterThanOrEqual(0.75);
  });

  it("MC-01, MC-02: finds eight of ten development errors of the third set of language with rules alone", () => {
    const rows = handRows(
      handSets().filter(({ name }) => name === "language-third-development"),
      packs,
    );
    const written = rows.reduce((total, row) => total + row.written, 0);
    expect(written).toBeGreaterThanOrEqual(42);
    expect(rows.reduce((total, row) => total + row.found, 0) / written).toBeGreaterThanOrEqual(0.8);
  });

  it("L4: says nothing grave of 28,000 characters of clean prose, and less than three small things in ten thousand", () => {
    const prose = handTexts().filter(({ name }) => name === "手写语言类原稿");
    expect(prose).toHaveLength(1);
    for (const text of prose) {
      const { row } = cleanScore(text, packs);
      expect(row.characters).toBeGreaterThan(28_000);
      expect(row.block + row.error).toBe(0);
      expect(((row.warning + row.hint) * 10_000) / row.characters).toBeLessThan(3);
    }
  });
});
