/** Items put into the queue of an open desk as its own outbox writes them, so that a full list can be looked at. */
import type { Page } from "playwright-core";
import { contentHash, contentOf } from "../shared/model/content";
import { emptyMetadata } from "../shared/model/metadata";
import type { Entry } from "../shared/store/record";
import type { OperationState } from "../shared/sync/operation";

export interface SeededItem {
  readonly title: string;
  readonly state: OperationState;
  readonly failure: { readonly code: string; readonly detail: string } | null;
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  readonly queuedAt: string;
}

/** Main takes at most 200 entries in one append; each item is two. */
const AT_ONCE = 50;

/** Sealed and written by main like any other; the window reads them when it is opened again. */
export async function seedQueue(page: Page, items: readonly SeededItem[]): Promise<void> {
  const entries = items.flatMap(entriesOf);
  for (let at = 0; at < entries.length; at += AT_ONCE * 2) {
    const part = JSON.stringify(entries.slice(at, at + AT_ONCE * 2));
    const answer = await page.evaluate(async (text) => {
      const bridge = Reflect.get(window, "desk");
      return JSON.stringify(await bridge.call("desk:journal.append", { entries: JSON.parse(text) }));
    }, part);
    if (!answer.startsWith('{"ok":true')) throw new Error(`日志没有收下：${answer.slice(0, 200)}`);
  }
}

function entriesOf(item: SeededItem, nth: number): Entry[] {
  const [operationId, itemId] = [`seed-op-${nth}`, `seed-item-${nth}`];
  const paragraph = { kind: "paragraph" as const, id: "b1", align: "left" as const, runs: [] };
  const content = contentOf({ title: item.title, blocks: [paragraph] }, emptyMetadata);
  const hash = contentHash(content);
  const ledger = {
    format: "caibian-ledger/1",
    contentHash: hash,
    status: "complete",
    packs: [],
    findings: [],
    entries: [],
  };
  const request = { operationId, body: { kind: "revision", itemId, parent: null, content, ledger } };
  const order = 1_000 + nth;
  const { title, state, failure, attempts, dueAt, queuedAt } = item;
  const endedAt = state === "confirmed" ? queuedAt : null;
  const value = {
    ...{ operationId, itemId, order, kind: "revision", title, state, queuedAt, attempts, dueAt, failure },
    ...{ contentHash: hash, statementHash: null, receipt: null, endedAt },
  };
  return [
    { table: "outbox", key: `request:${operationId}`, index: { itemId }, value: plain(request) },
    { table: "outbox", key: `state:${operationId}`, index: { itemId, order, state, dueAt }, value: plain(value) },
  ];
}

function plain(value: unknown): Entry["value"] {
  const copy: Entry["value"] = JSON.parse(JSON.stringify(value));
  return copy;
}
