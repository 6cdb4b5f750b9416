import { describe, expect, it } from "vitest";
import { emptyMetadata } from "../model/metadata";
import { searchableOf } from "./searchable";

const run = (text: string) => ({ text, marks: [], link: null });
const cell = (text: string) => ({ id: "c", header: false, colSpan: 1, rowSpan: 1, runs: [run(text)] });
const document = {
  title: "关于防汛的通知",
  blocks: [
    { kind: "heading", id: "a", level: 1, runs: [run("一、"), run("总体要求")] },
    { kind: "list", id: "b", ordered: true, items: [{ id: "i", depth: 0, runs: [run("第一条")] }] },
    { kind: "table", id: "t", rows: [{ cells: [cell("站点"), cell("水位")] }] },
    {
      kind: "image",
      id: "m",
      file: { hash: "sha-256:0", name: "河道.png", mime: "image/png", size: 1 },
      alt: "河道照片",
      decorative: false,
      caption: "淠河",
    },
  ],
};
const metadata = { ...emptyMetadata, columnId: "zwgk", writer: "张晓岚", documentNumber: "六政办〔2026〕3号" };

describe("D7: what of a stored value is searched", () => {
  it("is title, every line of text, captions, file names and the facts of the metadata", () => {
    expect(
      searchableOf({ document, metadata, updatedAt: "2026-11-22T02:00:00.000Z", report: { text: "无关" } }),
    ).toEqual({
      title: "关于防汛的通知",
      body: "一、总体要求\n第一条\n站点\n水位\n淠河\n河道照片\n河道.png",
      facts: "六政办〔2026〕3号 张晓岚",
      columnId: "zwgk",
      writer: "张晓岚",
      updatedAt: "2026-11-22T02:00:00.000Z",
    });
  });

  it("reads an item's copy through its content", () => {
    const found = searchableOf({ summary: { title: "别处" }, content: { document, metadata } });
    expect(found).toMatchObject({ title: "关于防汛的通知", columnId: "zwgk", updatedAt: null });
  });

  it.each([null, 3, "文", [], {}, { document: null }, { document: { title: 4, blocks: "x" } }, { content: 7 }])(
    "takes the odd value %j without failing",
    (value) => {
      const found = searchableOf(value);
      expect(found === null || (found.title === "" && found.body === "")).toBe(true);
    },
  );
});
