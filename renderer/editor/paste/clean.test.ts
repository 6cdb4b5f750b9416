import { expect, test } from "vitest";
import { toBase64 } from "../../../shared/bytes";
import { digestOf } from "../../../shared/digest";
import { AppError } from "../../../shared/failure";
import { manuscriptDocument } from "../../../shared/model/manuscript";
import { cleanHtml, cleanPlain } from "./clean";
import { blocksOf, MAX_PASTE_CHARACTERS, readPaste } from "./read";
import { parseFixture } from "./testing";

const WORD = `<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
<style>p.MsoNormal {mso-style-parent:""; font-family:"仿宋"}</style>
<p class=MsoTitle align=center style='text-align:center;mso-outline-level:1'><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>关于做好防汛工作的
通知<o:p></o:p></span></b></p>
<h1 style='mso-list:none'><span lang=EN-US style='font-family:黑体'>一、总体要求</span></h1>
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-family:仿宋;mso-ascii-font-family:Arial'>　　各县区要<b>高度重视</b>，<u>逐级</u>落实<s>旧</s>责任，H<sub>2</sub>O。</span><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='margin-left:21.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>第一项</p>
<p class=MsoListParagraph style='margin-left:42.0pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>第一项之下</p>
<p class=MsoListParagraph style='margin-left:21.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>第二项</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='font-family:Wingdings;mso-list:Ignore'>·<span>&nbsp;</span></span>圆点项</p>
<table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'><thead><tr><td colspan=2 style='width:100pt'><p class=MsoNormal><span>表头</span></p></td></tr></thead>
<tr><td rowspan=2><p class=MsoNormal>甲</p><p class=MsoNormal>乙</p></td><td><p class=MsoNormal>丙</p></td></tr><tr><td>丁</td></tr></table>
<p class=MsoNormal>见<a href="https://www.gov.cn/a">公告</a>和<a href="file:///C:/x.doc">旧件</a><a href="#_ftn1"><span class=MsoFootnoteReference>[1]</span></a>。</p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="a"><v:textbox><p>框内</p></v:textbox></v:shape><![endif]--><img width=10 src="file:///C:/Temp/msohtmlclip1/clip_image001.png"></p>
<p class=MsoNormal><img src="data:image/x-emf;base64,AAAA"></p>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p>脚注文字</p></div></div>`;

const textOf = (runs: readonly { readonly text: string }[]): string => runs.map((run) => run.text).join("");

test("a Word clipboard becomes our blocks: heading, marks, two-level list, merged table, links (E1)", () => {
  const { blocks } = cleanHtml(parseFixture(WORD));
  expect(blocks.map((block) => block.kind)).toEqual([
    "paragraph",
    "heading",
    "paragraph",
    "list",
    "list",
    "table",
    "paragraph",
  ]);
  expect(blocks[0]).toMatchObject({ align: "center", runs: [{ text: "关于做好防汛工作的通知", marks: ["bold"] }] });
  expect(blocks[1]).toMatchObject({ level: 1, runs: [{ text: "一、总体要求" }] });
  expect(blocks[2]).toMatchObject({
    runs: [
      { text: "各县区要", marks: [] },
      { text: "高度重视", marks: ["bold"] },
      { text: "，", marks: [] },
      { text: "逐级", marks: ["underline"] },
      { text: "落实", marks: [] },
      { text: "旧", marks: ["strike"] },
      { text: "责任，H", marks: [] },
      { text: "2", marks: ["sub"] },
      { text: "O。", marks: [] },
    ],
  });
  expect(blocks[3]).toMatchObject({
    ordered: true,
    items: [
      { depth: 0, runs: [{ text: "第一项" }] },
      { depth: 1, runs: [{ text: "第一项之下" }] },
      { depth: 0, runs: [{ text: "第二项" }] },
    ],
  });
  expect(blocks[4]).toMatchObject({ ordered: false, items: [{ runs: [{ text: "圆点项" }] }] });
  expect(blocks[5]).toMatchObject({
    rows: [
      { cells: [{ colSpan: 2, header: true, runs: [{ text: "表头" }] }] },
      { cells: [{ rowSpan: 2, runs: [{ text: "甲\n乙" }] }, { runs: [{ text: "丙" }] }] },
      { cells: [{ runs: [{ text: "丁" }] }] },
    ],
  });
  expect(blocks[6]).toMatchObject({
    runs: [{ text: "见" }, { text: "公告", link: "https://www.gov.cn/a" }, { text: "和旧件。" }],
  });
});

