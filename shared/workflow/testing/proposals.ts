/** Actions as a correct client would make them at some point of the course; a test overrides the member it spoils. */
import type { Actor } from "../../model/person";
import type { Digest } from "../../schema";
import { type Course, stepOf } from "../course";
import { acceptedRoles, roleFor } from "../duty";
import type { Action } from "../history";
import type { Profile, StepId } from "../profile";

type Of<K extends Action["kind"]> = Extract<Action, { kind: K }>;
type Change<K extends Action["kind"]> = Partial<Omit<Of<K>, "kind">>;

/** A digest that is all zeros but for a number: cheap, and different for every number. */
export function digestNumber(value: number): Digest {
  return `sha-256:${value.toString(16).padStart(64, "0")}`;
}

const somewhere = digestNumber(0);

export function proposeEdit(course: Course, number: number, change: Change<"edit"> = {}): Action {
  return {
    kind: "edit",
    contentHash: digestNumber(number),
    parent: course.contentHash,
    revision: course.revision + 1,
    itemType: course.facts.itemType === "" ? "news" : course.facts.itemType,
    important: course.facts.important,
    ...change,
  };
}

export function proposePass(course: Course, number: number, change: Change<"machine-pass"> = {}): Action {
  return {
    kind: "machine-pass",
    contentHash: course.contentHash ?? somewhere,
    ledgerHash: digestNumber(number),
    undecided: { block: 0, error: 0, warning: 0 },
    ignoredBlocks: 0,
    ...change,
  };
}

interface Scene {
  readonly actor: Actor;
  readonly course: Course;
  readonly profile: Profile;
  readonly number: number;
}

/** A complete signature at the next step, or at the step the change names. */
export function proposeSign({ actor, course, profile, number }: Scene, change: Change<"sign"> = {}): Action {
  const step = stepOf(profile, change.step ?? course.next) ?? profile.review.steps[0];
  if (step === undefined) throw new Error("a profile has steps");
  return {
    kind: "sign",
    contentHash: course.contentHash ?? somewhere,
    step: step.id,
    role: roleIn(actor, step.id, { course, profile }),
    layoutHash: step.layout ? (course.layoutHash ?? somewhere) : null,
    ledgerHash: course.pass?.ledgerHash ?? somewhere,
    statementHash: digestNumber(number),
    gates: step.gates ? [...profile.review.gates] : [],
    checks: step.checklist.map((line) => line.id),
    note: "预判社会效应平稳",
    ...change,
  };
}

export function proposeReturn({ actor, course, profile, number }: Scene, change: Change<"return"> = {}): Action {
  const step = change.step ?? course.next ?? "review-1";
  return {
    kind: "return",
    contentHash: course.contentHash ?? somewhere,
    step,
    role: roleIn(actor, step, { course, profile }),
    category: profile.review.refusals[0]?.code ?? "1",
    text: "第二段数字与附表不符",
    statementHash: digestNumber(number),
    ...change,
  };
}

export function proposeLayout(course: Course, number: number, change: Change<"layout"> = {}): Action {
  return {
    kind: "layout",
    contentHash: course.contentHash ?? somewhere,
    layoutHash: digestNumber(number),
    ...change,
  };
}

export function proposeRelease(course: Course, kind: "ingest" | "publish", change: Change<"publish"> = {}): Action {
  return { kind, contentHash: course.contentHash ?? somewhere, repoId: course.repoId ?? "repo-1", ...change };
}

/** The order of somebody on duty, in whatever role of theirs comes first. */
export function proposeTakedown({ actor, course, number }: Scene, change: Change<"takedown"> = {}): Action {
  return {
    kind: "takedown",
    contentHash: course.contentHash ?? somewhere,
    repoId: course.repoId ?? "repo-1",
    role: actor.roles[0] ?? "",
    category: "sensitive",
    text: "附件含个人信息，先行撤下",
    statementHash: digestNumber(number),
    ...change,
  };
}

function roleIn(actor: Actor, id: StepId, { course, profile }: Pick<Scene, "course" | "profile">): string {
  const step = stepOf(profile, id);
  if (step === null) return "编辑员";
  return roleFor(actor, step, course.facts) ?? acceptedRoles(step, course.facts)[0] ?? "编辑员";
}
