/** Who may change the text, and when. */
import type { Actor } from "../model/person";
import { type Course, type Facts, stepOf } from "./course";
import { type Refusal, refuse } from "./decision";
import { isAuthor, personRefusal, roleFor } from "./duty";
import type { Profile } from "./profile";
import { lowers } from "./replay";

export interface Change {
  readonly actor: Actor;
  readonly facts: Facts;
  readonly course: Course;
  readonly profile: Profile;
}

/**
 * A new item is begun by whoever may do 一审; after that the text is its authors' alone, except at a step whose
 * reviewer may edit. While others review, the authors wait for a return; after approval their change voids it (W3, TN-25).
 */
export function editingRefusal(change: Change): Refusal | null {
  const { actor, course } = change;
  if (course.contentHash === null) return beginning(change);
  if (course.phase === "in-review") return reviewing(change);
  return isAuthor(actor, course) ? null : refuse("E_PERM", "只有此稿的采编人可以修改。");
}

/** A reviewer's edit keeps the item type and never takes 重要重大 back: that would choose a lower approver. */
export function loweringRefusal({ facts, course }: Change): Refusal | null {
  return course.phase === "in-review" && lowers(course.facts, facts)
    ? refuse("E_PERM", "审核环节不能改变稿件类型或取消重要重大标记，请退回采编人办理。")
    : null;
}

function beginning({ actor, facts, profile }: Change): Refusal | null {
  const first = profile.review.steps[0];
  if (first !== undefined && roleFor(actor, first, facts) !== null) return null;
  return refuse("E_PERM", `新建稿件须具备${first?.roles.join("或") ?? ""}岗位。`);
}

function reviewing({ actor, course, profile }: Change): Refusal | null {
  if (isAuthor(actor, course)) return refuse("E_STAGE", "此稿正在审核，须退回后才能修改。");
  const step = stepOf(profile, course.next);
  if (step === null || !step.mayEdit || step.kind !== "review") {
    return refuse("E_PERM", `${step?.name ?? "本环节"}不能直接修改稿件，请写明意见后退回。`);
  }
  return personRefusal({ actor, step, course, profile });
}
