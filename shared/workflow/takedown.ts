/**
 * Takedown 撤稿: what was released goes offline at once, without a review (TN-26). It may come back only after a change
 * and a whole new cycle (TN-25): the signatures of the old one carry nothing any more.
 */
import type { Actor } from "../model/person";
import type { Course } from "./course";
import { type Refusal, refuse } from "./decision";
import type { Profile } from "./profile";

export interface Takedown {
  readonly actor: Actor;
  readonly course: Course;
  readonly profile: Profile;
}

/** Who is on duty for content: whoever reviews, proofs or publishes in this city. */
export function takedownRoles({ review }: Profile): readonly string[] {
  const steps = review.steps.flatMap(({ roles, rolesByType }) => [...roles, ...Object.values(rolesByType).flat()]);
  return [...new Set([...review.publisherRoles, ...steps])];
}

/** The role in which this person would order it, or null. */
export const takedownRoleOf = (actor: Pick<Actor, "roles">, profile: Profile): string | null =>
  takedownRoles(profile).find((role) => actor.roles.includes(role)) ?? null;

export function takedownStage({ course }: Takedown): Refusal | null {
  if (course.phase === "in-repository" || course.phase === "published") return null;
  if (course.phase === "withdrawn") return refuse("E_STATE", "此稿已经撤下。");
  return refuse("E_STAGE", "此稿没有入库或发布，不需要撤稿；可以退回或停止上报。");
}

/** The order names a role of the person that this city knows. */
export function takedownRole(role: string, { actor, profile }: Takedown): Refusal | null {
  return actor.roles.includes(role) && takedownRoles(profile).includes(role)
    ? null
    : refuse("E_PERM", "撤稿须由承担审核、校对或发布职责的人员办理。");
}
