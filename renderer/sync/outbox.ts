/** The outbox 上报队列: frozen requests and what became of each. Memory follows the disk, never leads it. */
import { AppError } from "../../shared/failure";
import type { Entry } from "../../shared/store/record";
import type { Operation } from "../../shared/sync/operation";
import { isFinished, isParked } from "../../shared/sync/plan";
import type { OutboxEntry } from "../services";
import { createSignal, type Signal } from "../signal";
import { parsed } from "../store/drafts";
import type { Files } from "../store/files";
import type { Records, StoredValue } from "../store/records";
import {
  type OutboxValue,
  outboxValue,
  requestEntry,
  requestKey,
  requestValue,
  stateEntry,
  stateKey,
} from "./outbox-record";

/** What the person sees and what the loop works on, always of the same moment. */
export interface OutboxView {
  readonly values: readonly OutboxValue[];
  readonly entries: readonly OutboxEntry[];
  /** Rows that a newer version wrote: what was queued behind them for the same item waits for an update. */
  readonly held: readonly Held[];
}

export interface Held {
  readonly itemId: string;
  readonly order: number;
}

export interface NewOperation {
  readonly operation: Operation;
  readonly title: string;
  readonly contentHash: OutboxValue["contentHash"];
  readonly statementHash: OutboxValue["statementHash"];
}

export interface Outbox {
  readonly view: Signal<OutboxView>;
  readonly load: () => Promise<void>;
  /** Drops everything decrypted. What is under way is repeated later under its key. */
  readonly forget: () => void;
  /**
   * Puts all operations, and whatever belongs to the same change, into one append.
   * A new decision replaces the parked ones of its item: they stay as records and are never sent again.
   */
  readonly queue: (operations: readonly NewOperation[], also: readonly Entry[]) => Promise<void>;
  /** Operations of an item that have neither been confirmed nor taken back. */
  readonly open: (itemId: string) => readonly OutboxValue[];
  readonly change: (operationId: string, patch: Partial<OutboxValue>) => Promise<void>;
  /** Several changes in one append. */
  readonly changeAll: (ids: readonly string[], patch: Partial<OutboxValue>) => Promise<void>;
  /** Back into the queue, under their old keys, at their old places: the platform has lost what it once took. */
  readonly offerAgain: (ids: readonly string[]) => Promise<void>;
  /** The frozen request. Of a file, main has every byte afterwards. @throws AppError E_NOT_FOUND, E_ATTACHMENT */
  readonly request: (operationId: string) => Promise<Operation>;
}

export interface OutboxParts {
  readonly records: Records;
  readonly files: Files;
  readonly clock: () => Date;
}

/** Finished operations stay readable this long. */
const KEEP_DAYS = 30;
/** Two rows for each operation; main takes at most 200 entries in one append. */
const PURGE_AT_ONCE = 90;

