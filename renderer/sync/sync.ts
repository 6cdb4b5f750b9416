/** Sync as the screens see it: submit, ingest, publish, retry, take back, and the true state of all of it. */

import { AppError } from "../../shared/failure";
import type { ItemDetail } from "../../shared/http/item";
import type { Digest } from "../../shared/schema";
import type { Entry } from "../../shared/store/record";
import { isFinished, isParked } from "../../shared/sync/plan";
import type { Ask, Draft, Sync, SyncState } from "../services";
import { createSignal } from "../signal";
import type { LocalDrafts, Settled } from "../store/drafts";
import type { Files } from "../store/files";
import type { PlatformItems } from "../store/items";
import { settleItem, takenOf } from "./confirmation";
import type { Loop } from "./loop";
import type { NewOperation, Outbox } from "./outbox";
import type { OutboxValue } from "./outbox-record";
import { statementDigest } from "./receipt-match";
import { operationsOf, revisionOf, type SubmissionInput } from "./submission";

export interface DeskSync extends Sync {
  /** A refused operation goes into the queue again, unchanged. */
  readonly retry: (operationId: string) => Promise<void>;
  /** Takes back what the platform does not have yet; the draft returns to 草稿. */
  readonly withdraw: (itemId: string) => Promise<void>;
  /** Hash of the content this machine has a receipt for and the platform shows; null when there is none (D2). */
  readonly confirmedHash: (itemId: string) => Digest | null;
  /** Everything here is compared with the platform anew, after a person has read why that is needed. */
  readonly compareAnew: () => void;
  /** Mends what a crash left between the outbox and the drafts. */
  readonly heal: () => Promise<void>;
}

export interface SyncParts {
  readonly outbox: Outbox;
  readonly drafts: LocalDrafts;
  readonly items: PlatformItems;
  readonly files: Files;
  readonly loop: Loop;
  readonly ask: Ask;
  readonly newId: () => string;
  readonly clock: () => Date;
}

export function createSync(parts: SyncParts): DeskSync {
  const { outbox, drafts, loop, newId } = parts;
  const stateNow = (): SyncState => {
    const { entries, values } = outbox.view.get();
    const waiting = new Set(values.filter((value) => value.endedAt === null).map((value) => value.itemId)).size;
    return { ...loop.contact.get(), waiting, entries };
  };
  const state = createSignal(stateNow());
  outbox.view.subscribe(() => state.set(stateNow()));
  loop.contact.subscribe(() => state.set(stateNow()));

  const queueOne = async (
    item: Pick<NewOperation, "title" | "contentHash">,
    body: NewOperation["operation"]["body"],
  ) => {
    const same = outbox.open(body.itemId).filter((value) => value.kind === body.kind && !isParked(value));
    if (same.length > 0) throw new AppError("E_STATE", "这一步已在上报队列中");
    const { title, contentHash } = item;
    const statementHash = body.kind === "takedown" ? statementDigest(body.signed.statement) : null;
    await outbox.queue([{ title, contentHash, statementHash, operation: { operationId: newId(), body } }], []);
    loop.nudge();
  };

  return {
    state: state.get,
    subscribe: state.subscribe,
    nudge: loop.nudge,
    submit: async (input) => {
      await submit(input, parts);
      loop.nudge();
    },
    ingest: (item) => queueOne(item, { kind: "ingest", itemId: item.itemId, contentHash: item.contentHash }),
    publish: (item, repoId) => queueOne(item, { kind: "publish", itemId: item.itemId, repoId }),
    takeDown: (item, signed) => queueOne(item, { kind: "takedown", itemId: item.itemId, signed }),
    retry: async (operationId) => {
      await outbox.change(operationId, { state: "queued", dueAt: 0 });
      loop.nudge();
    },
    withdraw: (itemId) => withdraw(itemId, parts),
    compareAnew: loop.compareAnew,
    confirmedHash: (itemId) => {
      const values = outbox.view.get().values.filter((value) => value.itemId === itemId && value.kind !== "file");
      return values.findLast((value) => value.state === "confirmed")?.contentHash ?? null;
    },
    heal: async () => {
      for (const itemId of drafts.submitted()) await settleItem(itemId, parts);
    },
  };
}

