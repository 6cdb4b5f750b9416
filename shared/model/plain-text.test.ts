import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runsOf } from "./content";
import { manuscriptDocument } from "./manuscript";
import { documentFromText } from "./plain-text";

const notice = [
  "",
  "某府办函〔2023〕2号",
  "",
  "某市人民政府办公室",
  "关于印发《某市政府网站集约化平台",
  "管理办法》的通知",
  "各县（市、区）人民政府，有关单位：",
  "　　一、总体要求",
  "（一）工作目标",
  "1.建设要求",
  "（1）分步实施",
  "（二）行政法规、规章；",
].join("\r\n");

describe("documentFromText", () => {
  it("joins a title that runs over three lines below the document number", () => {
    const { document } = documentFromText(notice);
    expect(document.title).toBe("某市人民政府办公室关于印发《某市政府网站集约化平台管理办法》的通知");
    expect(document.blocks[0]).toMatchObject({ kind: "paragraph", id: "b1", runs: [{ text: "某府办函〔2023〕2号" }] });
  });

  it("reads the four levels of 公文 as headings and a numbered clause as a paragraph", () => {
    const kinds = documentFromText(notice).document.blocks.map((block) =>
      block.kind === "heading" ? block.level : block.kind,
    );
    expect(kinds).toEqual(["paragraph", "paragraph", 1, 2, 3, 4, "paragraph"]);
  });

  it("finds every character of every block again, CRLF and indents included", () => {
    const { document, locate } = documentFromText(notice);
    for (const block of document.blocks) {
      const text = runsOf(block)
        .map((run) => run.text)
        .join("");
      const start = locate(block.id, 0) ?? -1;
      expect(notice.slice(start, locate(block.id, text.length) ?? -1)).toBe(text);
    }
    for (let i = 0; i < document.title.length; i += 1) {
      // A position at the seam of two title lines is the end of the first.
      const at = locate("title", i) ?? -1;
      expect([notice[at], "\r"]).toContain(notice[at] === "\r" ? "\r" : document.title[i]);
    }
  });

  it("gives a text that begins with a sentence no title", () => {
    expect(documentFromText("今天召开会议。\n会议强调落实责任。").document.title).toBe("");
  });

  it("turns any text into a valid document whose blocks are slices of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const { document, offsets } = documentFromText(text);
        expect(manuscriptDocument.safeParse(document).success).toBe(true);
        for (const block of document.blocks) {
          const written = runsOf(block)
            .map((run) => run.text)
            .join("");
          const start = offsets.get(block.id) ?? -1;
          expect(text.slice(start, start + written.length)).toBe(written);
        }
      }),
    );
  });
});
