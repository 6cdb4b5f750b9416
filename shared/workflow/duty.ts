/**
 * Separation of duties 职责分离 (requirements 2.6.3, LA-41.3e): who may never act where, judged by person and edit log.
 * Two accounts of one person are one person; a role that came later changes nothing about what was written earlier.
 */
import type { Actor } from "../model/person";
import { type Course, type Facts, placeOf, stepOf } from "./course";
import { type Refusal, refuse } from "./decision";
import type { Profile, Step, StepId } from "./profile";
import type { Signature } from "./state";

/** Roles of system administration: they hold no content duty in any city (LA-41.3e, NY-13). */
export const systemRoles: readonly string[] = ["系统管理", "系统管理员", "平台运维"];

/** Roles that only look on: what administrators did, and the audit (三员分立). They hold no other duty either. */
export const auditRoles: readonly string[] = ["审计", "安全审计员"];

export const isSystem = ({ roles }: Pick<Actor, "roles">): boolean => roles.some((role) => systemRoles.includes(role));

/** Who may open the administrators' pages. */
export const isAdministrative = (actor: Pick<Actor, "roles">): boolean =>
  isSystem(actor) || actor.roles.some((role) => auditRoles.includes(role));

/** The roles a step accepts for an item: 重要重大 first, then the item's type, then the ordinary ones (LAM-22a, XY-8.6). */
export function acceptedRoles(step: Step, facts: Facts): readonly string[] {
  const raised = (key: string) => (Object.hasOwn(step.rolesByType, key) ? step.rolesByType[key] : undefined);
  return (facts.important ? raised("important") : undefined) ?? raised(facts.itemType) ?? step.roles;
}

/** The role in which the actor would act at the step, or null. */
export function roleFor(actor: Actor, step: Step, facts: Facts): string | null {
  return acceptedRoles(step, facts).find((role) => actor.roles.includes(role)) ?? null;
}

export function isAuthor(actor: Actor, course: Course): boolean {
  return course.authors.includes(actor.personId);
}

export interface Duty {
  readonly actor: Actor;
  readonly step: Step;
  readonly course: Course;
  readonly profile: Profile;
}

export function systemDuty(actor: Actor): Refusal | null {
  return actor.roles.some((role) => systemRoles.includes(role))
    ? refuse("E_SOD", "系统管理人员不得编辑、审核或发布稿件。")
    : null;
}

export function authorDuty({ actor, step, course }: Duty): Refusal | null {
  return isAuthor(actor, course) && !step.authorMayAct
    ? refuse("E_SOD", `您是此稿的采编人，不能办理${step.name}。`)
    : null;
}

export function roleDuty({ actor, step, course }: Duty): Refusal | null {
  if (roleFor(actor, step, course.facts) !== null) return null;
  return refuse("E_PERM", `${step.name}须由${acceptedRoles(step, course.facts).join("或")}办理。`);
}

/** 一审 二审 三审 are three persons. */
export function reviewDuty(duty: Duty): Refusal | null {
  return duty.step.kind === "review" ? samePerson(duty, "review") : null;
}

/** 一校 二校 三校 are three persons. */
export function proofDuty(duty: Duty): Refusal | null {
  return duty.step.kind === "proof" ? samePerson(duty, "proof") : null;
}

/** A review and a proof share a person only in the pairs the profile names (TN-15). */
export function pairDuty({ actor, step, course, profile }: Duty): Refusal | null {
  if (step.kind !== "proof") return null;
  const clash = signaturesOf(actor, course).find(
    (signature) => stepOf(profile, signature.step)?.kind === "review" && !mayShare(profile, signature.step, step.id),
  );
  return clash === undefined ? null : alreadySigned(profile, clash.step, step);
}

/** Whoever corrected the text at a level signs neither the next step nor any later review of this cycle (WF-7). */
export function correctionDuty({ actor, step, course, profile }: Duty): Refusal | null {
  const here = placeOf(profile, step.id);
  const clash = course.corrections.find((correction) => {
    const distance = here - placeOf(profile, correction.step);
    return correction.personId === actor.personId && distance > 0 && (distance === 1 || step.kind !== "proof");
  });
  if (clash === undefined) return null;
  return refuse("E_SOD", `您在${nameOf(profile, clash.step)}修改过此稿，不能再办理${step.name}。`);
}

/** Everything about the person, in the order the codes are promised: author before role before shared steps. */
export function personRefusal(duty: Duty): Refusal | null {
  return (
    systemDuty(duty.actor) ??
    authorDuty(duty) ??
    roleDuty(duty) ??
    reviewDuty(duty) ??
    proofDuty(duty) ??
    pairDuty(duty) ??
    correctionDuty(duty)
  );
}

function samePerson({ actor, step, course, profile }: Duty, kind: Step["kind"]): Refusal | null {
  const clash = signaturesOf(actor, course).find((signature) => stepOf(profile, signature.step)?.kind === kind);
  return clash === undefined ? null : alreadySigned(profile, clash.step, step);
}

function signaturesOf(actor: Actor, course: Course): readonly Signature[] {
  return course.signatures.filter((signature) => signature.valid && signature.actor.personId === actor.personId);
}

function alreadySigned(profile: Profile, earlier: StepId, step: Step): Refusal {
  return refuse("E_SOD", `您已办理此稿的${nameOf(profile, earlier)}，不能再办理${step.name}。`);
}

function mayShare(profile: Profile, a: StepId, b: StepId): boolean {
  return profile.review.samePersonPairs.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
}

function nameOf(profile: Profile, id: StepId): string {
  return stepOf(profile, id)?.name ?? id;
}
