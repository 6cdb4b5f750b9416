/** What a signature must carry besides the right person: hashes, gates, checklist, note, machine pass. */
import type { Course } from "./course";
import { type Refusal, refuse } from "./decision";
import { isAuthor } from "./duty";
import type { Action, HistoryEntry } from "./history";
import type { Profile, Step } from "./profile";

export interface Signing {
  readonly action: Extract<Action, { kind: "sign" }>;
  readonly actor: HistoryEntry["actor"];
  readonly step: Step;
  readonly course: Course;
  readonly profile: Profile;
}

/** Proofs are signed on the current sample page (TN-15d). */
export function layoutGate({ action, step, course }: Signing): Refusal | null {
  if (!step.layout) return null;
  if (course.layoutHash === null) return refuse("E_STAGE", `尚未排版出样，不能办理${step.name}。`);
  return action.layoutHash === course.layoutHash
    ? null
    : refuse("E_HASH", "样版已重新生成，请打开最新样版核对后再签。");
}

/** 政治 法律 政策 保密 …: one gate left unticked stops the signature (LA-24, TN-15). */
export function gateList({ action, step, profile }: Signing): Refusal | null {
  if (!step.gates) return null;
  const open = profile.review.gates.filter((gate) => !action.gates.includes(gate));
  return open.length === 0 ? null : refuse("E_STAGE", `尚未确认：${open.join("、")}关。`);
}

/** Every line of the level's own checklist (2.6.2). */
export function checklist({ action, step }: Signing): Refusal | null {
  const open = step.checklist.filter((line) => !action.checks.includes(line.id));
  return open.length === 0 ? null : refuse("E_FORM", `核对清单还有${open.length}项未确认：${open[0]?.text ?? ""}。`);
}

/** 社会效应 (TN-15c). */
export function noteGate({ action, step }: Signing): Refusal | null {
  return step.noteRequired && action.note.trim() === ""
    ? refuse("E_STAGE", `${step.name}须填写社会效应预判说明。`)
    : null;
}

/** A returned text comes back changed, or with an answer in the note (W4). */
export function answerGate({ action, course }: Signing): Refusal | null {
  return !course.answered && action.note.trim() === ""
    ? refuse("E_FORM", "此稿已被退回：请修改后再提交，或在说明中逐条答复退回意见。")
    : null;
}

/** The machine pass is bound to the content and to the ledger the statement names (TN-15a, NC-18). */
export function machineGate({ action, step, course }: Signing): Refusal | null {
  if (!step.machinePass) return null;
  if (course.pass === null) return refuse("E_MACHINE", "当前内容尚未完成机器校对。");
  return course.pass.ledgerHash === action.ledgerHash
    ? null
    : refuse("E_MACHINE", "校对台账已更新，请按最新台账重新签署。");
}

/** Where the pass is demanded, nothing that needs a person's decision stays open. */
export function findingGate({ step, course }: Signing): Refusal | null {
  if (!step.machinePass || course.pass === null) return null;
  const { block, error, warning } = course.pass.undecided;
  const open = [block, error, warning].filter((count) => count !== 0);
  return open.length === 0
    ? null
    : refuse("E_FINDING", `还有疑点未处置：阻断${block}处、错误${error}处、警告${warning}处。`);
}

/** An open block finding stops every signature, wherever the profile asks for the pass. */
export function blockGate({ course }: Signing): Refusal | null {
  const open = course.pass?.undecided.block ?? 0;
  return open === 0 ? null : refuse("E_FINDING", `还有${open}处阻断级疑点未处置。`);
}

/** Ignoring a block finding is for another person to confirm, not for the author's self-check. */
export function ignoredBlockGate({ actor, course }: Signing): Refusal | null {
  const ignored = course.pass?.ignoredBlocks ?? 0;
  return ignored !== 0 && isAuthor(actor, course)
    ? refuse("E_FINDING", `有${ignored}处阻断级疑点被忽略，须由采编人以外的人员签署。`)
    : null;
}
