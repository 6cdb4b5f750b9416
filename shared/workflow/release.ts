/** 入库 and 发布: nothing unreviewed leaves, first the repository, and never by the author (NC-17, NC-26, LA-41.3). */
import type { Actor } from "../model/person";
import type { Course } from "./course";
import { type Refusal, refuse } from "./decision";
import { isAuthor } from "./duty";
import type { Profile } from "./profile";

export interface Release {
  readonly actor: Actor;
  readonly course: Course;
  readonly profile: Profile;
}

export function releaseAuthor({ actor, course }: Release): Refusal | null {
  return isAuthor(actor, course) ? refuse("E_SOD", "采编人不得发布自己的稿件（严禁自编自审自发）。") : null;
}

export function releaseRole({ actor, profile }: Release): Refusal | null {
  return profile.review.publisherRoles.some((role) => actor.roles.includes(role))
    ? null
    : refuse("E_PERM", `入库和发布须由${profile.review.publisherRoles.join("或")}办理。`);
}

export function releaseStage(kind: "ingest" | "publish", { course }: Release): Refusal | null {
  switch (course.phase) {
    case "draft":
    case "in-review":
    case "returned":
      return refuse("E_STAGE", "此稿尚未完成全部审核，不能入库或发布。");
    case "approved":
      return kind === "publish" ? refuse("E_REPO", "此稿尚未入库，须先入库后发布。") : null;
    case "in-repository":
      return kind === "ingest" ? refuse("E_STATE", "此稿已入库。") : null;
    case "published":
      return refuse("E_STATE", "此稿已发布。");
    case "withdrawn":
      return refuse("E_STAGE", "此稿已撤下，须修改后重新走完全部审核，才能再次发布。");
  }
}
