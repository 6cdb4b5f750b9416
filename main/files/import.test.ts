import { describe, expect, it } from "vitest";
import { utf8 } from "../../shared/bytes";
import type { Block } from "../../shared/model/manuscript";
import { refuseSecretFile } from "./attachment-text";
import { importFile } from "./import";
import { docxFile, zip } from "./testing/docx-file";

function counter(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `b${last}`;
  };
}
const from = (name: string, bytes: Uint8Array) => importFile({ name, bytes }, counter());
const html = (text: string) => from("a.html", utf8(text));
const textOf = (block: Block | undefined) =>
  block !== undefined && "runs" in block ? block.runs.map((run) => run.text).join("") : "";
/** 汛期通知 in GB18030. */
const gbk = Uint8Array.from([0xd1, 0xb4, 0xc6, 0xda, 0xcd, 0xa8, 0xd6, 0xaa]);

describe("importing text", () => {
  it("reads UTF-8 with and without a mark, UTF-16 and GB18030 alike", async () => {
    const forms = [
      utf8("汛期通知"),
      utf8("\ufeff汛期通知"),
      Uint8Array.from([0xff, 0xfe, ...Buffer.from("汛期通知", "utf16le")]),
      gbk,
    ];
    for (const bytes of forms) {
      const { document } = await from("a.txt", bytes);
      expect(`${document.title}${document.blocks.map(textOf).join("")}`).toBe("汛期通知");
    }
  });

  it("normalises to NFC", async () => {
    const { document } = await from("a.txt", utf8("标题一行\n第一段。Cafe\u0301\n"));
    expect(document.blocks.map(textOf).join("")).toContain("Caf\u00e9");
  });

  it("refuses what is no text, too large, or of another kind, each with its code", async () => {
    await expect(from("a.txt", Uint8Array.from([0, 1, 2, 3]))).rejects.toMatchObject({ code: "E_FILE_TYPE" });
    await expect(from("a.exe", utf8("MZ"))).rejects.toMatchObject({ code: "E_FILE_TYPE" });
    await expect(from("a.txt", new Uint8Array(5 * 1024 * 1024 + 1).fill(65))).rejects.toMatchObject({
      code: "E_TOO_LARGE",
    });
    await expect(from("a.docx", utf8("not a zip"))).rejects.toMatchObject({ code: "E_FILE_TYPE" });
    await expect(from("a.docx", zip([["x.txt", "x"]]))).rejects.toMatchObject({ code: "E_FILE_TYPE" });
    await expect(from("a.docx", zip([["word/document.xml", "x"]], 0xf0000000))).rejects.toMatchObject({
      code: "E_TOO_LARGE",
    });
  });

  it("takes a text of nearly 5 MB", async () => {
    const line = `${"汛".repeat(300)}\n`;
    const { document } = await from("a.txt", utf8(line.repeat(5_000)));
    expect(document.blocks.length).toBeGreaterThan(4_990);
  });

  it("NY-15: refuses a file with a secrecy mark, in a table cell of a docx too", async () => {
    await expect(from("a.txt", utf8("标题\n秘密★5年\n正文"))).rejects.toMatchObject({ code: "E_SECRET" });
    const cell = docxFile("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>机密★10年</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
    await expect(from("a.docx", cell)).rejects.toMatchObject({ code: "E_SECRET" });
  });
});

describe("attachments", () => {
  const paragraph = (runs: readonly string[]) =>
    `<w:p>${runs.map((run) => `<w:r><w:t>${run}</w:t></w:r>`).join("")}</w:p>`;

  it("NY-15: finds a secrecy mark in a docx, split over runs, in a hidden sheet or header, and in plain text", () => {
    const secret = [
      docxFile(paragraph(["正文", "机密★10年"])),
      docxFile(paragraph(["机", "密", "★", "10年"])),
      zip([["xl/worksheets/sheet3.xml", "<worksheet><c><is><t>绝密★长期</t></is></c></worksheet>"]]),
      zip([["word/header1.xml", "<w:hdr><w:p><w:t>秘密&#x2605;5年</w:t></w:p></w:hdr>"]]),
      utf8("附件\n机密★10年\n"),
    ];
    for (const bytes of secret) expect(() => refuseSecretFile(bytes)).toThrow("E_SECRET");
  });

  it("lets pass what has no mark and what is no text", () => {
    const clean = [
      docxFile(paragraph(["保守国家秘密，人人有责。"])),
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]),
      utf8("PK\u0003\u0004"),
    ];
    for (const bytes of clean) expect(() => refuseSecretFile(bytes)).not.toThrow();
  });
});

