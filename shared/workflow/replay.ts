/**
 * Replays a history into the state of the item under a profile.
 * It trusts nothing it can check: an entry that does not fit its place (wrong step, other content) moves nothing,
 * and a signature of that kind is kept as 已失效, so that a patched platform cannot talk a client into an approval.
 */
import type { Actor } from "../model/person";
import { never } from "../never";
import { type Course, type Facts, placeOf, stepOf } from "./course";
import { personRefusal } from "./duty";
import type { Action, History, HistoryEntry } from "./history";
import type { Profile, Step } from "./profile";
import type { ItemState, Signature } from "./state";

type Of<K extends Action["kind"]> = Extract<Action, { kind: K }>;

export function replay(history: History, profile: Profile): ItemState {
  return trace(history, profile);
}

export function trace(history: History, profile: Profile): Course {
  return history.reduce((course, entry) => advance(course, entry, profile), start);
}

const start: Course = {
  phase: "draft",
  contentHash: null,
  revision: 0,
  layoutHash: null,
  next: null,
  signatures: [],
  authors: [],
  repoId: null,
  lastReturn: null,
  lastStatementHash: null,
  facts: { itemType: "", important: false },
  pass: null,
  corrections: [],
  answered: true,
};

/** The course after one more entry. */
export function advance(course: Course, entry: HistoryEntry, profile: Profile): Course {
  const { action } = entry;
  switch (action.kind) {
    case "edit":
      return edited(course, { action, actor: entry.actor, profile });
    case "machine-pass":
      return action.contentHash === course.contentHash ? { ...course, pass: action } : course;
    case "sign":
      return signed(course, { action, entry, profile });
    case "return":
      return returned(course, { action, actor: entry.actor, profile });
    case "layout":
      return laidOut(course, action, profile);
    case "ingest":
      return course.phase === "approved" && action.contentHash === course.contentHash
        ? { ...course, phase: "in-repository", repoId: action.repoId }
        : course;
    case "publish":
      return course.phase === "in-repository" &&
        action.contentHash === course.contentHash &&
        action.repoId === course.repoId
        ? { ...course, phase: "published" }
        : course;
    case "takedown":
      return withdrawn(course, action);
    default:
      return never(action);
  }
}

function edited(course: Course, input: { action: Of<"edit">; actor: Actor; profile: Profile }): Course {
  const { action, actor, profile } = input;
  if (action.contentHash === course.contentHash) return course;
  const facts: Facts = { itemType: action.itemType, important: action.important };
  const changed = { ...course, contentHash: action.contentHash, revision: action.revision, facts, pass: null };
  const step = correctionStep(course, { actor, facts, profile });
  if (step !== null) {
    return { ...changed, corrections: [...course.corrections, { step: step.id, personId: actor.personId }] };
  }
  return {
    ...changed,
    phase: "draft",
    next: profile.review.steps[0]?.id ?? null,
    signatures: voided(course.signatures),
    authors: course.authors.includes(actor.personId) ? course.authors : [...course.authors, actor.personId],
    corrections: [],
    layoutHash: null,
    repoId: null,
    answered: true,
    lastReturn: course.phase === "draft" || course.phase === "returned" ? course.lastReturn : null,
  };
}

/**
 * The step whose reviewer this change is permitted to, or null when it voids every approval.
 * Only a review after the first one counts: text before 一审 makes an author, text after 三审 voids it (2.6.3).
 */
export function correctionStep(
  course: Course,
  change: { readonly actor: Actor; readonly facts: Facts; readonly profile: Profile },
): Step | null {
  const { actor, facts, profile } = change;
  const step = stepOf(profile, course.next);
  if (course.phase !== "in-review" || step === null || !step.mayEdit || step.kind !== "review") return null;
  if (lowers(course.facts, facts)) return null;
  return personRefusal({ actor, step, course, profile }) === null ? step : null;
}

/** A reviewer may raise the approver, never choose a lower one: the type stays and 重要重大 is not taken back. */
export function lowers(before: Facts, after: Facts): boolean {
  return before.itemType !== after.itemType || (before.important && !after.important);
}

function signed(course: Course, input: { action: Of<"sign">; entry: HistoryEntry; profile: Profile }): Course {
  const { action, entry, profile } = input;
  const step = stepOf(profile, action.step);
  const fits =
    step !== null &&
    action.step === course.next &&
    action.contentHash === course.contentHash &&
    (!step.layout || (course.layoutHash !== null && action.layoutHash === course.layoutHash));
  const signature: Signature = {
    step: action.step,
    actor: entry.actor,
    role: action.role,
    at: entry.at,
    contentHash: action.contentHash,
    layoutHash: action.layoutHash,
    statementHash: action.statementHash,
    valid: fits,
  };
  const following = fits ? profile.review.steps[placeOf(profile, action.step) + 1] : undefined;
  const moved = following === undefined ? approved : { phase: "in-review" as const, next: following.id };
  return {
    ...course,
    ...(fits ? moved : {}),
    signatures: [...course.signatures, signature],
    lastStatementHash: action.statementHash,
  };
}

const approved = { phase: "approved", next: null } as const;

function returned(course: Course, input: { action: Of<"return">; actor: Actor; profile: Profile }): Course {
  const { action, actor, profile } = input;
  const recorded = { ...course, lastStatementHash: action.statementHash };
  if (action.step !== course.next || action.contentHash !== course.contentHash) return recorded;
  return {
    ...recorded,
    phase: "returned",
    next: profile.review.steps[0]?.id ?? null,
    signatures: voided(course.signatures),
    corrections: [],
    layoutHash: null,
    answered: false,
    lastReturn: { step: action.step, category: action.category, text: action.text, actor },
  };
}

/** The signatures stay what they were: they released this text once. A later change voids them, as it always does. */
function withdrawn(course: Course, action: Of<"takedown">): Course {
  const recorded = { ...course, lastStatementHash: action.statementHash };
  const released = course.phase === "in-repository" || course.phase === "published";
  const fits = released && action.contentHash === course.contentHash && action.repoId === course.repoId;
  return fits ? { ...recorded, phase: "withdrawn", next: null } : recorded;
}

/** A new sample page needs only the proofs again (2.6.3). */
function laidOut(course: Course, action: Of<"layout">, profile: Profile): Course {
  const step = stepOf(profile, course.next);
  const fits = action.contentHash === course.contentHash && step?.layout === true;
  if (!fits || action.layoutHash === course.layoutHash) return course;
  const proofs = profile.review.steps.filter((candidate) => candidate.layout);
  return {
    ...course,
    layoutHash: action.layoutHash,
    next: proofs[0]?.id ?? null,
    signatures: course.signatures.map((signature) =>
      proofs.some((proof) => proof.id === signature.step) ? { ...signature, valid: false } : signature,
    ),
  };
}

function voided(signatures: readonly Signature[]): readonly Signature[] {
  return signatures.map((signature) => (signature.valid ? { ...signature, valid: false } : signature));
}
