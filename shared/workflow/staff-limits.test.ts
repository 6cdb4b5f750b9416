/** RP-6: what people who are not 在职在编 may hold, and what must be on record of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractRecord } from "../model/staff";
import { profiles } from "./profiles/index";
import { contractFaults, staffLimit } from "./staff-limits";

const today = "2026-11-22";
const whole: ContractRecord = {
  firm: "演示科技公司",
  number: "HT-1",
  from: "2026-01-01",
  until: "2027-01-01",
  duties: "信息发布",
  confidentialityOn: "2026-01-01",
  authorisationOn: "2026-01-01",
  secrecyTrainingOn: "2026-01-01",
  qualification: "新闻许可 9",
  qualificationUntil: "2028-01-01",
};
const profile = profiles.luan;
const faults = (
  more: Partial<ContractRecord>,
  roles: readonly string[] = ["编辑员"],
  kind: "hired" | "contractor" = "contractor",
) => contractFaults({ ...whole, ...more }, { kind, roles, profile, today });

describe("RP-6: limits on who is not 在职在编", () => {
  it("NC-33: none of them manages or audits the platform, whatever else they hold", () => {
    const roles = fc.subarray(["编辑员", "审核员", "发布员"]);
    const manager = fc.constantFrom("系统管理", "平台运维", "审计");
    fc.assert(
      fc.property(roles, manager, fc.constantFrom("hired" as const, "contractor" as const), (held, own, kind) => {
        expect(staffLimit({ kind, roles: [...held, own], profile })?.code).toBe("E_PERM");
        expect(staffLimit({ kind: "permanent", roles: [...held, own], profile })).toBeNull();
      }),
    );
  });

  it("LAM-5, LAM-32.2: drafting, reviewing and publishing are never all on one account of theirs; any two may be", () => {
    for (const each of Object.values(profiles)) {
      const [first, second] = each.review.steps;
      const [publisher] = each.review.publisherRoles;
      if (first === undefined || second === undefined || publisher === undefined) throw new Error("no steps");
      const all = [first.roles[0] ?? "", second.roles[0] ?? "", publisher];
      expect(staffLimit({ kind: "contractor", roles: all, profile: each })?.code, each.id).toBe("E_SOD");
      expect(staffLimit({ kind: "permanent", roles: all, profile: each }), each.id).toBeNull();
    }
    for (const two of [
      ["编辑员", "审核员"],
      ["编辑员", "发布员"],
      ["审核员", "发布员"],
    ])
      expect(staffLimit({ kind: "contractor", roles: two, profile }), two.join()).toBeNull();
  });
});

describe("RP-6: the record of a contract", () => {
  it("NC-33, TN-6, TN-37: names what is missing, each by its own words", () => {
    expect(faults({})).toEqual([]);
    const gaps: readonly [Partial<ContractRecord>, string][] = [
      [{ firm: "" }, "外包单位"],
      [{ number: "" }, "合同编号"],
      [{ from: null }, "合同起始日"],
      [{ until: null }, "合同到期日"],
      [{ until: today }, "合同到期日须晚于今天"],
      [{ from: "2027-02-01" }, "合同到期日须晚于起始日"],
      [{ duties: "" }, "承担事项"],
      [{ confidentialityOn: null }, "保密协议签订日期"],
      [{ confidentialityOn: "2026-11-23" }, "保密协议签订日期"],
      [{ authorisationOn: null }, "授权管理书签订日期"],
      [{ secrecyTrainingOn: null }, "保密培训日期"],
    ];
    for (const [more, words] of gaps) expect(faults(more), words).toEqual([words]);
  });

  it("LA-45: a contractor who publishes needs a proof of qualification that is still good; 聘用 have no firm", () => {
    expect(faults({ qualification: "" }, ["发布员"])).toEqual(["发布岗位须有资质证明"]);
    expect(faults({ qualificationUntil: today }, ["发布员"])).toEqual(["资质证明须在有效期内"]);
    expect(faults({ qualification: "", qualificationUntil: null }, ["编辑员"])).toEqual([]);
    expect(faults({ firm: "", qualification: "", qualificationUntil: null }, ["发布员"], "hired")).toEqual([]);
  });
});
