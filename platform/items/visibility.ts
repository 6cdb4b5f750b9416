/**
 * Who may see an item (PB-1): who worked on it, and whoever it waits for. Text that no review has passed does not
 * leave its unit. Published text is public.
 */
import type { Account } from "../../shared/model/person";
import { waitingFor } from "../../shared/workflow/available";
import type { History } from "../../shared/workflow/history";
import type { Profile } from "../../shared/workflow/profile";
import { actorOf } from "../identity/account";
import type { Tables } from "../store/tables";

export interface Sight {
  readonly item: Pick<Tables["items"], "site" | "unit_id" | "phase" | "reviewed">;
  readonly history: History;
  readonly profile: Profile;
  readonly account: Account;
}

/** True for every person who has an entry in the history: authors, reviewers, publishers. */
export function tookPart({ history, account }: Pick<Sight, "history" | "account">): boolean {
  return history.some((entry) => entry.actor.personId === account.personId);
}

export function waitsFor({ item, history, profile, account }: Sight): boolean {
  const within = item.reviewed || item.unit_id === account.unitId;
  return within && waitingFor(actorOf(account), history, profile);
}

export function visible(sight: Sight): boolean {
  if (sight.item.site !== sight.account.site) return false;
  return sight.item.phase === "published" || tookPart(sight) || waitsFor(sight);
}
