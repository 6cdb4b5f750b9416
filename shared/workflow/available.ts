/** What the screens and lists ask: whose turn is it, in which role, and may this person change the text now? */
import type { Actor } from "../model/person";
import { stepOf } from "./course";
import { allowed, type Decision, refuse } from "./decision";
import { isAuthor, personRefusal, systemDuty } from "./duty";
import { editingRefusal } from "./editing";
import type { History } from "./history";
import type { Profile, Step } from "./profile";
import { releaseAuthor, releaseRole, releaseStage } from "./release";
import { trace } from "./replay";
import { takedownRole, takedownRoleOf, takedownStage } from "./takedown";

export { roleFor } from "./duty";

/** The step that acts next and whether this person may act there, before any gate or finding is looked at. */
export function mayActAt(
  actor: Actor,
  history: History,
  profile: Profile,
): { readonly step: Step | null; readonly decision: Decision } {
  const course = trace(history, profile);
  const step = stepOf(profile, course.next);
  if (step === null) return { step, decision: refuse("E_STAGE", "此稿没有待办的审核环节。") };
  return { step, decision: personRefusal({ actor, step, course, profile }) ?? allowed };
}

/** May this person put the item into the repository or publish it, whichever is next? */
export function mayRelease(actor: Actor, history: History, profile: Profile): Decision {
  const course = trace(history, profile);
  const release = { actor, course, profile };
  const kind = course.phase === "approved" ? "ingest" : "publish";
  return releaseStage(kind, release) ?? systemDuty(actor) ?? releaseAuthor(release) ?? releaseRole(release) ?? allowed;
}

/** May this person order what was released to be taken down? No review stands before it (TN-26). */
export function mayTakeDown(actor: Actor, history: History, profile: Profile): Decision {
  const takedown = { actor, course: trace(history, profile), profile };
  const role = takedownRoleOf(actor, profile) ?? "";
  return takedownStage(takedown) ?? systemDuty(actor) ?? takedownRole(role, takedown) ?? allowed;
}

/** May this person change the text now? A change at a step whose reviewer may edit keeps the lower signatures. */
export function mayEdit(actor: Actor, history: History, profile: Profile): Decision {
  const course = trace(history, profile);
  return systemDuty(actor) ?? editingRefusal({ actor, facts: course.facts, course, profile }) ?? allowed;
}

/** Waiting for this person: the next signature, 入库 or 发布. A returned item waits for its authors only. */
export function waitingFor(actor: Actor, history: History, profile: Profile): boolean {
  const course = trace(history, profile);
  if (course.phase === "returned") return isAuthor(actor, course) && systemDuty(actor) === null;
  return mayActAt(actor, history, profile).decision.allowed || mayRelease(actor, history, profile).allowed;
}
