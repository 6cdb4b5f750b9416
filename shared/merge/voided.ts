/** Approvals that end when another text takes the place of the one they were given for. */
import type { Digest } from "../schema";
import type { History, HistoryEntry } from "../workflow/history";

export interface Approval {
  readonly at: string;
  readonly name: string;
  readonly role: string;
  readonly step: string;
}

/** The approving signatures on exactly this content, oldest first. */
export function approvalsOf(history: History, contentHash: Digest): readonly Approval[] {
  return history.flatMap(({ at, actor, action }: HistoryEntry) =>
    action.kind === "sign" && action.contentHash === contentHash
      ? [{ at, name: actor.name, role: action.role, step: action.step }]
      : [],
  );
}