/** One append carries every request, its state, the mark on the draft and the version. */
async function submit(input: SubmissionInput, { outbox, drafts, files, newId }: SyncParts): Promise<void> {
  const put = async (draft: Draft | null, entries: readonly Entry[]) => {
    const operations = operationsOf({ ...input, draft }, { newId, files: await localFiles(draft, files) });
    if (operations.length === 0) throw new AppError("E_FORM", "内容没有改动，也没有签名，无须上报");
    await outbox.queue(operations, entries);
  };
  if (input.draft === null) return put(null, []);
  await drafts.submit(input.draft, revisionOf(input.draft)?.hash ?? input.ledger.contentHash, put);
}

async function localFiles(draft: Draft | null, files: Files): Promise<ReadonlySet<Digest>> {
  const hashes = revisionOf(draft)?.content.files.map((file) => file.hash) ?? [];
  const known = await Promise.all(hashes.map(async (hash) => ((await files.has(hash)) ? [hash] : [])));
  return new Set(known.flat());
}

async function withdraw(itemId: string, parts: SyncParts): Promise<void> {
  const { outbox, drafts, items } = parts;
  const open = outbox.open(itemId);
  const unfinished = open.filter((value) => !isFinished(value));
  if (unfinished.some((value) => value.state === "sending")) {
    throw new AppError("E_STATE", "正在上报，请等这一次有了结果再撤回");
  }
  await takeBackSent(unfinished, parts);
  const conflict = unfinished.some((value) => value.state === "conflict");
  const base = conflict
    ? await platformBase(itemId, drafts, items)
    : takenOf(outbox.view.get().values.filter((value) => value.itemId === itemId));
  const ids = unfinished.map((value) => value.operationId);
  await outbox.changeAll(ids, takenBack(parts));
  await drafts.reopen(itemId, base);
}

/**
 * What was sent without an answer may have arrived, or may still arrive: it is taken back at the platform, which then
 * does not do it any more. Taken back here alone, it could stay there.
 * @throws AppError E_STATE when the platform has it, and whatever keeps it from being asked
 */
async function takeBackSent(unfinished: readonly OutboxValue[], parts: SyncParts): Promise<void> {
  let taken = false;
  for (const { operationId } of unfinished.filter(({ state }) => state === "waiting")) {
    const { state } = await parts.ask("desk:sync.takeBack", { operationId });
    if (state === "unknown") await parts.outbox.change(operationId, takenBack(parts));
    else taken = true;
  }
  if (!taken) return;
  parts.loop.nudge();
  throw new AppError("E_STATE", "平台已经收到这次上报，不能再撤回；正在取回结果");
}

const takenBack = ({ clock }: Pick<SyncParts, "clock">) =>
  ({ state: "withdrawn", endedAt: clock().toISOString() }) as const;

/** D3: both sides stay: the platform's text becomes a version beside the person's own, which remains the draft. */
async function platformBase(itemId: string, drafts: LocalDrafts, items: PlatformItems): Promise<Settled> {
  const detail = await items.fetch(itemId);
  if (drafts.has(itemId)) {
    const mine = await drafts.open(itemId);
    const { document, metadata } = detail.content;
    await drafts.cutVersion({ ...mine, document, metadata }, "冲突时平台上的版本");
    await drafts.cutVersion(mine, "冲突时本机的版本");
  }
  const { contentHash, revision } = detail.summary;
  return { contentHash, revision, statementHash: lastStatement(detail) };
}

/** Hash of the last signed decision in the item's history, which the next one must name. */
export function lastStatement({ history }: Pick<ItemDetail, "history">): Digest | null {
  const signed = history.flatMap(({ action }) =>
    action.kind === "sign" || action.kind === "return" || action.kind === "takedown" ? [action.statementHash] : [],
  );
  return signed.at(-1) ?? null;
}
