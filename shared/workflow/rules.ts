/** The rules of the workflow as one ordered table. The first that refuses gives the answer. */
import type { Actor } from "../model/person";
import { type Course, stepOf } from "./course";
import { type Refusal, refuse } from "./decision";
import { authorDuty, correctionDuty, type Duty, pairDuty, proofDuty, reviewDuty, roleDuty, systemDuty } from "./duty";
import { editingRefusal, loweringRefusal } from "./editing";
import {
  answerGate,
  blockGate,
  checklist,
  findingGate,
  gateList,
  ignoredBlockGate,
  layoutGate,
  machineGate,
  noteGate,
  type Signing,
} from "./gates";
import type { Action, ActionKind } from "./history";
import type { Profile } from "./profile";
import { releaseAuthor, releaseRole, releaseStage } from "./release";
import { takedownRole, takedownStage } from "./takedown";

export interface Matter {
  readonly actor: Actor;
  readonly course: Course;
  readonly profile: Profile;
}

export interface Rule {
  readonly name: string;
  readonly find: (action: Action, matter: Matter) => Refusal | null;
}

type Of<K extends ActionKind> = Extract<Action, { kind: K }>;

/** A rule for some kinds of action. */
export function rule<K extends ActionKind>(
  name: string,
  kinds: readonly K[],
  find: (action: Of<K>, matter: Matter) => Refusal | null,
): Rule {
  const wanted: ReadonlySet<ActionKind> = new Set(kinds);
  const concerns = (action: Action): action is Of<K> => wanted.has(action.kind);
  return { name, find: (action, matter) => (concerns(action) ? find(action, matter) : null) };
}

/** A rule about the person at the step the action names. */
export function duty(name: string, find: (duty: Duty) => Refusal | null): Rule {
  return rule(name, ["sign", "return"], (action, { actor, course, profile }) => {
    const step = stepOf(profile, action.step);
    return step === null ? null : find({ actor, step, course, profile });
  });
}

/** A rule about what a signature carries. */
export function signing(name: string, find: (signing: Signing) => Refusal | null): Rule {
  return rule(name, ["sign"], (action, { actor, course, profile }) => {
    const step = stepOf(profile, action.step);
    return step === null ? null : find({ action, actor, step, course, profile });
  });
}

const releases = ["ingest", "publish"] as const;

export const rules: readonly Rule[] = [
  rule("parent", ["edit"], (action, { course }) =>
    action.parent === course.contentHash && action.revision === course.revision + 1
      ? null
      : refuse("E_CONFLICT", "稿件已有新的版本，请对照后再提交。"),
  ),
  rule("changed", ["edit"], (action, { course }) =>
    action.contentHash === course.contentHash ? refuse("E_STATE", "内容没有变化，无需提交新版本。") : null,
  ),
  rule(
    "content",
    ["machine-pass", "sign", "return", "layout", "ingest", "publish", "takedown"],
    (action, { course }) =>
      action.contentHash === course.contentHash ? null : refuse("E_HASH", "所指内容不是稿件的当前内容。"),
  ),
  rule("stage", ["sign", "return"], stageOf),
  rule("returned-once", ["return"], (_action, { course }) =>
    course.phase === "returned" ? refuse("E_STAGE", "此稿已退回，等待采编人修改。") : null,
  ),
  rule("system", ["edit", "machine-pass", "sign", "return", "ingest", "publish", "takedown"], (_action, { actor }) =>
    systemDuty(actor),
  ),
  rule("editing", ["edit"], ({ itemType, important }, matter) =>
    editingRefusal({ ...matter, facts: { itemType, important } }),
  ),
  rule("lowering", ["edit"], ({ itemType, important }, matter) =>
    loweringRefusal({ ...matter, facts: { itemType, important } }),
  ),
  duty("author", authorDuty),
  rule("role-held", ["sign", "return"], ({ role }, { actor }) =>
    actor.roles.includes(role) ? null : refuse("E_PERM", `您的账号没有${role}岗位。`),
  ),
  rule("role-named", ["sign", "return"], roleNamed),
  duty("reviews", reviewDuty),
  duty("proofs", proofDuty),
  duty("pairs", pairDuty),
  duty("correction", correctionDuty),
  signing("layout", layoutGate),
  signing("gates", gateList),
  signing("checklist", checklist),
  signing("note", noteGate),
  signing("answer", answerGate),
  signing("machine", machineGate),
  signing("findings", findingGate),
  signing("block-findings", blockGate),
  signing("ignored-blocks", ignoredBlockGate),
  rule("refusal", ["return"], refusalForm),
  rule("proof-stage", ["layout"], (_action, { course, profile }) =>
    stepOf(profile, course.next)?.layout === true ? null : refuse("E_STAGE", "审核尚未完成，不能排版出样。"),
  ),
  rule("release-author", releases, (_action, matter) => releaseAuthor(matter)),
  rule("release-stage", releases, (action, matter) => releaseStage(action.kind, matter)),
  rule("release-role", releases, (_action, matter) => releaseRole(matter)),
  rule("takedown-stage", ["takedown"], (_action, matter) => takedownStage(matter)),
  rule("takedown-role", ["takedown"], ({ role }, matter) => takedownRole(role, matter)),
  rule("takedown-reason", ["takedown"], ({ text }) =>
    text.trim() === "" ? refuse("E_FORM", "请写明撤稿理由。") : null,
  ),
  rule("repository", ["publish", "takedown"], ({ repoId }, { course }) =>
    repoId === course.repoId ? null : refuse("E_REPO", "入库编号与此稿不符。"),
  ),
];

function stageOf(action: Of<"sign" | "return">, { course, profile }: Matter): Refusal | null {
  if (action.step === course.next) return null;
  const wanted = stepOf(profile, action.step);
  if (wanted === null) return refuse("E_STAGE", "本站点的流程没有这一环节。");
  const next = stepOf(profile, course.next);
  if (next === null) return refuse("E_STAGE", `此稿没有待办的审核环节，不能办理${wanted.name}。`);
  return refuse("E_STAGE", `当前应办理${next.name}，不能办理${wanted.name}。`);
}

/** The statement names a role of the actor; it must be one this step accepts, not merely another of the same person. */
function roleNamed(action: Of<"sign" | "return">, { actor, course, profile }: Matter): Refusal | null {
  const step = stepOf(profile, action.step);
  if (step === null) return null;
  return roleDuty({ actor: { ...actor, roles: [action.role] }, step, course, profile });
}

function refusalForm(action: Of<"return">, { profile }: Matter): Refusal | null {
  if (!profile.review.refusals.some((refusal) => refusal.code === action.category)) {
    return refuse("E_FORM", "请选择退回类别。");
  }
  return action.text.trim() === "" ? refuse("E_FORM", "请写明退回意见。") : null;
}