export function createOutbox({ records, files, clock }: OutboxParts): Outbox {
  const view = createSignal<OutboxView>({ values: [], entries: [], held: [] });
  let held: readonly Held[] = [];
  const values = new Map<string, OutboxValue>();
  const operations = new Map<string, Operation>();

  const show = () => {
    const ordered = [...values.values()].sort((a, b) => a.order - b.order);
    view.set({ values: ordered, entries: ordered.flatMap(entryOf), held });
  };
  const entryOf = (value: OutboxValue): OutboxEntry[] => {
    const operation = operations.get(value.operationId);
    if (operation === undefined) return [];
    const { state, title, queuedAt, attempts, failure } = value;
    return [{ operation, state, title, queuedAt, attempts, failure }];
  };
  const readRequests = async (ids: readonly string[]) => {
    const stored = await records.get("outbox", ids.map(requestKey));
    for (const operation of parsed(requestValue, stored, records)) operations.set(operation.operationId, operation);
  };
  const purge = async (ended: readonly OutboxValue[]) => {
    const limit = new Date(clock().getTime() - KEEP_DAYS * 86_400_000).toISOString();
    const old = ended.filter((value) => value.endedAt !== null && value.endedAt < limit).slice(0, PURGE_AT_ONCE);
    if (old.length === 0) return;
    const keys = old.flatMap(({ operationId }) => [stateKey(operationId), requestKey(operationId)]);
    await records.append(keys.map((key) => ({ table: "outbox" as const, key, index: {}, value: null })));
    for (const { operationId } of old) values.delete(operationId);
  };
  const changeAll = async (ids: readonly string[], patch: Partial<OutboxValue>) => {
    const changed = ids.flatMap((operationId) => {
      const value = values.get(operationId);
      return value === undefined ? [] : [{ ...value, ...patch }];
    });
    if (changed.length === 0) return;
    await records.append(changed.map(stateEntry));
    for (const value of changed) values.set(value.operationId, value);
    show();
  };

  return {
    view,
    load: async () => {
      const stored = await records.scan("outbox", "state:");
      for (const value of parsed(outboxValue, stored, records)) values.set(value.operationId, value);
      held = heldBy(stored);
      const all = [...values.values()];
      await readRequests(all.filter((value) => value.endedAt === null).map((value) => value.operationId));
      // Old rows may stay until the next start when the disk takes no more now.
      await purge(all.filter(isFinished)).catch(() => undefined);
      show();
    },
    queue: async (added, also) => {
      const first = Math.max(0, ...[...values.values(), ...held].map((value) => value.order)) + 1;
      const queuedAt = clock().toISOString();
      const fresh = added.map((item, at) => freshValue(item, { order: first + at, queuedAt }));
      const requests = added.map(({ operation }) => requestEntry(operation));
      const replaced = supersededBy([...values.values()], fresh).map((value) => ended(value, queuedAt));
      const entries = [...requests, ...fresh.map(stateEntry), ...replaced.map(stateEntry), ...also];
      if (entries.length > 200) throw new AppError("E_TOO_LARGE", "一次上报的附件过多，请分批上报");
      await records.append(entries);
      for (const value of [...fresh, ...replaced]) values.set(value.operationId, value);
      for (const { operation } of added) operations.set(operation.operationId, operation);
      show();
    },
    open: (itemId) => [...values.values()].filter((value) => value.itemId === itemId && value.endedAt === null),
    offerAgain: async (ids) => {
      const patch = { state: "queued", dueAt: 0, attempts: 0, failure: null, endedAt: null, again: true } as const;
      for (let at = 0; at < ids.length; at += PURGE_AT_ONCE) {
        const part = ids.slice(at, at + PURGE_AT_ONCE);
        await readRequests(part);
        await changeAll(part, patch);
      }
    },
    forget: () => {
      held = [];
      values.clear();
      operations.clear();
      show();
    },
    change: (operationId, patch) => changeAll([operationId], patch),
    changeAll,
    request: async (operationId) => {
      if (!operations.has(operationId)) await readRequests([operationId]);
      const found = operations.get(operationId);
      if (found === undefined) throw new AppError("E_NOT_FOUND", "本机没有这次上报的内容");
      if (found.body.kind === "file") await files.ready(found.body.hash);
      return found;
    },
  };
}

/** Item and order stand in the clear part of a row, which every version reads. */
const heldBy = (stored: readonly StoredValue[]): Held[] =>
  stored.flatMap(({ value, index: { itemId, order } }) =>
    outboxValue.safeParse(value).success || typeof itemId !== "string" || typeof order !== "number"
      ? []
      : [{ itemId, order }],
  );

const ended = (value: OutboxValue, at: string): OutboxValue => ({ ...value, state: "withdrawn", endedAt: at });

/** Unfinished operations of the items of `fresh` that stand behind a parked one. */
function supersededBy(values: readonly OutboxValue[], fresh: readonly OutboxValue[]): OutboxValue[] {
  const items = new Set(fresh.map((value) => value.itemId));
  const unfinished = values.filter((value) => items.has(value.itemId) && !isFinished(value));
  const blocked = new Set(unfinished.filter(isParked).map((value) => value.itemId));
  return unfinished.filter((value) => blocked.has(value.itemId));
}

function freshValue(
  { operation, title, contentHash, statementHash }: NewOperation,
  { order, queuedAt }: { readonly order: number; readonly queuedAt: string },
): OutboxValue {
  return {
    operationId: operation.operationId,
    itemId: operation.body.itemId,
    order,
    kind: operation.body.kind,
    title,
    state: "queued",
    queuedAt,
    attempts: 0,
    dueAt: 0,
    failure: null,
    contentHash,
    statementHash,
    receipt: null,
    endedAt: null,
  };
}
