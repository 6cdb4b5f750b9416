import { describe, expect, it } from "vitest";
import { digestOf } from "../digest";
import { contentOf } from "../model/content";
import type { Block, ManuscriptDocument } from "../model/manuscript";
import { emptyMetadata, type Metadata } from "../model/metadata";
import { base } from "../workflow/profiles/base";
import { blockName, textBlocks } from "./blocks";
import { applySuggestion, applyToMetadata } from "./fix";
import { builtinPacks } from "./packs/index";
import { packOf } from "./packs/pack";
import { packsFor } from "./packs/profile-pack";
import { proofread } from "./run";

const at = { today: "2026-11-22", at: "2026-11-22T01:00:00.000Z" };
const file = { hash: digestOf(new Uint8Array()), name: "布署表.docx", mime: "application/x", size: 0 };
const plain = (text: string) => ({ text, marks: [], link: null });
const blocks: Block[] = [
  { kind: "heading", id: "h", level: 1, runs: [plain("一、要求")] },
  {
    kind: "paragraph",
    id: "p",
    align: "left",
    runs: [
      plain("见"),
      { text: "外部", marks: ["bold"], link: "https://example.com/" },
      { text: "网站", marks: [], link: "https://example.com/" },
    ],
  },
  { kind: "image", id: "i", file, alt: "按装图", decorative: false, caption: "" },
  { kind: "attachment", id: "f", file },
];
const document: ManuscriptDocument = { title: "关于检查的通知", blocks };

function reprint(source: Metadata["source"]): Metadata {
  return { ...emptyMetadata, itemType: "reprint", source };
}

function found(metadata: Metadata, packs = builtinPacks) {
  return proofread(contentOf({ title: "", blocks: [] }, metadata), { ...at, packs }).findings;
}

describe("textBlocks", () => {
  it("gives the title first, then the document, then free-text metadata, with links joined over runs", () => {
    const list = textBlocks(
      contentOf(document, { ...emptyMetadata, documentNumber: "国办发〔2017〕47号", writer: "某人" }),
    );
    expect(list.map(({ id, role }) => `${id} ${role}`)).toEqual([
      "title title",
      "h heading",
      "p body",
      "i.alt caption",
      "f.name caption",
      "meta.documentNumber meta",
      "meta.writer meta",
    ]);
    expect(list[2]?.links).toEqual([{ start: 1, end: 5, href: "https://example.com/" }]);
    expect([
      blockName("title"),
      blockName("p"),
      blockName("meta.documentNumber"),
      blockName("meta.source.url"),
    ]).toEqual(["标题", "正文", "发文字号", "来源"]);
  });
});

describe("findings outside running text", () => {
  it("are found and repaired in alternative texts and attachment names", () => {
    const { findings } = proofread(contentOf(document, emptyMetadata), { ...at, packs: builtinPacks });
    expect(findings.map(({ block, text }) => `${block} ${text}`)).toEqual(["p 外部网站", "i.alt 按装", "f.name 布署"]);
    const fixed = findings.reduce(
      (sum, item) => applySuggestion(sum, item, item.suggestions[0] ?? item.text),
      document,
    );
    expect(fixed.blocks[2]).toMatchObject({ alt: "安装图" });
    expect(fixed.blocks[3]).toMatchObject({ file: { name: "部署表.docx" } });
  });

  it("repair a document number in the metadata", () => {
    const metadata = { ...emptyMetadata, documentNumber: "国办发[2017]47号" };
    const [item] = found(metadata);
    expect(item).toMatchObject({ rule: "doc-number-bracket", block: "meta.documentNumber" });
    if (item === undefined) throw new Error("no finding");
    expect(applyToMetadata(metadata, item, item.suggestions[0] ?? "").documentNumber).toBe("国办发〔2017〕47号");
    expect(applyToMetadata(emptyMetadata, item, "x")).toBe(emptyMetadata);
  });
});

describe("a reprint (MC-16)", () => {
  const source = { name: "新华社", url: "http://www.news.cn/a", publishedOn: "2026-11-21" };

  it("without a source is blocked, with a full one it passes", () => {
    expect(found(reprint(null)).map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      "web-source-missing block",
    ]);
    expect(found(reprint({ ...source, name: " " })).map(({ severity }) => severity)).toEqual(["block"]);
    expect(found(reprint(source))).toEqual([]);
  });

  it("lacking date or dated tomorrow is an error, and the day decides which", () => {
    expect(found(reprint({ ...source, publishedOn: "" })).map(({ severity }) => severity)).toEqual(["error"]);
    expect(found(reprint({ ...source, publishedOn: "2026-11-23" }))[0]?.message).toContain("晚于今天");
  });
});

describe("the pack of a city profile", () => {
  it("decides what an outside link does and how numbers are masked, and is named in the report", () => {
    const profile = {
      ...base,
      id: "testcity",
      checks: { ...base.checks, outsideLink: "block" as const },
      privacy: { ...base.privacy, masks: { mobile: { keepStart: 0, keepEnd: 2 } } },
    };
    const content = contentOf(
      {
        title: "",
        blocks: [{ kind: "paragraph", id: "p", align: "left", runs: [plain("见www.example.com，电话13812345678。")] }],
      },
      emptyMetadata,
    );
    const report = proofread(content, { ...at, packs: packsFor(profile) });
    const inText = report.findings.filter(({ block }) => block === "p");
    expect(inText.map(({ severity }) => severity)).toEqual(["block", "block"]);
    expect(inText[1]?.suggestions[0]).toBe("*********78");
    expect(report.packs.at(-1)?.id).toBe("profile-testcity");
  });

  it("hashes by content: the same lexicon has the same hash whatever its name", () => {
    expect(packOf("a", "1", { allowed: ["甲"] }).hash).toBe(packOf("b", "2", { allowed: ["甲"] }).hash);
    expect(packOf("a", "1", { allowed: ["甲"] }).hash).not.toBe(packOf("a", "1", { allowed: ["乙"] }).hash);
  });

  it("lets 惩戒公示 show numbers and asks for a second look only (TN-13)", () => {
    const content = contentOf(
      { title: "电话13812345678", blocks: [] },
      { ...emptyMetadata, privacyExemption: "惩戒公示" },
    );
    expect(proofread(content, { ...at, packs: builtinPacks }).findings.map(({ severity }) => severity)).toEqual([
      "warning",
    ]);
  });
});
