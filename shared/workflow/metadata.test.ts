import { describe, expect, it } from "vitest";
import { emptyMetadata, type Metadata } from "../model/metadata";
import { metadataFaults, metadataWarnings, releaseFaults } from "./metadata";
import { profiles } from "./profiles/index";

const { base, luan } = profiles;

const complete: Metadata = {
  ...emptyMetadata,
  itemType: "news",
  columnId: "dtyw",
  category: "政府信息公开制度",
  disclosure: "主动公开",
  generatedOn: "2022-03-11",
  timeLimit: "常年公开",
  audience: "面向全社会",
  indexNumber: "000014349/2022-02058",
};
const codes = (metadata: Metadata) => metadataFaults(metadata, luan).map(({ field, code }) => `${code} ${field}`);

describe("metadata", () => {
  it("XY-0: complete metadata has no fault", () => {
    expect(codes(complete)).toEqual([]);
  });

  it("XY-0: each blank field of the six is E_META, spaces are blank, and the words name the field", () => {
    for (const field of ["category", "timeLimit", "audience", "indexNumber"] as const) {
      expect(codes({ ...complete, [field]: "  " })).toEqual([`E_META ${field}`]);
    }
    expect(metadataFaults({ ...complete, generatedOn: "" }, luan)).toEqual([
      { field: "generatedOn", code: "E_META", text: "请填写生成日期。" },
    ]);
  });

  it("NC-20: no 公开方式 is E_ATTR and counts once", () => {
    expect(codes({ ...complete, disclosure: "" })).toEqual(["E_ATTR disclosure"]);
  });

  it("TN-14: 不予公开 without its ground is E_ATTR, with it there is no fault", () => {
    expect(codes({ ...complete, disclosure: "不予公开" })).toEqual(["E_ATTR disclosureGround"]);
    expect(codes({ ...complete, disclosure: "不予公开", disclosureGround: "政府信息公开条例第十四条" })).toEqual([]);
  });

  it("NC-22: a reprint without source, or with a nameless one, is E_SOURCE; other types need none", () => {
    const reprint: Metadata = { ...complete, itemType: "reprint" };
    const source = { name: "中国政府网", url: "https://www.gov.cn/", publishedOn: "2022-03-10" };
    expect(codes(reprint)).toEqual(["E_SOURCE source"]);
    expect(codes({ ...reprint, source: { ...source, name: " " } })).toEqual(["E_SOURCE source"]);
    expect(codes({ ...reprint, source })).toEqual([]);
    const silent = { ...luan, checks: { ...luan.checks, sourceRequired: false } };
    expect(metadataFaults(reprint, silent)).toEqual([]);
  });

  it("XY-0: an index number off the pattern or of another year warns and never stops", () => {
    const city = { ...base, metadata: { ...base.metadata, indexPattern: "[0-9A-Z]{9}/\\d{4}-\\d{5}" } };
    expect(metadataWarnings(complete, city)).toEqual([]);
    expect(metadataWarnings({ ...complete, indexNumber: "x000014349/2022-02058" }, city)).toHaveLength(1);
    expect(metadataFaults({ ...complete, indexNumber: "x000014349/2022-02058" }, city)).toEqual([]);
    expect(metadataWarnings({ ...complete, generatedOn: "2025-03-11" }, city)).toHaveLength(1);
    expect(metadataWarnings({ ...complete, indexNumber: "任意" }, base)).toEqual([]);
  });

  it("NC-20: only 主动公开 may be released to the site", () => {
    expect(releaseFaults(complete)).toEqual([]);
    expect(releaseFaults({ ...complete, disclosure: "依申请公开" })[0]?.code).toBe("E_ATTR");
  });
});
