import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Content, contentOf } from "./content";
import { diffContent, isVisibleChange } from "./diff";
import type { Block } from "./manuscript";
import { emptyMetadata, type Metadata } from "./metadata";
import { diffText, type Piece } from "./text-diff";

const run = (text: string) => ({ text, marks: [], link: null });
const p = (id: string, text: string): Block => ({ kind: "paragraph", id, align: "left", runs: [run(text)] });
const made = (blocks: Block[], over: Partial<Metadata> = {}, title = "通知"): Content =>
  contentOf({ title, blocks }, { ...emptyMetadata, ...over });
const show = (pieces: readonly Piece[]) =>
  pieces.map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `{+${text}}` : `{-${text}}`)).join("");

describe("the difference of two texts", () => {
  it("marks changed Chinese characters inside a sentence, and numbers as a whole (E14)", () => {
    expect(show(diffText("请各县区于9月30日前报送。", "请各区县于9月28日前报送。"))).toBe(
      "请各{-县}区{+县}于9月{-30}{+28}日前报送。",
    );
    expect(show(diffText("做好防讯工作", "做好防汛工作"))).toBe("做好防{-讯}{+汛}工作");
    expect(show(diffText("", "新"))).toBe("{+新}");
    expect(diffText("", "")).toEqual([]);
  });

  it("shows a rewritten sentence as replaced instead of scattering its common characters", () => {
    expect(diffText("关于召开全市防汛工作会议", "请于本周五之前完成会计报表")).toHaveLength(2);
  });

  it("spells either version again when the other's pieces are left out, whatever the texts", () => {
    const text = fc.array(fc.constantFrom("政", "府", "网站", "2023", "a", "é", "e\u0301", "👨‍👩‍👧", "\n", " ", "，"), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const pieces = diffText(a.join(""), b.join(""));
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map((piece) => piece.text)
            .join("");
        expect(without("added")).toBe(a.join(""));
        expect(without("removed")).toBe(b.join(""));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the difference of two versions", () => {
  it("is nothing for equal content, and says so when only ids changed", () => {
    const before = made([p("a", "第一段文字")]);
    expect(diffContent(before, before)).toMatchObject({ same: true, onlyInternal: false });
    const renamed = diffContent(before, made([p("b", "第一段文字")]));
    expect(renamed).toMatchObject({ same: false, onlyInternal: true });
    expect(renamed.blocks.filter(isVisibleChange)).toEqual([]);
  });

  it("shows a moved paragraph as one move and not as removed and added (E14)", () => {
    const before = made([p("a", "甲段在前"), p("b", "乙段居中"), p("c", "丙段在后"), p("d", "丁段最后")]);
    const after = made([p("b", "乙段居中"), p("c", "丙段在后"), p("a", "甲段在前"), p("d", "丁段最后")]);
    const { blocks } = diffContent(before, after);
    expect(blocks.map((change) => change.kind)).toEqual(["kept", "kept", "kept", "kept"]);
    expect(blocks.map((change) => (change.kind === "kept" ? change.movedFrom : null))).toEqual([null, null, 0, null]);
  });

  it("pairs a retyped paragraph with its earlier self by likeness when its id is new, and keeps removed ones in place", () => {
    const before = made([p("a", "开头"), p("b", "请各单位高度重视汛期安全工作"), p("c", "这一段删去"), p("d", "结尾")]);
    const after = made([p("a", "开头"), p("x", "请各单位高度重视冬季安全工作"), p("d", "结尾")]);
    const { blocks } = diffContent(before, after);
    expect(blocks.map((change) => change.kind)).toEqual(["kept", "kept", "removed", "kept"]);
    const [, changed] = blocks;
    expect(changed?.kind === "kept" && show(changed.parts[0]?.pieces ?? [])).toBe(
      "请各单位高度重视{-汛期}{+冬季}安全工作",
    );
  });

  it("tells table changes by the cell and a new row as added cells", () => {
    const cell = (id: string, text: string) => ({ id, header: false, colSpan: 1, rowSpan: 1, runs: [run(text)] });
    const table = (rows: [string, string][][]): Block => ({
      kind: "table",
      id: "t",
      rows: rows.map((row) => ({ cells: row.map(([id, text]) => cell(id, text)) })),
    });
    const before = made([
      table([
        [
          ["a", "项目"],
          ["b", "金额"],
        ],
        [
          ["c", "堤防"],
          ["d", "120 万元"],
        ],
      ]),
    ]);
    const after = made([
      table([
        [
          ["a", "项目"],
          ["b", "金额"],
        ],
        [
          ["e", "水库"],
          ["f", "80 万元"],
        ],
        [
          ["c", "堤防"],
          ["d", "150 万元"],
        ],
      ]),
    ]);
    const [change] = diffContent(before, after).blocks;
    if (change?.kind !== "kept") throw new Error("premise: the table is the same table");
    expect(change.parts.map((part) => [part.id, part.row, part.state])).toEqual([
      ["a", 0, "same"],
      ["b", 0, "same"],
      ["e", 1, "added"],
      ["f", 1, "added"],
      ["c", 2, "same"],
      ["d", 2, "changed"],
    ]);
    expect(show(change.parts[5]?.pieces ?? [])).toBe("{-120}{+150} 万元");
  });

  it("lists what no character shows: links, marks, alignment, replacement text, an exchanged image (E14)", () => {
    const image = (digit: string, alt: string): Block => ({
      kind: "image",
      id: "i",
      file: { hash: `sha-256:${digit.repeat(64)}`, name: "图.png", mime: "image/png", size: 9 },
      alt,
      decorative: false,
      caption: "",
    });
    const linked = (link: string, bold: boolean): Block => ({
      kind: "paragraph",
      id: "p",
      align: bold ? "center" : "left",
      runs: [run("详见"), { text: "附件", marks: bold ? ["bold"] : [], link }, run("。")],
    });
    const { attributes, blocks } = diffContent(
      made([linked("https://a.gov.cn/", false), image("a", "旧")]),
      made([linked("https://b.gov.cn/", true), image("b", "新")]),
    );
    expect(
      attributes.map(({ what, about, before, after }) => [what, about, before.slice(0, 12), after.slice(0, 12)]),
    ).toEqual([
      ["对齐", "详见附件。", "左", "居中"],
      ["链接", "附件", "https://a.go", "https://b.go"],
      ["格式", "附件", "无", "加粗"],
      ["文件内容", "图.png", "sha-256:aaaa", "sha-256:bbbb"],
      ["替换文字", "图.png", "旧", "新"],
    ]);
    expect(blocks.flatMap((change) => (change.kind === "kept" ? change.parts : [])).map((part) => part.state)).toEqual([
      "same",
    ]);
  });

  it("lists changed metadata by field with both values", () => {
    const { metadata } = diffContent(
      made([], { disclosure: "主动公开" }),
      made([], { disclosure: "依申请公开", important: true, source: { name: "新华网", url: "", publishedOn: "" } }),
    );
    expect(metadata.map(({ label, before, after }) => [label, before, after])).toEqual([
      ["公开方式", "主动公开", "依申请公开"],
      ["重要重大", "否", "是"],
      ["来源", "", "新华网"],
    ]);
  });

  it("keeps 2 000 blocks apart that have new ids throughout and a change in every tenth", () => {
    const text = (i: number) =>
      `第${i}条　各单位应当按照职责分工做好第${i * 7}项工作，并于每月${(i % 28) + 1}日前报送。`;
    const before = made(Array.from({ length: 2_000 }, (_, i) => p(`a${i}`, text(i))));
    const after = made(
      Array.from({ length: 2_000 }, (_, i) => p(`b${i}`, i % 10 === 0 ? text(i).replace("应当", "必须") : text(i))),
    );
    const { blocks } = diffContent(before, after);
    expect(blocks.filter(isVisibleChange)).toHaveLength(200);
    expect(blocks.every((change) => change.kind === "kept")).toBe(true);
  });
});
