/** Places of office files where text lies that no reader of the page sees (R14, R15). */
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { contentOf } from "../model/content";
import { emptyMetadata } from "../model/metadata";
import { attachmentText, filesWithText } from "./extract";
import type { PdfReader } from "./piece";

const noPdf: PdfReader = () => Promise.reject(new AppError("E_FILE_TYPE", "没有PDF阅读器"));

const archive = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, data]) => [name, typeof data === "string" ? strToU8(data) : data]),
    ),
  );

async function read(name: string, bytes: Uint8Array) {
  const { blocks, notes } = await attachmentText({ hash: digestOf(bytes), name, bytes }, noPdf);
  return {
    notes,
    texts: blocks.map(({ text, part }) => (part?.kind === "hidden" ? `${text} <${part.why}>` : text)),
  };
}

const word = (body: string, more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  archive({ "word/document.xml": `<w:document><w:body>${body}</w:body></w:document>`, ...more });
const p = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const drawn = (text: string) => `<x><a:p><a:r><a:t>${text}</a:t></a:r></a:p></x>`;

const sheet = (data: string, more: Readonly<Record<string, string>> = {}) =>
  archive({
    "xl/workbook.xml": '<workbook><sheets><sheet name="公示" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": `<worksheet>${data}</worksheet>`,
    ...more,
  });
const row = (attributes: string, text: string) =>
  `<sheetData><row r="1" ${attributes}><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>`;

describe("an office file", () => {
  it("gives the properties an office added to it, where the level of secrecy often stands, but not those of programs", async () => {
    const custom =
      '<Properties><property name="密级"><vt:lpwstr>机密★10年</vt:lpwstr></property><property name="KSOProductBuildVer"><vt:lpwstr>2052-11.1.0</vt:lpwstr></property></Properties>';
    const { texts } = await read("a.docx", word(p("公园开放"), { "docProps/custom.xml": custom }));
    expect(texts).toEqual(["公园开放", "密级：机密★10年"]);
  });

  it("gives charts and drawn diagrams of a docx, a pptx and an xlsx", async () => {
    const file = word(p("正文"), { "word/charts/chart1.xml": drawn("图题"), "word/diagrams/data1.xml": drawn("流程") });
    expect((await read("a.docx", file)).texts).toEqual(["正文", "图题", "流程"]);
    const slides = archive({
      "ppt/slides/slide1.xml": drawn("第一页"),
      "ppt/charts/chart1.xml": drawn("图题"),
      "ppt/diagrams/data1.xml": drawn("流程"),
    });
    expect((await read("a.pptx", slides)).texts).toEqual(["第一页", "图题", "流程"]);
  });

  it("gives header, footer and text boxes of a sheet, codes of the page left out", async () => {
    const file = sheet(
      `${row("", "镇")}<headerFooter><oddHeader>&amp;C&amp;"宋体,常规"&amp;12内部资料 注意保存</oddHeader><oddFooter>&amp;L第&amp;P页，共&amp;N页</oddFooter></headerFooter>`,
      { "xl/drawings/drawing1.xml": drawn("框内") },
    );
    expect((await read("a.xlsx", file)).texts).toEqual(["公示", "镇", "内部资料 注意保存", "第页，共页", "框内"]);
  });

  it("knows a hidden row by either way of writing true", async () => {
    const why = "工作表“公示”中隐藏的行或列";
    expect((await read("a.xlsx", sheet(row('hidden="true"', "甲")))).texts).toEqual(["公示", `甲 <${why}>`]);
    expect((await read("a.xlsx", sheet(row('hidden="false"', "甲")))).texts).toEqual(["公示", "甲"]);
  });

  it("gives the files inside it: the table behind a chart holds more than the chart", async () => {
    const inner = sheet(row("", "身份证号"));
    const file = word(p("正文"), { "word/embeddings/Workbook1.xlsx": inner });
    expect((await read("a.docx", file)).texts).toEqual(["正文", "公示 <内嵌文件>", "身份证号"]);
  });

  it("of pictures alone says that nothing of it could be read, like a scanned page", async () => {
    const note = ["没有可读的文字，可能是图片或扫描件"];
    const core = { "docProps/core.xml": "<c><creator>某股室</creator></c>" };
    expect((await read("a.docx", word(p(" "), { "word/media/image1.png": "x", ...core }))).notes).toEqual(note);
    const slides = { "ppt/slides/slide1.xml": drawn(""), "ppt/media/image1.png": "x" };
    expect((await read("a.pptx", archive(slides))).notes).toEqual(note);
    expect((await read("a.docx", word(p("正文"), { "word/media/image1.png": "x" }))).notes).toEqual([]);
    expect((await read("a.docx", word(p(""), core))).notes).toEqual([]);
  });

  it("says which of the files inside it were not read", async () => {
    const file = word(p("正文"), { "word/embeddings/oleObject1.bin": "x", "word/embeddings/b.docx": "x" });
    const { texts, notes } = await read("a.docx", file);
    expect([texts, notes]).toEqual([["正文"], ["内嵌的“oleObject1.bin”“b.docx”没有读出，请人工核对"]]);
  });

  it("with a bomb inside a file inside it is left while it is small", async () => {
    const bomb = word("", { "word/comments.xml": new Uint8Array(100 * 1024 * 1024) });
    const file = word(p("正文"), { "word/embeddings/a.docx": bomb });
    const { failure } = await attachmentText({ hash: digestOf(file), name: "a.docx", bytes: file }, noPdf);
    expect(failure?.code).toBe("E_TOO_LARGE");
  });
});

it("a document under the name of a picture is read all the same, and a picture is not", () => {
  const named = (name: string, mime: string) => ({ hash: digestOf(strToU8(name)), name, mime, size: 1 });
  const files = [
    named("照片.jpg", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    named("无后缀", "application/pdf"),
    named("照片.png", "image/png"),
    named("表.docx", "image/png"),
  ];
  const blocks = files.map((file, at) => ({ kind: "attachment" as const, id: `f${at}`, file }));
  const content = contentOf({ title: "", blocks }, emptyMetadata);
  expect(filesWithText(content).map(({ name }) => name)).toEqual(["照片.jpg", "表.docx", "无后缀"]);
});
