/** 修改: the working copy a reviewer or author opens from the item on the platform. */
import type { ItemDetail } from "../../../shared/http/item";
import type { StepId } from "../../../shared/workflow/profile";
import type { ItemState } from "../../../shared/workflow/state";
import type { Draft, Drafts } from "../../services";

/** The step at which the text is changed: the reviewer's own while it is under review, else the author's draft. */
export function stageOf(state: ItemState): "draft" | StepId {
  return state.phase === "in-review" && state.next !== null ? state.next : "draft";
}

export function draftOf(detail: ItemDetail, state: ItemState, at: Date): Draft {
  const time = at.toISOString();
  return {
    itemId: detail.summary.itemId,
    document: detail.content.document,
    metadata: detail.content.metadata,
    entries: detail.ledger.entries,
    report: null,
    parent: detail.summary.contentHash,
    baseRevision: state.revision,
    previousStatement: state.lastStatementHash,
    stage: stageOf(state),
    createdAt: time,
    updatedAt: time,
  };
}

/**
 * Makes the working copy ready. One that already builds on this very content is kept as it is;
 * an older one is first cut as a version, so that no text of it is lost.
 * @returns whether an older working copy was put aside.
 */
export async function openDraft(
  drafts: Pick<Drafts, "list" | "open" | "save" | "cutVersion">,
  fresh: Draft,
): Promise<boolean> {
  const known = drafts.list().some((summary) => summary.itemId === fresh.itemId);
  const existing = known ? await drafts.open(fresh.itemId) : null;
  if (existing !== null && existing.parent === fresh.parent && existing.stage === fresh.stage) return false;
  if (existing !== null) await drafts.cutVersion(existing, "打开平台上的新版本之前");
  await drafts.save(fresh);
  return existing !== null;
}
