import { describe, expect, it } from "vitest";
import { utf8 } from "../bytes";
import { digestOf } from "../digest";
import { contentHash, contentOf } from "../model/content";
import { emptyMetadata } from "../model/metadata";
import { type DomNode, pageNodeOf } from "./dom-node";
import { beijingTime, proofSheet, publicPage } from "./page";

const content = contentOf(
  {
    title: "关于<防汛>的通知",
    blocks: [
      { kind: "paragraph", id: "p1", align: "left", runs: [{ text: "各镇街：", marks: [], link: null }] },
      {
        kind: "paragraph",
        id: "p2",
        align: "left",
        runs: [
          { text: "见", marks: [], link: null },
          { text: "危险链接", marks: [], link: "javascript:alert(1)" },
          { text: "空格危险", marks: [], link: " java\tscript:alert(1)" },
          { text: "官网", marks: [], link: "https://www.example.gov.cn/" },
        ],
      },
    ],
  },
  { ...emptyMetadata, disclosure: "主动公开" },
);
const context = {
  siteName: "某市人民政府",
  columnName: "通知公告",
  publishedAt: "2025-11-03T17:05:00.000Z",
  stamp: [{ label: "采编人", value: "张晓岚<b>" }],
};

describe("the public page", () => {
  it("is the same bytes each time, in Chinese, without scripts, and escapes what people typed", () => {
    const html = publicPage(content, context);
    expect(publicPage(content, context)).toBe(html);
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).not.toMatch(/<script|javascript:[^<]*"[^<]*href|<b>/i);
    expect(html).toContain("关于&lt;防汛&gt;的通知");
    expect(html).toContain("张晓岚&lt;b&gt;");
    expect(html).toContain(contentHash(content));
  });

  it("lets only links to the web, mail or the own site lead anywhere", () => {
    const targets = [...publicPage(content, context).matchAll(/ href="([^"]*)"/g)].map((match) => match[1]);
    expect(targets).toEqual(["#main", "https://www.example.gov.cn/"]);
  });

  it("shows the time of publication as people in China read it, whatever the machine's zone", () => {
    expect(publicPage(content, context)).toContain(">2025-11-04 01:05</time>");
    expect(beijingTime("2025-12-31T16:00:00.000Z")).toBe("2026-01-01 00:00");
  });
});

describe("the sample page 样版", () => {
  it("has as layout hash the digest of exactly its bytes, and another one for another text or template (TN-15d)", () => {
    const sheet = proofSheet(content, { siteName: "某市人民政府" });
    expect(sheet.layoutHash).toBe(digestOf(utf8(sheet.html)));
    expect(proofSheet(content, { siteName: "某市人民政府" })).toEqual(sheet);
    const other = contentOf({ ...content.document, title: "关于<防汛>的通告" }, content.metadata);
    expect(proofSheet(other, { siteName: "某市人民政府" }).layoutHash).not.toBe(sheet.layoutHash);
    expect(sheet.html).toContain("caibian-proof/1");
  });
});

describe("a live document", () => {
  it("becomes a tree of what is shown: elements with attributes and text, no comments", () => {
    const text = (value: string): DomNode => ({ nodeType: 3, nodeName: "#text", nodeValue: value, childNodes: [] });
    const comment: DomNode = { nodeType: 8, nodeName: "#comment", nodeValue: "不可见", childNodes: [] };
    const live: DomNode = {
      nodeType: 1,
      nodeName: "P",
      nodeValue: null,
      childNodes: [text("甲"), comment, text("乙")],
      attributes: [{ name: "data-id", value: "p1" }],
    };
    const leaf = (value: string) => ({ tag: "#text", attributes: {}, children: [], text: value });
    expect(pageNodeOf(live)).toEqual({
      tag: "p",
      attributes: { "data-id": "p1" },
      children: [leaf("甲"), leaf("乙")],
      text: "",
    });
  });

  it("can be read in a page from the function's source alone", () => {
    expect(pageNodeOf.toString()).not.toContain("__name");
    expect(pageNodeOf.toString()).not.toContain("import");
  });
});
