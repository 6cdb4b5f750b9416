/** What follows from the state of updates for the window: pure. */
import type { UpdateView } from "../../../shared/ipc/update";

const DAY_MS = 86_400_000;

/** Whole days that it may still be put off; null: not any more. */
export function daysLeft({ deferrableUntil }: Pick<UpdateView, "deferrableUntil">, now: Date): number | null {
  if (deferrableUntil === null) return null;
  const left = Date.parse(deferrableUntil) - now.getTime();
  return left <= 0 ? null : Math.floor(left / DAY_MS);
}

/** Ready, and nothing in the way that a person cannot overrule: the hours of the policy, and his own putting off. */
export const canInstall = ({ offer, waiting }: Pick<UpdateView, "offer" | "waiting">): boolean =>
  offer?.ready === true && waiting?.why !== "work";
