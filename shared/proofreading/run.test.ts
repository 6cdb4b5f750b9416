import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentHash, contentOf } from "../model/content";
import type { Block, ManuscriptDocument } from "../model/manuscript";
import { emptyMetadata } from "../model/metadata";
import { documentFromText } from "../model/plain-text";
import { textBlocks } from "./blocks";
import { report } from "./finding";
import { applySafe, applySuggestion } from "./fix";
import { groupFindings } from "./group";
import { builtinPacks } from "./packs/index";
import type { TextBlock } from "./rule";
import { dayOf, inspect, proofread } from "./run";

const options = { today: "2026-11-22", at: "2026-11-22T01:00:00.000Z", packs: builtinPacks };

function contentFrom(text: string) {
  return contentOf(documentFromText(text).document, emptyMetadata);
}

function body(...lines: readonly string[]): TextBlock[] {
  return lines.map((text, index) => ({ id: `b${index + 1}`, role: "body", text }));
}

function check(blocks: readonly TextBlock[], packs = builtinPacks) {
  return inspect(blocks, { today: options.today, packs, metadata: null }).findings;
}

/** Pieces that rules react to, so that random texts are not merely random. */
const pieces = fc.constantFrom(
  ...'政府政府 的的 （ ） 《 》 “ ” ( ) " , ; 。。 国办发〔201747 国办发[2017]47号 2024年2月30日 （星期四） 25时 一、 三、 （二） 第三条 布署 帐号 强網 \u200b ⼈ 13812345678 110105194912310021 www.example.com http：// XXX 机密★1年 截止2024年 约三百人左右 … 内部资料 不得外传'.split(
    " ",
  ),
);
const plain = fc.constantFrom("各单位要落实责任", "市政府办公室", "网站", "，", "。", "\n", "2024年5月1日", "abc");
const texts = fc.array(fc.oneof(pieces, plain), { maxLength: 40 }).map((parts) => parts.join(""));

describe("proofread", () => {
  it("gives a report bound to the content hash that its schema accepts, the same every time", () => {
    const content = contentFrom("关于某事的通知\n一、总体要求\n请各单位认真贯彻贯彻落实。\n（一）略\n（三）略");
    const first = proofread(content, options);
    expect(report.parse(first)).toEqual(first);
    expect(first).toMatchObject({ status: "complete", reason: "", contentHash: contentHash(content) });
    expect(proofread(content, { ...options, packs: [...builtinPacks] })).toEqual(first);
    expect(first.findings.map(({ rule }) => rule)).toEqual(["rep-word", "rep-seq-number"]);
  });

  it("never throws and always slices to the text it reports, on texts full of faults", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const content = contentFrom(text);
        const byId = new Map(textBlocks(content).map((block) => [block.id, block.text]));
        for (const item of proofread(content, options).findings) {
          expect(byId.get(item.block)?.slice(item.start, item.end)).toBe(item.text);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("never throws on any Unicode at all, lone surrogates included", () => {
    const units = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 300 });
    fc.assert(
      fc.property(units, (text) => {
        const result = proofread(contentFrom(text), options);
        expect(result.status).toBe(text.isWellFormed() ? "complete" : "partial");
        expect(result.reason === "").toBe(text.isWellFormed());
      }),
      { numRuns: 200 },
    );
  });

  it("says partial with a reason when a text is too long or the time is up, never nothing", () => {
    const long = contentOf(
      {
        title: "",
        blocks: Array.from(
          { length: 11 },
          (_, i): Block => ({
            kind: "paragraph",
            id: `p${i}`,
            align: "left",
            runs: [{ text: `的的，${"文".repeat(199_000)}`, marks: [], link: null }],
          }),
        ),
      },
      emptyMetadata,
    );
    const cut = proofread(long, options);
    expect(cut.status).toBe("partial");
    expect(cut.reason).toContain("上限");
    expect(cut.findings.length).toBeGreaterThanOrEqual(10);
    let clock = 0;
    const lines = ["通知", ...Array.from({ length: 20 }, (_, i) => `第${i}段的台帐。`)].join("\n");
    const late = proofread(contentFrom(lines), {
      ...options,
      deadline: { now: () => (clock += 10), milliseconds: 75 },
    });
    expect(late.status).toBe("partial");
    expect(late.reason).toMatch(/校对超时，全文\d+段中有1\d段未检查（从“第6段的台帐。”起），需要前后对照的检查未进行/);
    expect(late.findings.map(({ text }) => text)).toContain("台帐");
    expect(late.findings.length).toBeLessThan(proofread(contentFrom(lines), options).findings.length);
  });

  it("takes the day of a report from its instant, in Chinese time", () => {
    expect(dayOf("2026-11-21T16:00:00.000Z")).toBe("2026-11-22");
    expect(dayOf("2026-11-21T15:59:59.999Z")).toBe("2026-11-21");
  });
});