describe("importing html", () => {
  it("keeps headings, marks, links, nested lists and merged cells", async () => {
    const { document, dropped } = await html(`
      <h1>关于做好防汛工作的通知</h1><h2>一、总体要求</h2>
      <p>请<b>立即</b>落实<a href="https://www.luan.gov.cn/a">要求</a>。</p>
      <ol><li>甲<ul><li>甲一</li></ul></li><li>乙</li></ol>
      <table><tr><th colspan="2">合计</th></tr><tr><td rowspan="2">一</td><td>二</td></tr></table>`);
    expect(document.title).toBe("关于做好防汛工作的通知");
    expect(dropped).toEqual([]);
    const [heading, paragraph, list, table] = document.blocks;
    expect(heading).toMatchObject({ kind: "heading", level: 1 });
    expect(paragraph).toMatchObject({
      runs: [
        { text: "请", marks: [] },
        { text: "立即", marks: ["bold"] },
        { text: "落实" },
        { text: "要求", link: "https://www.luan.gov.cn/a" },
        { text: "。" },
      ],
    });
    expect(list).toMatchObject({ ordered: true, items: [{ depth: 0 }, { depth: 1 }, { depth: 0 }] });
    expect(table).toMatchObject({
      rows: [{ cells: [{ header: true, colSpan: 2 }] }, { cells: [{ rowSpan: 2 }, { colSpan: 1 }] }],
    });
  });

  it("E2: names what it drops, and never keeps a script or an address that runs", async () => {
    const { document, dropped } = await html(
      '<p>正文段落，足够长而且以句号结尾。<img src="file:///c:/a.png"><script>alert(1)</script><a href="javascript:x()">点</a></p><p><iframe src="x"></iframe><img src=a>文</p>',
    );
    expect(dropped).toEqual(["图片 2 处", "无法保留的链接 1 处", "内嵌页面 1 处"]);
    expect(JSON.stringify(document)).not.toMatch(/script|alert|file:/);
  });

  it("joins lines that were only wrapped in the file, and keeps breaks that were meant", async () => {
    const { document } = await html("<p>第一行\n   第二行<br>第三行。</p><p>another\nline.</p>");
    expect(document.blocks.map(textOf)).toEqual(["第一行第二行\n第三行。", "another line."]);
  });

  it("gives every block, item and cell an id of its own", async () => {
    const { document } = await html("<p>甲。</p><ul><li>乙<li>丙</ul><table><tr><td>丁<td>戊</table>");
    const ids = [...JSON.stringify(document).matchAll(/"id":"([^"]+)"/g)].map((found) => found[1]);
    expect(ids.length).toBe(7);
    expect(new Set(ids).size).toBe(7);
  });
});

describe("importing docx", () => {
  it("keeps paragraphs, bold text and merged cells", async () => {
    const { document } = await from(
      "a.docx",
      docxFile(
        '<w:p><w:r><w:t>关于开展检查的通知</w:t></w:r></w:p><w:p><w:r><w:t>请</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>认真</w:t></w:r><w:r><w:t>落实。</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>一</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>二</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
      ),
    );
    expect(document.title).toBe("关于开展检查的通知");
    const [paragraph, table] = document.blocks;
    expect(paragraph).toMatchObject({ runs: [{ text: "请" }, { text: "认真", marks: ["bold"] }, { text: "落实。" }] });
    expect(table).toMatchObject({
      kind: "table",
      rows: [{ cells: [{ colSpan: 2 }] }, { cells: [{ colSpan: 1 }, { colSpan: 1 }] }],
    });
  });
});