test("nothing of Word's styles, fonts or local paths is left in what is pasted (E1)", () => {
  const json = JSON.stringify(cleanHtml(parseFixture(WORD)).blocks);
  expect(json).not.toMatch(/mso-|file:|font|仿宋|Wingdings|Mso|style/i);
});

test("every kind of object a paste could not take is listed with its count and place (E2)", () => {
  const { dropped } = cleanHtml(parseFixture(WORD));
  expect(Object.fromEntries(dropped.map(({ kind, count }) => [kind, count]))).toEqual({
    link: 1,
    footnote: 2,
    textbox: 1,
    "local-image": 1,
    metafile: 1,
  });
  expect(dropped.find(({ kind }) => kind === "metafile")?.after).toBe("见公告和旧件。");
});

test("five unsupported objects give five lines (E2)", () => {
  const html =
    "<p>甲</p><object></object><iframe></iframe><math>x</math><video></video><p>乙<input></p><script>alert(1)</script>";
  const { blocks, dropped } = cleanHtml(parseFixture(html));
  expect(dropped.map(({ kind }) => kind)).toEqual(["object", "frame", "formula", "media", "control"]);
  expect(JSON.stringify(blocks)).not.toContain("alert");
});

test("a web page's list, line breaks and inline wrappers keep their structure", () => {
  const html =
    '<div><span>前<br>后</span><ul><li>一<ol><li><p>一之一</p></li></ol></li><li>二</li></ul></div><b style="font-weight:normal">平</b>';
  const { blocks } = cleanHtml(parseFixture(html));
  expect(blocks).toMatchObject([
    { kind: "paragraph", runs: [{ text: "前\n后" }] },
    { kind: "list", items: [{ depth: 0 }, { depth: 1, runs: [{ text: "一之一" }] }, { depth: 0 }] },
    { kind: "paragraph", runs: [{ text: "平", marks: [] }] },
  ]);
});

test("plain text becomes one paragraph a line, without blank lines and layout spaces", () => {
  const { blocks } = cleanPlain("　　第一段\r\n\r\n第二段 \n");
  expect(blocks.map((block) => ("runs" in block ? textOf(block.runs) : ""))).toEqual(["第一段", "第二段"]);
});

test("whatever is pasted fits the model", () => {
  const blocks = cleanHtml(parseFixture(WORD)).blocks.filter((block) => block.kind !== "pending-image");
  expect(manuscriptDocument.safeParse({ title: "", blocks }).success).toBe(true);
});

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "none";
  } catch (error) {
    return error instanceof AppError ? error.code : "foreign";
  }
};

test("a 5 MB paste is refused with E_TOO_LARGE before its html is even parsed", () => {
  const plain = "汛".repeat((5 * 1024 * 1024) / 3);
  const parse = () => {
    throw new Error("must not be parsed");
  };
  expect(codeOf(() => readPaste({ plain, html: `<p>${plain}</p>` }, parse))).toBe("E_TOO_LARGE");
  expect(codeOf(() => readPaste({ plain: "", html: "<p>".repeat(5_000_000) }, parse))).toBe("E_TOO_LARGE");
});

test("a paste up to the limit is taken, one character more is not", () => {
  const line = "一二三四五六七八九十".repeat(10);
  const plain = Array.from({ length: MAX_PASTE_CHARACTERS / 101 }, () => line).join("\n");
  expect(readPaste({ plain, html: "" }, () => null).blocks.length).toBe(Math.floor(MAX_PASTE_CHARACTERS / 101));
  expect(codeOf(() => readPaste({ plain: "字".repeat(MAX_PASTE_CHARACTERS + 1), html: "" }, () => null))).toBe(
    "E_TOO_LARGE",
  );
});

test("a picture inside the clipboard is stored by its bytes; one that is none by its bytes is reported", async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const html = `<p>前</p><img alt="示意图" src="data:image/png;base64,${toBase64(png)}"><img src="data:image/png;base64,${toBase64(new Uint8Array([77, 90]))}">`;
  const kept: Uint8Array[] = [];
  const ready = await blocksOf(cleanHtml(parseFixture(html)), async (given) => {
    const bytes = given instanceof Uint8Array ? given : new Uint8Array(await given.arrayBuffer());
    kept.push(bytes);
    return digestOf(bytes);
  });
  expect(ready.blocks).toMatchObject([
    { kind: "paragraph" },
    { kind: "image", alt: "示意图", file: { hash: digestOf(png), mime: "image/png" } },
  ]);
  expect(ready.dropped).toEqual([{ kind: "bad-image", count: 1, after: "" }]);
  expect(kept).toEqual([png]);
});