describe("the sentences of Appendix A", () => {
  it("A-1: finds 政府政府, and nothing else in the sentence", () => {
    expect(
      check(body("由属地政府政府门户网站域名持有者单位评估支撑，并对域名的管理负责。")).map(({ text }) => text),
    ).toEqual(["政府政府"]);
  });
  it("A-2: leaves 规定规定的 alone", () => {
    expect(check(body("法律、法规、规章和国家有关规定规定的应当主动公开的其他政府信息。"))).toEqual([]);
  });
  it("A-3: pairs titles over two lines and a quotation cut by a line break", () => {
    expect(
      check(body("关于印发《某市政府网站集约化平台", "管理办法》的通知", "管理遵循“谁认证、谁", "使用”原则。")),
    ).toEqual([]);
  });
  it("A-8: names of prohibited things raise no block", () => {
    const findings = check(
      body(
        "严格执行“上网信息不涉密、涉密信息不上网”要求，不得泄露国家秘密、商业秘密。",
        "严禁发布反动、色情信息和商业广告，地图、国徽使用须合规。",
      ),
    );
    expect(findings.filter(({ severity }) => severity === "block")).toEqual([]);
  });
  it("A-9: a hotline and an index number are nobody's number", () => {
    const privacy = check(body("市长热线:0564-12345", "信息索取号:000014349/2022-02058")).filter(
      ({ category }) => category === "privacy",
    );
    expect(privacy).toEqual([]);
  });
  it("A-10: reports broken document numbers and no correct one", () => {
    const rules = (text: string) => check(body(text)).filter(({ rule }) => rule.startsWith("doc-number-")).length;
    expect(rules("（国办发〔201747、《方案》（国办函〔201871和（皖政办秘 2020120 精神")).toBe(3);
    expect(rules("（国办发〔2017〕47号）、（国办函〔2018〕71号）、（川府公开办函〔2021〕51号）")).toBe(0);
  });
});

