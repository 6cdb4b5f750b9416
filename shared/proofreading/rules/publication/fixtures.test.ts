import { describe, expect, it } from "vitest";
import { digestOf } from "../../../digest";
import { contentOf } from "../../../model/content";
import type { Block, Cell } from "../../../model/manuscript";
import { emptyMetadata, type Metadata } from "../../../model/metadata";
import { documentFromText } from "../../../model/plain-text";
import { profiles } from "../../../workflow/profiles/index";
import { builtinPacks } from "../../packs/index";
import { packsFor } from "../../packs/profile-pack";
import { proofread } from "../../run";
import { workingDayAfter } from "../../working-days";

const at = { today: "2026-11-22", at: "2026-11-22T01:00:00.000Z" };

function rulesOf(text: string, metadata: Metadata = emptyMetadata, packs = builtinPacks) {
  const { findings } = proofread(contentOf(documentFromText(text).document, metadata), { ...at, packs });
  return findings.map(({ rule, severity, text: found }) => ({ rule, severity, found }));
}

const complete: Metadata = {
  ...emptyMetadata,
  columnId: "news",
  category: "通知公告",
  disclosure: "主动公开",
  generatedOn: "2026-11-20",
  timeLimit: "常年公开",
  audience: "面向社会",
  indexNumber: "000014349/2026-02058",
};

describe("the fixtures of the seed texts, in words of our own", () => {
  it("A-5: page furniture and bookmarks are named as left over, the words of an article are not", () => {
    const page =
      "浏览次数：36 字号: 大 中 小\n[bookmark: _GoBack]关于开放公园的通知\n我要纠错\n扫一扫在手机打开当前页\n相关推荐：\n信息来源：市政府办";
    expect(rulesOf(page).filter(({ rule }) => rule === "web-leftover").length).toBeGreaterThanOrEqual(5);
    expect(rulesOf("网站应当设置纠错入口，统计浏览次数，提供打印和收藏功能。")).toEqual([]);
  });

  it("A-7: the year of 索取号 against 生成日期 warns and does not block", () => {
    const metadata = { ...complete, indexNumber: "000014349/2022-02058", generatedOn: "2026-11-20" };
    const found = rulesOf("", metadata, [...packsFor(profiles.xunyang)]);
    expect(found).toEqual([{ rule: "metadata-index", severity: "warning", found: "000014349/2022-02058" }]);
  });

  it("A-9: a hotline and an index number raise nothing", () => {
    expect(
      rulesOf("便民热线:0564-12345，索取号000014349/2022-02058").filter(({ severity }) => severity === "block"),
    ).toEqual([]);
  });

  it("A-10: document numbers that lost their brackets are found one by one, whole ones never", () => {
    const broken = "依据（国办发〔201747）、（皖政办秘 2020120）和六政办秘〔2021148号三份文件";
    expect(rulesOf(broken).filter(({ rule }) => rule === "doc-number-broken")).toHaveLength(3);
    const whole = "依据（国办发〔2017〕47号）、（皖政办秘〔2020〕120号）和六政办秘〔2021〕148号三份文件";
    expect(rulesOf(whole)).toEqual([]);
  });
});

describe("the metadata panel", () => {
  const packs = packsFor(profiles.xunyang);
  const metaRules = (metadata: Metadata) => rulesOf("", metadata, [...packs]).map(({ rule }) => rule);

  it("MC-30: every field the city requires is missed on its own, and a complete panel is quiet", () => {
    expect(metaRules(complete)).toEqual([]);
    for (const field of ["category", "timeLimit", "audience", "indexNumber", "columnId", "generatedOn"] as const)
      expect(metaRules({ ...complete, [field]: "" })).toContain("metadata-required");
  });

  it("MC-29: 不予公开 blocks, and without the city's demands nothing is judged", () => {
    expect(rulesOf("", { ...complete, disclosure: "不予公开" }, [...packs])).toContainEqual(
      expect.objectContaining({ rule: "disclosure-attribute", severity: "block" }),
    );
    expect(rulesOf("", emptyMetadata)).toEqual([]);
  });

  it("MC-31: working day 20 is in time, day 21 is not; a calendar moves both", () => {
    expect(workingDayAfter("2026-10-23", 20)).toBe("2026-11-20");
    expect(workingDayAfter("2026-09-25", 5)).toBe("2026-10-02");
    const golden = {
      off: ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"],
      worked: ["2026-10-10"],
    };
    expect(workingDayAfter("2026-09-25", 5, golden)).toBe("2026-10-09");
    expect(workingDayAfter("2026-09-25", 6, golden)).toBe("2026-10-10");
  });
});

describe("structure (MC-11, MC-33, MC-36, MC-43)", () => {
  const runs = (text: string) => [{ text, marks: [], link: null }];
  const file = (name: string, size = 50_000) => ({
    hash: digestOf(new Uint8Array([name.length])),
    name,
    mime: "image/png",
    size,
  });
  const image = (name: string, alt: string, caption = ""): Block => ({
    kind: "image",
    id: "i",
    file: file(name),
    alt,
    decorative: false,
    caption,
  });
  const find = (...blocks: Block[]) =>
    proofread(contentOf({ title: "", blocks }, emptyMetadata), { ...at, packs: builtinPacks }).findings.map(
      ({ rule, block, severity }) => `${severity} ${rule} ${block}`,
    );

  it("a picture without replacement text is found at its place, a described one is not", () => {
    expect(find(image("会场.png", ""))).toEqual(["warning image-alt-missing i.alt"]);
    expect(find(image("会场.png", "会场全景"))).toEqual([]);
  });

  it("a picture named as a map blocks until its number stands in the caption", () => {
    expect(find(image("某县地图.png", "某县示意"))).toEqual(["block web-map-no-approval i.alt"]);
    expect(find(image("某县地图.png", "某县示意", "审图号：川S（2024）012号"))).toEqual([]);
  });

  it("a table of plain cells lacks a header, one header cell is enough", () => {
    const cell = (id: string, header: boolean): Cell => ({ id, header, colSpan: 1, rowSpan: 1, runs: runs("内容") });
    const table = (header: boolean): Block => ({
      kind: "table",
      id: "t",
      rows: [0, 1, 2].map((row) => ({ cells: [cell(`a${row}`, header && row === 0), cell(`b${row}`, false)] })),
    });
    expect(find(table(false))).toEqual(["hint table-header-missing a0"]);
    expect(find(table(true))).toEqual([]);
  });

  it("a note of two attachments with one file is counted", () => {
    const paragraph = (id: string, text: string): Block => ({ kind: "paragraph", id, align: "left", runs: runs(text) });
    const note = [paragraph("p1", "附件：1.名额表"), paragraph("p2", "2.报名表")];
    const attach = (id: string): Block => ({ kind: "attachment", id, file: file(`${id}.xlsx`) });
    expect(find(...note, attach("f1"))).toEqual(["warning attachment-count p1"]);
    expect(find(...note, attach("f1"), attach("f2"))).toEqual([]);
  });
});
