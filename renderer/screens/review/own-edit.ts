/**
 * A permitted edit (修改) that its reviewer has finished and not signed yet: the item is reviewed as it stands in the
 * working copy, so that the reviewer's own signature covers the change and goes up together with it.
 */
import type { ItemDetail } from "../../../shared/http/item";
import { contentHash, contentOf } from "../../../shared/model/content";
import type { Account } from "../../../shared/model/person";
import { ledgerOf } from "../../../shared/proofreading/ledger";
import { mayEdit } from "../../../shared/workflow/available";
import type { Profile } from "../../../shared/workflow/profile";
import { replay } from "../../../shared/workflow/replay";
import { signedEntries } from "../../proof/local-finding";
import type { Draft, Services } from "../../services";
import { stageOf } from "./editing";
import { actorOf } from "./verdict";

export interface Reviewed {
  /** As the platform will have it once the edit is there; without an edit as the platform has it. */
  readonly detail: ItemDetail;
  /** The working copy with the edit; null when nothing was changed here. */
  readonly draft: Draft | null;
}

export interface Reviewer {
  readonly account: Account;
  readonly profile: Profile;
}

type Parts = Pick<Services, "drafts" | "proofreader" | "clock">;

/** @throws AppError when the working copy cannot be opened or checked. */
export async function withOwnEdit(detail: ItemDetail, { account, profile }: Reviewer, parts: Parts): Promise<Reviewed> {
  const draft = await workingCopy(detail, profile, parts.drafts);
  if (draft === null || !mayEdit(actorOf(account), detail.history, profile).allowed) return { detail, draft: null };
  const content = contentOf(draft.document, draft.metadata);
  const hash = contentHash(content);
  if (hash === draft.parent) return { detail, draft: null };
  const report = await parts.proofreader.check(content);
  const { itemType, important } = content.metadata;
  const revision = detail.summary.revision + 1;
  const action = { kind: "edit" as const, contentHash: hash, parent: draft.parent, revision, itemType, important };
  const seq = (detail.history.at(-1)?.seq ?? -1) + 1;
  const edited: ItemDetail = {
    ...detail,
    summary: { ...detail.summary, title: content.document.title, itemType, important, revision, contentHash: hash },
    content,
    ledger: ledgerOf(report, signedEntries(draft.entries)),
    history: [...detail.history, { seq, at: parts.clock().toISOString(), actor: actorOf(account), action }],
  };
  return { detail: edited, draft };
}

/** The copy that builds on exactly this content at exactly this step; any other belongs to an older state. */
async function workingCopy(detail: ItemDetail, profile: Profile, drafts: Parts["drafts"]): Promise<Draft | null> {
  const stage = stageOf(replay(detail.history, profile));
  const known = drafts.list().find(({ itemId }) => itemId === detail.summary.itemId);
  if (stage === "draft" || known?.stage !== stage) return null;
  const draft = await drafts.open(known.itemId);
  return draft.parent === detail.summary.contentHash ? draft : null;
}
