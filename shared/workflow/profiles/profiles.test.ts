import { describe, expect, it } from "vitest";
import { metadataLabels } from "../../model/metadata";
import { profile as schema } from "../profile";
import { profiles } from "./index";

/** Parts of a profile that name the city itself and need no clause. */
const naming = ["id", "version", "name", "siteName", "sources"];

/** Dotted names of every value: arrays count as one value. */
function parameters(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => parameters(member, path === "" ? name : `${path}.${name}`));
}

describe.each(Object.entries(profiles))("profile %s", (id, profile) => {
  it("is what its id says and fits the schema", () => {
    expect(profile.id).toBe(id);
    expect(schema.parse(profile)).toEqual(profile);
  });

  it("names the clause of every value, and nothing that is not there (3.4)", () => {
    const named = Object.keys(profile.sources);
    const all = parameters(profile, "").filter((path) => !naming.includes(path.split(".")[0] ?? ""));
    const covers = (path: string) => named.some((source) => path === source || path.startsWith(`${source}.`));
    expect(all.filter((path) => !covers(path))).toEqual([]);
    const present = (source: string) => all.some((path) => path === source || path.startsWith(`${source}.`));
    expect(named.filter((source) => !present(source))).toEqual([]);
    for (const clause of Object.values(profile.sources)) {
      expect(clause).toMatch(/^(基准值无文件|(基准 )?((NC|LA|LAM|NY|TN|XY|C)-\d+(\.\d+)?[a-f]?)(, .+)?)$/u);
    }
  });

  it("gives every step, check and refusal its clause, and no check twice in a step", () => {
    for (const step of profile.review.steps) {
      const ids = step.checklist.map((line) => line.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThan(0);
      for (const clause of [step.clause, ...step.checklist.map((line) => line.clause)]) {
        expect(clause).toMatch(/(NC|LA|LAM|NY|TN|XY)-\d+/u);
      }
    }
    expect(profile.review.refusals.every((refusal) => refusal.clause.startsWith("TN-16."))).toBe(true);
  });

  it("requires only metadata fields that exist", () => {
    expect(profile.metadata.required.filter((field) => !Object.keys(metadataLabels).includes(field))).toEqual([]);
  });
});

describe("what the regulations set", () => {
  it("W1: 六安 has three levels, five gates and no proofs; 潼南 has 三审, 保密审查, 三校 and six gates", () => {
    expect(profiles.luan.review.steps.map((step) => step.name)).toEqual(["初审", "复审", "终审"]);
    expect(profiles.luan.review.gates).toEqual(["政治", "法律", "政策", "保密", "舆情"]);
    expect(profiles.tongnan.review.steps.map((step) => step.name)).toEqual([
      "一审",
      "二审",
      "保密审查",
      "三审",
      "一校",
      "二校",
      "三校",
    ]);
    expect(profiles.tongnan.review.gates).toEqual(["政治", "法律", "政策", "保密", "文字", "舆情"]);
  });

  it("TN-16: 潼南 refuses for six reasons", () => {
    expect(profiles.tongnan.review.refusals.map((refusal) => refusal.code)).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  it("TN-36, LAM-32.1: passwords turn over after two months in 潼南 and three in 六安", () => {
    expect(profiles.tongnan.password).toEqual({ minLength: 8, classes: 2, rotationMonths: 2 });
    expect(profiles.luan.password).toEqual({ minLength: 8, classes: 2, rotationMonths: 3 });
  });

  it("NC-18, C-8: in 南充 the 审核发布人员 corrects at the last review and publishes, 二审 does not edit", () => {
    const editing = profiles.nanchong.review.steps.filter((step) => step.mayEdit);
    expect(editing.map((step) => [step.id, step.roles.includes("审核发布人员")])).toEqual([["review-3", true]]);
    expect(profiles.nanchong.review.publisherRoles).toEqual(["审核发布人员"]);
  });

  it("NY-15: in 南阳 保密 is a gate and no step, XY-0: 浔阳 has a pattern for the index number", () => {
    expect(profiles.nanyang.review.steps.some((step) => step.kind === "secrecy")).toBe(false);
    expect(profiles.nanyang.review.gates).toEqual(["政治", "法律", "政策", "保密", "文字"]);
    expect(new RegExp(`^${profiles.xunyang.metadata.indexPattern}$`, "u").test("000014349/2022-02058")).toBe(true);
  });
});
