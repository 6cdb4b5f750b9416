/**
 * Who may see an item (PB-1): who worked on it, and whoever it waits for. Text that no review has passed does not
 * leave its unit, not even to people of another unit who worked on an earlier version. What waits is offered within the
 * units of an account only (RP-1). Published text is public.
 */
import { AppError } from "../../shared/failure";
import type { Account } from "../../shared/model/person";
import { waitingFor } from "../../shared/workflow/available";
import type { History } from "../../shared/workflow/history";
import type { Profile } from "../../shared/workflow/profile";
import { replay } from "../../shared/workflow/replay";
import { actorOf } from "../identity/account";
import { reaches, type Scope } from "../identity/scope";
import type { Tables } from "../store/tables";

export interface Sight {
  readonly item: Pick<Tables["items"], "site" | "unit_id" | "phase" | "reviewed" | "content_hash">;
  readonly history: History;
  readonly profile: Profile;
  readonly account: Account;
  readonly scope: Scope;
}

/** True for every person who has an entry in the history: authors, reviewers, publishers. */
export function tookPart({ history, account }: Pick<Sight, "history" | "account">): boolean {
  return history.some((entry) => entry.actor.personId === account.personId);
}

export function waitsFor(sight: Sight): boolean {
  const { item, history, profile, account, scope } = sight;
  return reaches(scope, item.unit_id) && mayLeaveTo(sight) && waitingFor(actorOf(account), history, profile);
}

/** Outside the units of an account only what it worked on itself (RP-1). @throws AppError E_PERM */
export function demandReached(sight: Pick<Sight, "item" | "history" | "account" | "scope">): void {
  if (!reaches(sight.scope, sight.item.unit_id) && !tookPart(sight))
    throw new AppError("E_PERM", "稿件不在您单位的管辖范围内");
}

export function visible(sight: Sight): boolean {
  if (sight.item.site !== sight.account.site) return false;
  return sight.item.phase === "published" || (mayLeaveTo(sight) && (tookPart(sight) || waitsFor(sight)));
}

/** The current text may be shown to this person: reviewed, of the own unit, written or decided on in person. */
function mayLeaveTo(sight: Sight): boolean {
  const { item, history, account } = sight;
  return item.reviewed || isOfUnit(sight) || decidedOn(history, account, item.content_hash);
}

/** An earlier version: for the unit and the authors, else only one that a person signed or the public has read. */
export function visibleRevision(sight: Sight, hash: string): boolean {
  const { item, history } = sight;
  if (isOfUnit(sight) || hash === item.content_hash) return true;
  return history.some(
    ({ action }) => (action.kind === "sign" || action.kind === "publish") && action.contentHash === hash,
  );
}

function isOfUnit({ item, history, profile, account }: Sight): boolean {
  return item.unit_id === account.unitId || replay(history, profile).authors.includes(account.personId);
}

function decidedOn(history: History, { personId }: Account, hash: string): boolean {
  return history.some(
    ({ actor, action }) =>
      actor.personId === personId &&
      action.contentHash === hash &&
      action.kind !== "edit" &&
      action.kind !== "machine-pass",
  );
}
