/** What every effect on an item ends with: history, the item's row, who took part, receipt, audit; then comes the feed (operation.ts). */
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
import { actorOf } from "../identity/account";
import { judgedBy } from "../items/judged";
import { summaryOf } from "../items/summary";
import { giveReceipt } from "../receipt";
import type { Caller, Services } from "../services";
import { preparedAhead } from "../store/prepared";
import type { Tables, Work } from "../store/tables";
import type { Changed } from "./operation";

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
  /** As it stands before the change; null for one that begins with it. */
  readonly item: Tables["items"] | null;
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

export async function commit(scene: Scene, change: Change): Promise<Changed<Answer>> {
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
  const view = { history: change.after, profile: caller.site.profile, account: caller.account, scope: caller.scope };
  const answer = { receipt, summary: summaryOf({ ...view, item }) };
  return { answer, site: caller.site.site, itemId };
}

async function keepHistory({ work, itemId }: Scene, entries: readonly HistoryEntry[]): Promise<void> {
  for (const [first, second] of pairsOf(entries)) {
    const { seq } = first;
    const entry = canonicalJson(first);
    if (second === undefined) await addEntry(work, { itemId, seq, entry });
    else await addEntries(work, { itemId, seq, entry, nextSeq: second.seq, nextEntry: canonicalJson(second) });
  }
}

/** An effect adds one entry or two, and hardly ever more. */
function* pairsOf(entries: readonly HistoryEntry[]): Generator<readonly [HistoryEntry, HistoryEntry | undefined]> {
  for (let i = 0; i < entries.length; i += 2) {
    const first = entries[i];
    if (first !== undefined) yield [first, entries[i + 1]];
  }
}

interface NewEntry {
  readonly itemId: string;
  readonly seq: number;
  readonly entry: string;
}

const addEntry = preparedAhead((on, { itemId, seq, entry }: NewEntry) =>
  on.insertInto("history").values({ item_id: itemId, seq, entry }).compile(),
);

const addEntries = preparedAhead(
  (
    on,
    { itemId, seq, entry, nextSeq, nextEntry }: NewEntry & { readonly nextSeq: number; readonly nextEntry: string },
  ) =>
    on
      .insertInto("history")
      .values([
        { item_id: itemId, seq, entry },
        { item_id: itemId, seq: nextSeq, entry: nextEntry },
      ])
      .compile(),
);

async function keepItem(scene: Scene, { item, after, content, receipt }: Change): Promise<Tables["items"]> {
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
    updated_at,
    ...judgedBy(caller.site, state),
  };
  // Whoever changes it, an item stays where it began.
  const { site, unit_id, entered_by } = item ?? {
    site: caller.site.site,
    unit_id: caller.account.unitId,
    entered_by: caller.account.name,
  };
  const row = { item_id: itemId, site, unit_id, entered_by, ...facts };
  await writeItem(work, { ...row, person_id: caller.account.personId });
  return row;
}

/** One statement: what everybody who took part lists by moves with the item (migrations/listed-items.ts). */
const writeItem = preparedAhead((on, item: Tables["items"] & { readonly person_id: string }) => {
  const { item_id, person_id, site, unit_id, entered_by, updated_at } = item;
  const facts = {
    title: item.title,
    item_type: item.item_type,
    column_id: item.column_id,
    important: item.important,
    revision: item.revision,
    content_hash: item.content_hash,
    phase: item.phase,
    next_step: item.next_step,
    reviewed: item.reviewed,
    repo_id: item.repo_id,
    updated_at,
    profile_hash: item.profile_hash,
  };
  const listed = { phase: facts.phase, title: facts.title, updated_at };
  return on
    .with("others", (query) =>
      query.updateTable("item_persons").set(listed).where("item_id", "=", item_id).where("person_id", "<>", person_id),
    )
    .with("own", (query) =>
      query
        .insertInto("item_persons")
        .values({ item_id, person_id, site, ...listed })
        .onConflict((conflict) => conflict.columns(["item_id", "person_id"]).doUpdateSet(listed)),
    )
    .insertInto("items")
    .values({ item_id, site, unit_id, entered_by, ...facts })
    .onConflict((conflict) => conflict.column("item_id").doUpdateSet(facts))
    .compile();
});
