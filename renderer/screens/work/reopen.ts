/** A returned item becomes a draft again, on the base the platform has; what it was before is kept as a version (E13). */
import type { ItemDetail } from "../../../shared/http/item";
import type { Profile } from "../../../shared/workflow/profile";
import type { Draft, Drafts } from "../../services";
import { lastStatement } from "../../sync/sync";

export function draftFrom(detail: ItemDetail, at: string): Draft {
  const { summary, content, ledger } = detail;
  return {
    itemId: summary.itemId,
    document: content.document,
    metadata: content.metadata,
    entries: ledger.entries,
    report: null,
    parent: summary.contentHash,
    baseRevision: summary.revision,
    previousStatement: lastStatement(detail),
    stage: "draft",
    createdAt: at,
    updatedAt: at,
  };
}

/** Opens the draft that is here already, else makes one. */
export async function reopen(detail: ItemDetail, drafts: Drafts, at: string): Promise<void> {
  const known = drafts.list().some((draft) => draft.itemId === detail.summary.itemId);
  if (!known) await drafts.cutVersion(draftFrom(detail, at), "退回修改前");
}

/** Why an item came back: step, category and words of the last refusal. */
export function refusalOf({ history }: Pick<ItemDetail, "history">, profile: Profile | null) {
  const last = history.map((line) => line.action).findLast((action) => action.kind === "return");
  if (last === undefined) return null;
  const step = profile?.review.steps.find((one) => one.id === last.step)?.name ?? "";
  const category = profile?.review.refusals.find((one) => one.code === last.category)?.text ?? last.category;
  return { step, category, text: last.text };
}
