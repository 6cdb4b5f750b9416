import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { contentOf } from "../model/content";
import { emptyMetadata } from "../model/metadata";
import { blockName } from "../proofreading/blocks";
import { builtinPacks } from "../proofreading/packs/index";
import { proofread } from "../proofreading/run";
import { attachmentText } from "./extract";
import type { PdfReader } from "./piece";

const noPdf: PdfReader = () => Promise.reject(new AppError("E_FILE_TYPE", "没有PDF阅读器"));
const W = 'xmlns:w="urn:w"';

const archive = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

function read(name: string, bytes: Uint8Array, pdf: PdfReader = noPdf) {
  return attachmentText({ hash: digestOf(bytes), name, bytes }, pdf);
}

async function texts(name: string, bytes: Uint8Array): Promise<string[]> {
  return (await read(name, bytes)).blocks.map(({ text, part }) =>
    part?.kind === "hidden" ? `${text} <${part.why}>` : text,
  );
}

const word = (body: string, more: Readonly<Record<string, string>> = {}): Uint8Array =>
  archive({
    "word/document.xml": `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...more,
  });
const p = (inner: string): string => `<w:p>${inner}</w:p>`;
const r = (text: string, properties = ""): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;

describe("a docx (R14, MC-36)", () => {
  it("gives body, header, footnote, comment, deleted and hidden text, field codes left out", async () => {
    const bytes = word(
      p(r("公园") + r("&#x5F00;放")) +
        p(`${r("票价五元")}<w:del>${"<w:r><w:delText>原价十元</w:delText></w:r>"}</w:del>`) +
        p(r("看不见", "<w:vanish/>") + r("看得见", '<w:vanish w:val="0"/>')) +
        p("<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"),
      {
        "word/header1.xml": `<w:hdr ${W}>${p(r("页眉"))}</w:hdr>`,
        "word/footnotes.xml": `<w:footnotes ${W}>${p(r("脚注"))}</w:footnotes>`,
        "word/comments.xml": `<w:comments ${W}>${p(r("再核实"))}</w:comments>`,
        "docProps/core.xml": "<c><creator>某股室</creator><title>公园开放</title></c>",
      },
    );
    expect(await texts("a.docx", bytes)).toEqual([
      "公园开放",
      "票价五元",
      "原价十元 <修订中删除的文字>",
      "看得见",
      "看不见 <隐藏文字>",
      "页眉",
      "脚注",
      "再核实 <批注>",
      "某股室",
      "公园开放",
    ]);
  });

  it("reads a text box inside its paragraph and a fallback copy only once", async () => {
    const box = `<mc:AlternateContent><mc:Choice><w:txbxContent>${p(r("框内"))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p(r("框内"))}</w:txbxContent></mc:Fallback></mc:AlternateContent>`;
    expect(await texts("a.docx", word(p(`${r("框外")}<w:r>${box}</w:r>`)))).toEqual(["框内", "框外"]);
  });
});

describe("an xlsx", () => {
  const sheet = (rows: string, columns = "") =>
    `<worksheet><cols>${columns}</cols><sheetData>${rows}</sheetData></worksheet>`;
  const bytes = archive({
    "xl/workbook.xml":
      '<workbook><sheets><sheet name="公示" sheetId="1" r:id="r1"/><sheet name="底稿" sheetId="2" state="hidden" r:id="r2"/><sheet name="密" sheetId="3" state="veryHidden" r:id="r3"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Target="worksheets/sheet3.xml"/></Relationships>',
    "xl/sharedStrings.xml":
      "<sst><si><t>镇</t></si><si><r><t>户</t></r><r><t>数</t></r><rPh><t>hu</t></rPh></si></sst>",
    "xl/worksheets/sheet1.xml": sheet(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>手机</t></is></c></row><row r="3" hidden="1"><c r="A3" t="str"><f>A1</f><v>甲镇</v></c><c r="B3"><v>12</v></c></row>',
      '<col min="3" max="3" hidden="1"/>',
    ),
    "xl/worksheets/sheet2.xml": sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>草稿</t></is></c></row>'),
    "xl/worksheets/sheet3.xml": sheet(""),
    "xl/comments1.xml": "<comments><commentList><comment><text><t>待定</t></text></comment></commentList></comments>",
  });

  it("gives every sheet cell by cell, hidden rows, columns and sheets told once each", async () => {
    expect(await texts("a.xlsx", bytes)).toEqual([
      "公示",
      "镇",
      "户数",
      "手机 <工作表“公示”中隐藏的行或列>",
      "甲镇",
      "12",
      "底稿 <隐藏工作表“底稿”>",
      "草稿",
      "密 <深度隐藏的工作表“密”>",
      "待定 <批注>",
    ]);
  });

  it("knows the place of a cell, and a hidden sheet cannot hide a personal number", async () => {
    const { blocks, hash } = await read("a.xlsx", bytes);
    expect(blocks[5]).toMatchObject({ role: "attachment", cell: { row: 2, column: 1 } });
    expect(blockName(blocks[5]?.id ?? "", [{ hash, name: "a.xlsx" }])).toBe("附件《a.xlsx》第6段");
  });
});

describe("other files", () => {
  it("slides with notes, web pages without scripts, GBK text and csv values are read", async () => {
    const slides = archive({
      "ppt/slides/slide2.xml": "<p:sld><a:p><a:r><a:t>第二页</a:t></a:r></a:p></p:sld>",
      "ppt/slides/slide1.xml": "<p:sld><a:p><a:r><a:t>第一页</a:t></a:r></a:p></p:sld>",
      "ppt/notesSlides/notesSlide1.xml": "<p:notes><a:p><a:r><a:t>别念</a:t></a:r></a:p></p:notes>",
    });
    expect(await texts("a.pptx", slides)).toEqual(["第一页", "第二页", "别念 <演讲者备注>"]);
    const page = strToU8("<html><script>var 甲=1;</script><p>开放&nbsp;时间</p><p>八&#28857;</p></html>");
    expect(await texts("a.html", page)).toEqual(["开放 时间", "八点"]);
    const gbk = new Uint8Array([0xd6, 0xd0, 0xce, 0xc4, 0x0d, 0x0a, 0xb9, 0xab, 0xb8, 0xe6]);
    expect(await texts("a.txt", gbk)).toEqual(["中文", "公告"]);
    expect(await texts("a.csv", strToU8('镇,"户,数"\n甲镇,12'))).toEqual(["镇", "户,数", "甲镇", "12"]);
  });

  it.each([
    ["a.docx", strToU8("不是压缩包"), "已损坏"],
    ["a.docx", word(p(r("完好"))).subarray(0, 120), "已损坏"],
    ["a.docx", word("<w:p><w:r>"), "已损坏"],
    ["a.docx", word(p(""), { "word/comments.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>' }), "已损坏"],
    ["a.docx", archive({ "readme.txt": "别的" }), "不是docx"],
    ["a.doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), "旧格式"],
    ["a.docx", sealed(), "已加密"],
    ["a.xlsx", new Uint8Array(), "空的"],
    ["a.txt", new Uint8Array([0, 1, 2, 3]), "编码无法识别"],
  ])("%s that cannot be read fails by itself and says why (%#)", async (name, bytes, why) => {
    const { blocks, failure } = await read(name, bytes);
    expect(blocks).toEqual([]);
    expect(failure).toMatchObject({ code: "E_FILE_TYPE", reason: expect.stringContaining(why) });
  });

  it("a bomb of 200 MB is left while it is small (E_TOO_LARGE)", async () => {
    const bomb = zipSync({ "word/document.xml": new Uint8Array(200 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(400_000);
    expect((await read("a.docx", bomb)).failure?.code).toBe("E_TOO_LARGE");
  });

  it("an archive entry locked with a password is told as such", async () => {
    const bytes = word(p(r("完好")));
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 10 < bytes.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
    expect((await read("a.docx", bytes)).failure?.reason).toContain("已加密");
  });
});

function sealed(): Uint8Array {
  const name = Array.from("EncryptedPackage", (char) => [char.charCodeAt(0), 0]).flat();
  return new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0, ...name, 0, 0]);
}

describe("the pass over an item with attachments", () => {
  const bytes = word(p(r("要全面布署，电话13812345678。")));
  const file = { hash: digestOf(bytes), name: "方案.docx", mime: "application/msword", size: bytes.length };
  const content = contentOf({ title: "", blocks: [{ kind: "attachment", id: "f", file }] }, emptyMetadata);
  const options = { today: "2026-11-22", at: "2026-11-22T01:00:00.000Z", packs: builtinPacks };

  it("finds in the file what it would find in the text, and names the place", async () => {
    const attachment = await read(file.name, bytes);
    const report = proofread(content, { ...options, attachments: [attachment] });
    expect(report.status).toBe("complete");
    expect(report.findings.map(({ text, severity }) => `${severity} ${text}`)).toEqual([
      "error 布署",
      "block 13812345678",
    ]);
    expect(report.findings.every(({ fix, suggestions }) => fix === "none" && suggestions.length === 0)).toBe(true);
    expect(report.findings.every(({ block }) => block.startsWith(`att.${file.hash.slice(8, 20)}.`))).toBe(true);
  });

  it("without the bytes it is partial and names the file; a picture is not missed", () => {
    expect(proofread(content, options)).toMatchObject({
      status: "partial",
      reason: expect.stringContaining("方案.docx"),
    });
    const image = { ...file, name: "图.png", mime: "image/png" };
    const pictured = contentOf({ title: "", blocks: [{ kind: "attachment", id: "f", file: image }] }, emptyMetadata);
    expect(proofread(pictured, options).status).toBe("complete");
  });

  it("a broken file is a finding on its name, and the rest goes on", async () => {
    const cut = bytes.subarray(0, 40);
    const attachment = await attachmentText({ hash: file.hash, name: file.name, bytes: cut }, noPdf);
    const report = proofread(content, { ...options, attachments: [attachment] });
    expect(report.status).toBe("complete");
    expect(report.findings.map(({ rule, block }) => `${rule} ${block}`)).toEqual(["attachment-unread f.name"]);
  });
});
