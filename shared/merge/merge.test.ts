import { describe, expect, it } from "vitest";
import type { Block } from "../model/manuscript";
import { mergeContent } from "./merge";
import { content, doc, item, lines, merged, table, textOf, unresolved } from "./testing/manuscripts";

const base = lines("甲段原文。", "乙段原文。", "丙段原文。", "丁段原文。");

describe("D3: the merge of three states", () => {
  it("takes a paragraph that only one side changed, from either side, and asks nothing", () => {
    const mine = lines("甲段我改了。", "乙段原文。", "丙段原文。", "丁段原文。");
    const theirs = lines("甲段原文。", "乙段原文。", "丙段平台改了。", "丁段原文。");
    const { texts, open, merge } = merged(base, mine, theirs);
    expect(texts).toEqual(["甲段我改了。", "乙段原文。", "丙段平台改了。", "丁段原文。"]);
    expect(open).toEqual([]);
    expect(merge.places.filter(({ verdict }) => verdict !== "none").map(({ verdict }) => verdict)).toEqual([
      "mine",
      "theirs",
    ]);
  });

  it("asks about a paragraph that both changed, keeps both texts at the place, and follows each choice", () => {
    const mine = lines("甲段原文。", "乙段由本机改成这样。", "丙段原文。", "丁段原文。");
    const theirs = lines("甲段原文。", "乙段让平台改成那样。", "丙段原文。", "丁段原文。");
    const [place] = unresolved(mergeContent({ base, mine, theirs }));
    const id = place?.id ?? "";
    expect(place).toMatchObject({ kind: "block", mine: { runs: [{ text: "乙段由本机改成这样。" }] } });
    expect(merged(base, mine, theirs, { [id]: { kind: "theirs" } }).texts[1]).toBe("乙段让平台改成那样。");
    expect(merged(base, mine, theirs, { [id]: { kind: "mine" } }).texts[1]).toBe("乙段由本机改成这样。");
    expect(merged(base, mine, theirs, { [id]: { kind: "both" } }).texts.slice(1, 3)).toEqual([
      "乙段由本机改成这样。",
      "乙段让平台改成那样。",
    ]);
    expect(merged(base, mine, theirs, { [id]: { kind: "edit", text: "乙段商定稿。" } }).texts[1]).toBe("乙段商定稿。");
  });

  it("puts both changes of one paragraph into one where they do not touch, and still asks before it does", () => {
    const long = (start: string, end: string) =>
      lines(`甲${start}召开防汛工作会议，研究部署下一阶段重点任务，${end}参加。`);
    const [from, mine, theirs] = [
      long("上午", "有关单位"),
      long("下午三时", "有关单位"),
      long("上午", "各县区负责同志"),
    ];
    const { merge } = merged(from, mine, theirs);
    const [place] = unresolved(merge);
    const { texts } = merged(from, mine, theirs, { [place?.id ?? ""]: { kind: "both" } });
    expect(texts).toEqual(["甲下午三时召开防汛工作会议，研究部署下一阶段重点任务，各县区负责同志参加。"]);
  });

  it("follows a paragraph that one side moved and the other changed: moved, with the change", () => {
    const mine = lines("乙段原文。", "丙段原文。", "丁段原文。", "甲段原文。");
    const theirs = lines("甲段平台改了。", "乙段原文。", "丙段原文。", "丁段原文。");
    expect(merged(base, mine, theirs)).toMatchObject({
      texts: ["乙段原文。", "丙段原文。", "丁段原文。", "甲段平台改了。"],
      open: [],
    });
  });

  it("asks where a paragraph belongs that both moved, and puts it where the chosen side has it", () => {
    const mine = lines("乙段原文。", "丙段原文。", "丁段原文。", "甲段原文。");
    const theirs = lines("乙段原文。", "丙段原文。", "甲段原文。", "丁段原文。");
    const { merge } = merged(base, mine, theirs);
    const [place] = unresolved(merge);
    expect(unresolved(merge)).toHaveLength(1);
    expect(place).toMatchObject({ placement: "conflict", verdict: "none" });
    const id = place?.id ?? "";
    expect(merged(base, mine, theirs, { [id]: { kind: "mine" } }).document.blocks).toEqual(mine.document.blocks);
    expect(merged(base, mine, theirs, { [id]: { kind: "theirs" } }).document.blocks).toEqual(theirs.document.blocks);
  });

  it("asks before a paragraph goes that one side deleted and the other changed or moved", () => {
    const mine = lines("甲段原文。", "丙段原文。", "丁段原文。");
    const changed = lines("甲段原文。", "乙段平台改了。", "丙段原文。", "丁段原文。");
    const moved = lines("甲段原文。", "丙段原文。", "丁段原文。", "乙段原文。");
    for (const theirs of [changed, moved]) {
      const { merge } = merged(base, mine, theirs);
      expect(unresolved(merge)).toHaveLength(1);
      const id = unresolved(merge)[0]?.id ?? "";
      expect(merged(base, mine, theirs, { [id]: { kind: "theirs" } }).document).toEqual(theirs.document);
      expect(merged(base, mine, theirs, { [id]: { kind: "mine" } }).document).toEqual(mine.document);
    }
  });

  it("keeps what both sides added at one spot, one run after the other", () => {
    const mine = lines("甲段原文。", "我加的第一段。", "乙段原文。", "丙段原文。", "丁段原文。");
    const theirs = lines("甲段原文。", "他加的完全另一段话。", "乙段原文。", "丙段原文。", "丁段原文。");
    const { texts, open } = merged(base, mine, theirs);
    expect([...texts.slice(1, 3)].sort()).toEqual(["他加的完全另一段话。", "我加的第一段。"]);
    expect(open).toEqual([]);
  });

  it("merges a table by the cell and asks only about the cell that both changed", () => {
    const from = content(
      doc(
        "表",
        table("t", [
          ["姓名", "电话"],
          ["张三", "111"],
          ["李四", "222"],
        ]),
      ),
    );
    const mine = content(
      doc(
        "表",
        table("t", [
          ["姓名", "电话"],
          ["张三", "119"],
          ["李四四", "222"],
        ]),
      ),
    );
    const theirs = content(
      doc(
        "表",
        table("t", [
          ["姓名", "手机"],
          ["张三", "110"],
          ["李四", "223"],
        ]),
      ),
    );
    const { merge, document } = merged(from, mine, theirs);
    expect(unresolved(merge).map(({ kind }) => kind)).toEqual(["cell"]);
    const id = unresolved(merge)[0]?.id ?? "";
    expect(document.blocks.map(textOf)).toEqual(["姓名|手机|张三|119|李四四|223"]);
    expect(merged(from, mine, theirs, { [id]: { kind: "both" } }).document.blocks.map(textOf)).toEqual([
      "姓名|手机|张三|119|\n|110|李四四|223",
    ]);
  });

  it("never builds a torn table: a column of one side and a row of the other are put to the person as a whole", () => {
    const from = content(
      doc(
        "表",
        table("t", [
          ["姓名", "电话"],
          ["张三", "111"],
        ]),
      ),
    );
    const mine = content(
      doc(
        "表",
        table("t", [
          ["姓名", "电话", "备注"],
          ["张三", "111", "无"],
        ]),
      ),
    );
    const theirs = content(
      doc(
        "表",
        table("t", [
          ["姓名", "电话"],
          ["张三", "112"],
          ["李四", "222"],
        ]),
      ),
    );
    const { merge } = merged(from, mine, theirs);
    expect(unresolved(merge)).toMatchObject([{ kind: "block", mine: { kind: "table" } }]);
  });

  it("merges a list by the item", () => {
    const list = (...texts: string[]): Block => ({
      kind: "list",
      id: "l",
      ordered: true,
      items: texts.map((text) => item(text.slice(0, 1), text)),
    });
    const from = content(doc("单", list("甲项", "乙项", "丙项")));
    const mine = content(doc("单", list("甲项我改", "乙项", "丙项")));
    const theirs = content(doc("单", list("甲项", "乙项", "丙项他改", "丁项")));
    const { document, open } = merged(from, mine, theirs);
    expect(document.blocks.map(textOf)).toEqual(["甲项我改|乙项|丙项他改|丁项"]);
    expect(open).toEqual([]);
  });

  it("decides title and each metadata field by itself", () => {
    const from = content(doc("关于防汛的通知"), { category: "通知", writer: "甲" });
    const mine = content(doc("关于做好防汛的通知"), { category: "公告", writer: "甲" });
    const theirs = content(doc("关于防汛的通知"), { category: "决定", writer: "乙" });
    const { merge, document, metadata } = merged(from, mine, theirs);
    expect(document.title).toBe("关于做好防汛的通知");
    expect(metadata.writer).toBe("乙");
    expect(unresolved(merge)).toMatchObject([{ kind: "field", field: "category" }]);
  });

  it("merges caption and replacement text of one image, and asks where both put another file", () => {
    const file = (digit: string) => ({
      hash: `sha-256:${digit.repeat(64)}`,
      name: "图.png",
      mime: "image/png",
      size: 3,
    });
    const image = (digit: string, alt: string, caption: string): Block => ({
      kind: "image",
      id: "i",
      file: file(digit),
      alt,
      decorative: false,
      caption,
    });
    const [from, mine, theirs] = [image("1", "图", ""), image("1", "示意图", ""), image("1", "图", "图一")];
    const { merge } = merged(content(doc("图", from)), content(doc("图", mine)), content(doc("图", theirs)));
    expect(unresolved(merge)).toMatchObject([{ combined: { alt: "示意图", caption: "图一" } }]);
    const files = merged(
      content(doc("图", from)),
      content(doc("图", image("2", "图", ""))),
      content(doc("图", image("3", "图", ""))),
    );
    expect(unresolved(files.merge)).toMatchObject([{ combined: null }]);
  });

  it("without a common state keeps every paragraph of both and asks about those that differ", () => {
    const mine = lines("甲段共同的话。", "乙段由本机写成这样。");
    const theirs = lines("甲段共同的话。", "乙段由平台写成那样。", "丙段只有平台有。");
    const { merge, texts } = merged(null, mine, theirs);
    expect(merge.hasBase).toBe(false);
    expect(texts).toEqual(["甲段共同的话。", "乙段由本机写成这样。", "丙段只有平台有。"]);
    expect(unresolved(merge)).toHaveLength(1);
  });
});
