/** What every effect ends with: history, the item's row, who took part, receipt, audit, and last of all the feed. */
import { canonicalJson } from "../../shared/canonical";
import { AppError } from "../../shared/failure";
import type { Effect as Answer } from "../../shared/http/item";
import type { Content } from "../../shared/model/content";
import type { Actor } from "../../shared/model/person";
import { headOf } from "../../shared/trust/history-chain";
import type { Receipt, StampedReceipt } from "../../shared/trust/receipt";
import { type Decision, decide } from "../../shared/workflow/decide";
import type { Action, History, HistoryEntry } from "../../shared/workflow/history";
import { replay } from "../../shared/workflow/replay";
import { audit } from "../audit";
import { announce } from "../feed";
import { actorOf } from "../identity/account";
import { summaryOf } from "../items/summary";
import { giveReceipt } from "../receipt";
import type { Caller, Services } from "../services";
import type { Tables, Work } from "../store/tables";

/** Everything an effect may use inside its transaction. */
export interface Scene {
  readonly services: Services;
  readonly work: Work;
  readonly caller: Caller;
  readonly operationId: string;
  readonly itemId: string;
  readonly at: Date;
}

/** @throws AppError with the code and reason of the workflow. */
export function enforce(decision: Decision): void {
  if (!decision.allowed) throw new AppError(decision.code, decision.reason);
}

/** Decides one action on a history and answers the history with it. */
export function take(scene: Scene, history: History, action: Action, actor?: Actor): History {
  const by = actor ?? actorOf(scene.caller.account);
  enforce(decide(action, by, history, scene.caller.site.profile));
  return [...history, { seq: history.length, at: scene.at.toISOString(), actor: by, action }];
}

export interface Change {
  readonly before: History;
  readonly after: History;
  readonly content: Content;
  readonly receipt: Pick<Receipt, "event" | "contentHash" | "statementHash" | "repoId">;
  /** What a review's receipt says of the signature; nothing for the others. */
  readonly stamp?: Stamp;
}

/** 平台回签 */
export type Stamp = Pick<StampedReceipt, "signatureHash" | "revocation">;
const noSignature: Stamp = { signatureHash: null, revocation: [] };

export async function commit(scene: Scene, change: Change): Promise<Answer> {
  const { work, services, caller, itemId } = scene;
  const at = scene.at.toISOString();
  await keepHistory(scene, change.after.slice(change.before.length));
  const item = await keepItem(scene, change);
  const receipt = await giveReceipt(services, work, {
    type: "caibian-receipt/2",
    site: caller.site.site,
    itemId,
    operationId: scene.operationId,
    at,
    historyHead: headOf(change.after),
    ...change.receipt,
    ...(change.stamp ?? noSignature),
  });
  const { event, contentHash } = change.receipt;
  await audit(work, at, { event, accountId: caller.account.accountId, itemId, detail: contentHash });
  const view = { history: change.after, profile: caller.site.profile, account: caller.account };
  await announce(work, caller.site.site, itemId);
  return { receipt, summary: summaryOf({ ...view, item }) };
}

async function keepHistory({ work, itemId }: Scene, entries: readonly HistoryEntry[]): Promise<void> {
  await work
    .insertInto("history")
    .values(entries.map((entry) => ({ item_id: itemId, seq: entry.seq, entry: canonicalJson(entry) })))
    .execute();
}

async function keepItem(scene: Scene, { after, content, receipt }: Change): Promise<Tables["items"]> {
  const { work, caller, itemId } = scene;
  const state = replay(after, caller.site.profile);
  const updated_at = scene.at.toISOString();
  const facts = {
    title: content.document.title,
    item_type: content.metadata.itemType,
    column_id: content.metadata.columnId,
    important: content.metadata.important,
    revision: state.revision,
    content_hash: receipt.contentHash,
    phase: state.phase,
    next_step: state.next,
    reviewed: state.signatures.some((signature) => signature.valid),
    repo_id: state.repoId,
    updated_at,
    profile_hash: caller.site.profileHash,
  };
  const origin = { site: caller.site.site, unit_id: caller.account.unitId, entered_by: caller.account.name };
  const own = { item_id: itemId, person_id: caller.account.personId, updated_at };
  // One statement: what everybody who took part lists by moves with the item (migrations/item-pages.ts).
  return work
    .with("others", (query) =>
      query
        .updateTable("item_persons")
        .set({ updated_at })
        .where("item_id", "=", itemId)
        .where("person_id", "<>", own.person_id),
    )
    .with("own", (query) =>
      query
        .insertInto("item_persons")
        .values(own)
        .onConflict((conflict) => conflict.columns(["item_id", "person_id"]).doUpdateSet({ updated_at })),
    )
    .insertInto("items")
    .values({ item_id: itemId, ...origin, ...facts })
    .onConflict((conflict) => conflict.column("item_id").doUpdateSet(facts))
    .returningAll()
    .executeTakeFirstOrThrow();
}
