/** An item as one line of a list, seen by one account. */
import { check } from "../../shared/failure";
import { type ItemSummary, itemSummary } from "../../shared/http/item";
import type { Account } from "../../shared/model/person";
import type { History } from "../../shared/workflow/history";
import type { Profile } from "../../shared/workflow/profile";
import { replay } from "../../shared/workflow/replay";
import type { Scope } from "../identity/scope";
import type { Tables } from "../store/tables";
import { waitsFor } from "./visibility";

export interface View {
  readonly item: Tables["items"];
  readonly history: History;
  readonly profile: Profile;
  readonly account: Account;
  readonly scope: Scope;
}

export function summaryOf(view: View): ItemSummary {
  const { item, history, profile, account } = view;
  const state = replay(history, profile);
  return check(itemSummary, {
    itemId: item.item_id,
    site: item.site,
    title: item.title,
    itemType: item.item_type,
    columnId: item.column_id,
    important: item.important,
    revision: item.revision,
    contentHash: item.content_hash,
    phase: state.phase,
    nextStep: profile.review.steps.find((step) => step.id === state.next)?.name ?? "",
    waitingForMe: waitsFor(view),
    mine: state.authors.includes(account.personId),
    updatedAt: item.updated_at,
  });
}
