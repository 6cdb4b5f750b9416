/** RP-5, NC-5, XY-7, NY-26: who answers for an item follows from what was recorded, and from nothing else. */
import { describe, expect, it } from "vitest";
import type { Actor } from "../model/person";
import type { Action, History } from "./history";
import { profiles } from "./profiles/index";
import { responsibilityOf, responsibilityRows } from "./responsibility";

const profile = profiles.luan;
const digest = (sign: string) => `sha-256:${sign.repeat(64)}`;
const person = (name: string, role: string): Actor => ({
  ...{ accountId: `a-${name}`, personId: `p-${name}`, name, roles: [role] },
});
const edit = (hash: string, parent: string | null, revision: number): Action => ({
  ...{ kind: "edit", contentHash: digest(hash), parent, revision, itemType: "notice", important: false },
});
const sign = (step: "review-1" | "review-2" | "review-3", hash: string, role: string): Action => ({
  ...{ kind: "sign", contentHash: digest(hash), step, role, layoutHash: null, ledgerHash: digest("e") },
  ...{ statementHash: digest(step.slice(-1)), gates: [], checks: [], note: "" },
});
const release = (kind: "ingest" | "publish", hash: string): Action => ({
  kind,
  contentHash: digest(hash),
  repoId: "r1",
});

const story: readonly (readonly [string, string, Action])[] = [
  ["王录入", "编辑员", edit("a", null, 1)],
  ["王录入", "编辑员", sign("review-1", "a", "编辑员")],
  ["孙复审", "审核员", sign("review-2", "a", "审核员")],
  ["吴终审", "相关负责人", sign("review-3", "a", "相关负责人")],
  ["郑发布", "发布员", release("ingest", "a")],
  ["郑发布", "发布员", release("publish", "a")],
];
const historyOf = (steps: typeof story): History =>
  steps.map(([name, role, action], seq) => ({
    ...{ seq, at: `2026-11-20T02:0${seq}:00.000Z`, actor: person(name, role), action },
  }));
const of = (steps: typeof story) =>
  responsibilityOf({ history: historyOf(steps), profile, writer: "李采编", unit: "市政府办公室" });

describe("RP-5: the responsibility stamp", () => {
  it("names unit, 采编人 of the content, 录入人 of the session, each reviewer with the signed paper, 签发人 and 发布人", () => {
    const stamp = of(story);
    expect(responsibilityRows(stamp).map(({ value }) => value)).toEqual([
      "市政府办公室",
      "李采编",
      "王录入",
      "初审 王录入；复审 孙复审；终审 吴终审",
      "吴终审",
      "郑发布",
    ]);
    expect(stamp.reviewers.map(({ statementHash }) => statementHash)).toEqual([digest("1"), digest("2"), digest("3")]);
  });

  it("grows with the review: nobody has signed off before the last review, nobody published before the publication", () => {
    expect(of(story.slice(0, 1))).toMatchObject({
      enteredBy: "王录入",
      reviewers: [],
      signedOffBy: "",
      publishedBy: "",
    });
    expect(of(story.slice(0, 3))).toMatchObject({ signedOffBy: "", publishedBy: "" });
    expect(of(story.slice(0, 4))).toMatchObject({ signedOffBy: "吴终审", publishedBy: "" });
  });

  it("is of the current content: a change after publication leaves neither reviewers nor publisher of the old one", () => {
    const changed = of([...story, ["王录入", "编辑员", edit("b", digest("a"), 2)]]);
    expect(changed).toMatchObject({ enteredBy: "王录入", reviewers: [], signedOffBy: "", publishedBy: "" });
  });
});
