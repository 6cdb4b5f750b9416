/**
 * The hard floors 硬性底线 of requirements §3.2: no city profile may loosen them, however well it is signed.
 * Floors without a knob in the profile (repository first, hash equality, CA with SMS) live in decide and the platform.
 */
import { AppError } from "../failure";
import { MOST_IDLE_MINUTES } from "../model/idle";
import { systemRoles } from "./duty";
import type { Profile, Step, StepId } from "./profile";

interface Floor {
  readonly name: string;
  /** What the profile does wrong, or null. */
  readonly fault: (profile: Profile) => string | null;
}

const reviews: readonly StepId[] = ["review-1", "review-2", "review-3"];
const proofs: readonly StepId[] = ["proof-1", "proof-2", "proof-3"];
/** Steps at which a profile may let the author act (C-9). */
const selfSteps: readonly StepId[] = ["review-1", "proof-1"];
/** Steps whose reviewer may be allowed to edit: text before 一审 makes an author, text after 三审 voids it. */
const editSteps: readonly StepId[] = ["review-2", "review-3"];

const find = (profile: Profile, wrong: (step: Step) => boolean, say: string): string | null => {
  const step = profile.review.steps.find(wrong);
  return step === undefined ? null : `${step.name}${say}`;
};

const idsOf = (profile: Profile, among: readonly StepId[]): readonly StepId[] =>
  profile.review.steps.map((step) => step.id).filter((id) => among.includes(id));

const same = (a: readonly string[], b: readonly string[]): boolean => a.join(" ") === b.join(" ");

export const floors: readonly Floor[] = [
  {
    name: "三级审核齐全、依次进行",
    fault: (profile) =>
      same(idsOf(profile, reviews), reviews) && profile.review.steps[0]?.id === "review-1"
        ? null
        : "审核级次缺失或颠倒",
  },
  {
    name: "环节类别与编号一致",
    fault: (profile) => find(profile, (step) => !step.id.startsWith(step.kind), "的类别与编号不符"),
  },
  {
    name: "三校齐全、在终审之后依次进行",
    fault: (profile) => {
      const found = idsOf(profile, proofs);
      const tail = profile.review.steps.slice(-proofs.length).map((step) => step.id);
      return found.length === 0 || (same(tail, proofs) && found.length === proofs.length)
        ? null
        : "校次缺失、颠倒或早于终审";
    },
  },
  {
    name: "采编人不得办理二审、三审、保密审查、二校、三校",
    fault: (profile) =>
      find(profile, (step) => step.authorMayAct && !selfSteps.includes(step.id), "允许采编人本人办理"),
  },
  {
    name: "三审由三人办理，三校由三人办理",
    fault: (profile) =>
      profile.review.samePersonPairs.every((pair) => isReviewWithProof(pair))
        ? null
        : "同人配对只能是一个审次与一个校次",
  },
  {
    name: "系统管理不承担内容岗位",
    fault: (profile) => contentRoles(profile).find((role) => systemRoles.includes(role)) ?? null,
  },
  {
    name: "机器不得审批",
    fault: (profile) => contentRoles(profile).find((role) => /机器|智能|自动/u.test(role)) ?? null,
  },
  {
    name: "签审前须有机器校对",
    fault: (profile) =>
      profile.review.steps.find((step) => step.id === "review-1")?.machinePass === true
        ? null
        : "首个审次不要求机器校对",
  },
  {
    name: "保密审查不可缺",
    fault: (profile) =>
      profile.review.steps.some((step) => step.kind === "secrecy") || secrecyGateAtEveryReview(profile)
        ? null
        : "既无保密审查环节，也未在各审次设保密关",
  },
  {
    name: "修改权只在二审或三审",
    fault: (profile) => find(profile, (step) => step.mayEdit && !editSteps.includes(step.id), "不得直接修改稿件"),
  },
  {
    name: "闲置锁定不晚于十分钟",
    fault: ({ account }) =>
      account.idleLockMinutes > MOST_IDLE_MINUTES ? `定为 ${account.idleLockMinutes} 分钟` : null,
  },
  {
    name: "只限政务外网接入",
    fault: (profile) => profile.extranet.find((range) => !isNarrow(range)) ?? null,
  },
];

/** @throws AppError E_PROFILE naming the floor that the profile would loosen. */
export function assertFloors(profile: Profile): void {
  for (const floor of floors) {
    const fault = floor.fault(profile);
    if (fault !== null) throw new AppError("E_PROFILE", `违反底线“${floor.name}”：${fault}`);
  }
}

function isReviewWithProof([a, b]: readonly [StepId, StepId]): boolean {
  return (reviews.includes(a) && proofs.includes(b)) || (proofs.includes(a) && reviews.includes(b));
}

function contentRoles(profile: Profile): readonly string[] {
  const { steps, publisherRoles } = profile.review;
  return [...publisherRoles, ...steps.flatMap((step) => [...step.roles, ...Object.values(step.rolesByType).flat()])];
}

function secrecyGateAtEveryReview(profile: Profile): boolean {
  const { gates, steps } = profile.review;
  return gates.includes("保密") && steps.every((step) => step.kind !== "review" || step.gates);
}

/** A range that is no extranet but the whole Internet, or nearly, is refused: IPv4 /8 and IPv6 /16 are the widest. */
function isNarrow(range: string): boolean {
  const [, address, length] = /^([0-9.]+|[0-9a-f:]+)\/(\d{1,3})$/iu.exec(range) ?? [];
  if (address === undefined || length === undefined) return false;
  return Number(length) >= (address.includes(":") ? 16 : 8);
}
