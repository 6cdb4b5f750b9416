import { describe, expect, it } from "vitest";
import { AppError } from "../failure";
import { assertFloors, floors } from "./floors";
import { type Profile, type Step, type StepId, profile as schema } from "./profile";
import { profiles } from "./profiles/index";

const { base, luan, tongnan } = profiles;

const withReview = (change: Partial<Profile["review"]>, from: Profile = base): Profile => ({
  ...from,
  review: { ...from.review, ...change },
});
const withStep = (id: StepId, change: Partial<Step>, from: Profile = base): Profile =>
  withReview({ steps: from.review.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) }, from);
const without = (id: StepId): Profile => withReview({ steps: base.review.steps.filter((step) => step.id !== id) });
const swapped = (a: StepId, b: StepId): Profile => {
  const find = (id: StepId) => base.review.steps.filter((step) => step.id === id);
  return withReview({
    steps: base.review.steps.flatMap((step) => (step.id === a ? find(b) : step.id === b ? find(a) : [step])),
  });
};

/** One or more loosened profiles for each floor, by the floor's name. */
const planted: readonly (readonly [floor: string, how: string, profile: Profile])[] = [
  ["三级审核齐全、依次进行", "drops 二审", without("review-2")],
  ["三级审核齐全、依次进行", "has 保密审查 in place of 终审", withReview({ steps: base.review.steps.slice(0, 3) })],
  ["三级审核齐全、依次进行", "puts 三审 before 二审", swapped("review-2", "review-3")],
  ["三级审核齐全、依次进行", "starts with 保密审查", swapped("review-1", "secrecy")],
  [
    "三级审核齐全、依次进行",
    "counts one review twice",
    withReview({ steps: [...luan.review.steps, ...luan.review.steps] }, luan),
  ],
  ["环节类别与编号一致", "calls 二审 a proof", withStep("review-2", { kind: "proof" })],
  ["三校齐全、在终审之后依次进行", "keeps two proofs", without("proof-2")],
  ["三校齐全、在终审之后依次进行", "swaps two proofs", swapped("proof-1", "proof-2")],
  ["三校齐全、在终审之后依次进行", "proofs before 保密审查", swapped("proof-1", "secrecy")],
  [
    "采编人不得办理二审、三审、保密审查、二校、三校",
    "lets the author give 二审",
    withStep("review-2", { authorMayAct: true }),
  ],
  [
    "采编人不得办理二审、三审、保密审查、二校、三校",
    "lets the author do 三校",
    withStep("proof-3", { authorMayAct: true }),
  ],
  [
    "采编人不得办理二审、三审、保密审查、二校、三校",
    "lets the author do 保密审查",
    withStep("secrecy", { authorMayAct: true }),
  ],
  ["三审由三人办理，三校由三人办理", "pairs two reviews", withReview({ samePersonPairs: [["review-1", "review-2"]] })],
  ["三审由三人办理，三校由三人办理", "pairs two proofs", withReview({ samePersonPairs: [["proof-2", "proof-3"]] })],
  ["闲置锁定不晚于十分钟", "locks after 11 minutes", { ...base, account: { ...base.account, idleLockMinutes: 11 } }],
  ["系统管理不承担内容岗位", "gives 系统管理 a review", withStep("review-2", { roles: ["审核员", "系统管理"] })],
  [
    "系统管理不承担内容岗位",
    "gives 系统管理员 the important items",
    withStep("review-3", { rolesByType: { important: ["系统管理员"] } }),
  ],
  ["系统管理不承担内容岗位", "lets 平台运维 publish", withReview({ publisherRoles: ["平台运维"] })],
  ["机器不得审批", "lets the engine approve", withStep("review-1", { roles: ["智能审核"] })],
  ["签审前须有机器校对", "asks for no machine pass at 一审", withStep("review-1", { machinePass: false })],
  ["保密审查不可缺", "has neither the step nor the gate", withReview({ gates: ["政治", "法律"] }, luan)],
  ["保密审查不可缺", "does not ask for the gates at 复审", withStep("review-2", { gates: false }, luan)],
  ["修改权只在二审或三审", "lets 三校 change the text", withStep("proof-3", { mayEdit: true })],
  ["修改权只在二审或三审", "makes 一审 an editing step", withStep("review-1", { mayEdit: true })],
  ["修改权只在二审或三审", "lets 保密审查 change the text", withStep("secrecy", { mayEdit: true })],
  ["只限政务外网接入", "opens the platform to the whole Internet", { ...base, extranet: ["10.0.0.0/8", "0.0.0.0/0"] }],
  ["只限政务外网接入", "opens it to all of IPv6", { ...base, extranet: ["::/0"] }],
  ["只限政务外网接入", "names no range at all", { ...base, extranet: ["anywhere"] }],
];

const refusalOf = (profile: Profile): unknown => {
  try {
    assertFloors(profile);
    return null;
  } catch (error) {
    return error;
  }
};

describe("assertFloors", () => {
  it.each(Object.values(profiles).map((profile) => [profile.id, profile] as const))(
    "the shipped profile %s keeps every floor",
    (_id, profile) => {
      expect(refusalOf(profile)).toBeNull();
    },
  );

  it.each(planted)("refuses under 底线 %s a profile that %s", (floor, _how, profile) => {
    expect(schema.safeParse(profile).success).toBe(true);
    const error = refusalOf(profile);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "E_PROFILE", detail: expect.stringContaining(floor) });
  });

  it("has a planted profile for every floor", () => {
    expect(new Set(planted.map(([floor]) => floor))).toEqual(new Set(floors.map((floor) => floor.name)));
  });

  it("lets a city tighten: TN-15's pairs may be dropped and more gates added", () => {
    const stricter = withReview({ samePersonPairs: [], gates: [...tongnan.review.gates, "无障碍"] }, tongnan);
    expect(refusalOf(stricter)).toBeNull();
  });
});