describe("fixes", () => {
  it("remove their finding and change nothing when applied again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = documentFromText(text).document;
        const before = proofread(contentOf(document, emptyMetadata), options).findings;
        for (const item of before.filter(({ fix }) => fix === "safe").slice(0, 3)) {
          const fixed = applySuggestion(document, item, item.suggestions[0] ?? "");
          expect(fixed).not.toBe(document);
          expect(applySuggestion(fixed, item, item.suggestions[0] ?? "")).toBe(fixed);
          const after = proofread(contentOf(fixed, emptyMetadata), options).findings;
          expect(after.filter((other) => same(other, item)).length).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("come to rest when all safe ones are applied again and again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        let document = documentFromText(text).document;
        for (let round = 0; round < 6; round += 1) {
          const safe = proofread(contentOf(document, emptyMetadata), options).findings.filter(isSafe);
          if (safe.length === 0) return;
          const next = applySafe(document, safe);
          expect(next).not.toEqual(document);
          document = next;
        }
        expect(proofread(contentOf(document, emptyMetadata), options).findings.filter(isSafe)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("take the commas out of a list of titles and touch no title", () => {
    const document = documentFromText("关于修订的通知\n修订《章程》、《细则》、《指南》。").document;
    const item = proofread(contentOf(document, emptyMetadata), options).findings.find(
      ({ rule }) => rule === "punct-dun-between-books",
    );
    if (item === undefined) throw new Error("the commas are missed");
    expect(item).toMatchObject({ text: "、《细则》、", fix: "safe" });
    expect(applySuggestion(document, item, item.suggestions[0] ?? "")).toMatchObject({
      blocks: [{ runs: [{ text: "修订《章程》《细则》《指南》。" }] }],
    });
  });

  it("that add something at the end are not made twice", () => {
    const document = documentFromText("关于检查的通知\n各县人民政府，市政府各部门").document;
    const item = proofread(contentOf(document, emptyMetadata), options).findings.find(
      ({ rule }) => rule === "doc-zhuansong-colon",
    );
    if (item === undefined) throw new Error("the colon is missed");
    const fixed = applySuggestion(document, item, "市政府各部门：");
    expect(fixed).not.toBe(document);
    expect(applySuggestion(fixed, item, "市政府各部门：")).toBe(fixed);
  });

  const styled: ManuscriptDocument = {
    title: "关于布署工作的通知",
    blocks: [
      {
        kind: "paragraph",
        id: "p",
        align: "left",
        runs: [
          { text: "要全面布", marks: ["bold"], link: null },
          { text: "署", marks: [], link: "https://www.gov.cn/" },
          { text: "网站(试行)工作", marks: ["italic"], link: null },
        ],
      },
      {
        kind: "list",
        id: "l",
        ordered: true,
        items: [{ id: "l1", depth: 0, runs: [{ text: "按装设备", marks: [], link: null }] }],
      },
      {
        kind: "table",
        id: "t",
        rows: [
          {
            cells: [
              { id: "c1", header: false, colSpan: 1, rowSpan: 1, runs: [{ text: "帐号", marks: [], link: null }] },
            ],
          },
        ],
      },
    ],
  };

  it("keep marks and links, in title, paragraph, list item and cell", () => {
    const findings = proofread(contentOf(styled, emptyMetadata), options).findings;
    const fixed = findings.reduce((sum, item) => applySuggestion(sum, item, item.suggestions[0] ?? item.text), styled);
    expect(fixed.title).toBe("关于部署工作的通知");
    expect(fixed.blocks[0]).toMatchObject({
      runs: [
        { text: "要全面部", marks: ["bold"] },
        { text: "署", link: "https://www.gov.cn/" },
        { text: "网站（试行）工作", marks: ["italic"] },
      ],
    });
    expect(fixed.blocks[1]).toMatchObject({ items: [{ runs: [{ text: "安装设备" }] }] });
    expect(fixed.blocks[2]).toMatchObject({ rows: [{ cells: [{ runs: [{ text: "账号" }] }] }] });
  });

  it("R9: a bracket fix changes both marks or neither", () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const item of check(body(...text.split("\n"))).filter(({ rule }) => rule === "punct-halfwidth-paren")) {
          const to = item.suggestions[0];
          if (to === undefined) continue;
          expect(["（）", "“”"]).toContain(`${to.at(0)}${to.at(-1)}`);
          expect(to.slice(1, -1)).toBe(item.text.slice(1, -1));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("groupFindings", () => {
  it("collapses hundreds of identical findings into one group each, in order of severity", () => {
    const line = "各县(市、区)人民政府要落实责任,按时报送;并做好县(区)工作,机密★1年。";
    const findings = check(body(...Array.from({ length: 100 }, (_, i) => `${line}${i}`)));
    const groups = groupFindings(findings);
    expect(findings.length).toBeGreaterThan(500);
    expect(groups.map(({ lead }) => lead.severity)).toEqual(["block", "error", "error", "warning", "warning"]);
    expect(groups.flatMap((group) => group.findings)).toHaveLength(findings.length);
  });
});

const isSafe = ({ fix }: { readonly fix: string }): boolean => fix === "safe";

function same(a: { rule: string; block: string; start: number; text: string }, b: typeof a): boolean {
  return a.rule === b.rule && a.block === b.block && a.start === b.start && a.text === b.text;
}
