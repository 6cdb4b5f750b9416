import { expect, test } from "vitest";
import { contentOf } from "./content";
import type { Block, ManuscriptDocument } from "./manuscript";
import { overMeasure, refuseOverMeasure } from "./measure";
import { emptyMetadata } from "./metadata";

const paragraph = (id: string, text: string): Block => ({
  kind: "paragraph",
  id,
  align: "left",
  runs: [{ text, marks: [], link: null }],
});
const measured = (document: ManuscriptDocument, change = {}) =>
  overMeasure(contentOf(document, { ...emptyMetadata, ...change }));

test("E1: names the part that is too large, its size, the most, and by how much", () => {
  expect(measured({ title: "题".repeat(350), blocks: [] })).toEqual({
    at: "title",
    words: "标题字数现为 350，最多 300，超出 50",
  });
  const long = { title: "题", blocks: [paragraph("a", "甲"), paragraph("b", "乙".repeat(200_001))] };
  expect(measured(long)).toEqual({
    at: "body",
    words: "正文第 2 块的一段连续文字的字数现为 200001，最多 200000，超出 1",
  });
  const many = Array.from({ length: 20_003 }, (_, at) => paragraph(`p${at}`, "甲"));
  expect(measured({ title: "题", blocks: many })?.words).toBe(
    "正文块数（段落、标题、表格、图片等）现为 20003，最多 20000，超出 3",
  );
  expect(measured({ title: "题", blocks: [] }, { writer: "张".repeat(201) })?.words).toBe(
    "元数据“采编人”的字数现为 201，最多 200，超出 1",
  );
});

test("E1: the largest that is allowed is allowed, and refused is E_TOO_LARGE with the same words", () => {
  const most = { title: "题".repeat(300), blocks: [paragraph("a", "甲".repeat(200_000))] };
  expect(measured(most)).toBeNull();
  expect(() => refuseOverMeasure(contentOf(most, emptyMetadata))).not.toThrow();
  const over = contentOf({ ...most, title: "题".repeat(301) }, emptyMetadata);
  expect(() => refuseOverMeasure(over)).toThrow("E_TOO_LARGE: 标题字数现为 301，最多 300，超出 1");
});
