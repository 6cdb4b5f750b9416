/**
 * A signature names the decision before it (requirements §2.10), and decisions may have come in on the very text a draft
 * builds on since it was opened: then the platform would refuse what was signed in good faith (E_HASH).
 */
import { AppError } from "../../../shared/failure";
import type { Draft, Items } from "../../services";
import { lastStatement } from "../../sync/sync";

export async function onNewestStatement(draft: Draft, items: Pick<Items, "read">): Promise<Draft> {
  if (draft.parent === null) return draft;
  const known = await items.read(draft.itemId).catch((error: unknown) => {
    // Neither reachable nor known here: what the draft remembers is the newest there is.
    if (error instanceof AppError) return null;
    throw error;
  });
  // Of another text the draft's own word stands: whether it may go on from there is the conflict's question.
  if (known === null || known.detail.summary.contentHash !== draft.parent) return draft;
  return { ...draft, previousStatement: lastStatement(known.detail) };
}
