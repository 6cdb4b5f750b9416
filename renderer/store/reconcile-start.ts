/**
 * Opening both stores at unlock: the index is compared with the journal by position, and whichever lacks a record
 * gets it from the other. What was repaired is told to the person.
 */

import { toFailure } from "../../shared/failure";
import { reconcile } from "../../shared/store/reconcile";
import type { Position, SealedRecord, TableName } from "../../shared/store/record";
import { sameStamp } from "../../shared/store/stamp";
import { type After, browserAfter } from "../after";
import type { Ask } from "../services";
import { createSignal, type Signal } from "../signal";
import { type Index, type IndexedDbPort, type Memory, openIndex } from "./database";
import { opening, punctualIndex } from "./deadline";
import { batches, createRecords, isWhole, parcels, type Records, readJournal, type StoreHealth } from "./records";

type RecordKey = Pick<Position, "table" | "key">;

export interface StoreParts {
  readonly ask: Ask;
  readonly port: IndexedDbPort;
  readonly memory: Memory;
  /** The window's own time, unless a test plays another. */
  readonly after?: After;
}

/** Opens the stores of one person. Never fails because of the index: without it the journal serves alone. */
export async function openRecordsOf(
  storeId: string,
  { ask, port, memory, after = browserAfter }: StoreParts,
): Promise<Records> {
  const journal = await ask("desk:journal.health", null);
  const health = createSignal<StoreHealth>({ mode: "both", trouble: null, repairs: journal.repairs });
  // Opening IndexedDB on a full disk has wiped it (Chromium's SQLite back end, 9 of 9 runs): it is left alone until there
  // is room. The journal has its ballast and its prepared segments.
  if (journal.readOnly) {
    health.set({ ...health.get(), mode: "journal-only", trouble: { code: "E_DISK", detail: "" } });
    return createRecords(ask, null, health);
  }
  const index = await openIndexOrNone(storeId, { port, memory, after }, health);
  if (index !== null) {
    await reconcileIndex(ask, index, health).catch((cause: unknown) => damaged(health, cause));
  }
  return createRecords(ask, health.get().mode === "both" ? index : null, health);
}

function damaged(health: Signal<StoreHealth>, cause: unknown): void {
  const failure = toFailure(cause);
  // A failure of the journal itself keeps its own code; anything else here came from IndexedDB.
  const trouble = failure.code === "E_INTERNAL" ? { code: "E_INDEX_DAMAGED" as const, detail: "" } : failure;
  health.set({ ...health.get(), mode: "journal-only", trouble });
}

async function openIndexOrNone(
  storeId: string,
  { port, memory, after }: Required<Omit<StoreParts, "ask">>,
  health: Signal<StoreHealth>,
): Promise<Index | null> {
  try {
    const opened = openIndex(storeId, port, memory);
    // Late, it is of no use any more and must not stand in the way of the next window.
    const { index, aside } = await opening(opened, after).catch((cause: unknown) => {
      opened.then((late) => late.index.close()).catch(() => undefined);
      throw cause;
    });
    if (aside.length > 0) {
      note(health, `索引 ${aside.join("、")} 无法打开，已原样保留；新索引由日志重建。`);
    }
    return punctualIndex(index, after);
  } catch (cause) {
    damaged(health, cause);
    return null;
  }
}

const note = (health: Signal<StoreHealth>, line: string) =>
  health.set({ ...health.get(), repairs: [...health.get().repairs, line] });

async function reconcileIndex(ask: Ask, index: Index, health: Signal<StoreHealth>): Promise<void> {
  const [there, here] = await Promise.all([ask("desk:journal.stamp", null), index.stamp()]);
  if (here !== null && sameStamp(there, here)) return;
  const journal = await ask("desk:journal.positions", null);
  const plan = reconcile(journal, await index.positions());
  for (const part of parcels(plan.fetch, FETCH)) await index.put(await readJournal(ask, part));
  const restored = await rowsOf(index, plan.restore);
  for (const batch of batches(restored)) {
    const { records } = await ask("desk:journal.restore", { records: [...batch] });
    await index.put(records);
  }
  const dropped = new Set(plan.drop.map(nameOf));
  await index.put(journal.filter((position) => dropped.has(nameOf(position))).map(deletionOf));
  if (plan.fetch.length > 0) note(health, `索引缺少 ${plan.fetch.length} 条记录，已由日志补回。`);
  if (restored.length > 0) note(health, `日志缺少 ${restored.length} 条记录，已由索引补回。`);
}

/** Rows that go into the index in one transaction. */
const FETCH = { rows: 400, pieces: 10 };

async function rowsOf(index: Index, keys: readonly RecordKey[]): Promise<SealedRecord[]> {
  const byTable = new Map<TableName, string[]>();
  for (const { table, key } of keys) byTable.set(table, [...(byTable.get(table) ?? []), key]);
  const rows = await Promise.all([...byTable].map(([table, keys]) => index.get(table, keys)));
  // A damaged row has nothing to give back; it stays where it is and is told when somebody opens it.
  return rows.flat().filter(isWhole);
}

const nameOf = ({ table, key }: RecordKey): string => `${table} ${key}`;
const deletionOf = ({ table, key, seq }: Position): SealedRecord => ({ table, key, seq, index: {}, sealed: null });
