/** Items as they lie in the tables: locked for a change, read with their history. */
import { sql } from "kysely";
import { AppError, check } from "../../shared/failure";
import { type Content, content } from "../../shared/model/content";
import { type Ledger, ledger } from "../../shared/proofreading/ledger";
import { type History, type HistoryEntry, historyEntry } from "../../shared/workflow/history";
import { prepared, preparedAhead } from "../store/prepared";
import type { Database, Tables, Work } from "../store/tables";

/** One writer per item at a time; also for an item that does not exist yet. */
export async function lockItem(work: Work, itemId: string): Promise<void> {
  await takeLock(work, { itemId });
}

interface Named {
  readonly itemId: string;
}

const lockOf = (on: Database | Work, { itemId }: Named) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${itemId}, 0))`.compile(on);
const takeLock = prepared(lockOf);
const takeLockAhead = preparedAhead(lockOf);

/** An item that nobody else changes until the transaction ends. */
export interface LockedItem {
  /** Null for one that does not exist yet. */
  readonly item: Tables["items"] | null;
  readonly history: History;
}

/** Locks, then reads: each statement sees what was committed when the one before it ended. */
export async function lockedItem(work: Work, itemId: string): Promise<LockedItem> {
  await takeLockAhead(work, { itemId });
  const found = await readItemAhead(work, { itemId });
  const history = await historyOf(work, itemId);
  return { item: found.rows[0] ?? null, history };
}

export async function findItem(db: Database | Work, itemId: string): Promise<Tables["items"] | null> {
  const {
    rows: [row],
  } = await readItem(db, { itemId });
  return row ?? null;
}

const itemNamed = (on: Database | Work, { itemId }: Named) =>
  on.selectFrom("items").selectAll().where("item_id", "=", itemId).compile();
const readItem = prepared(itemNamed);
const readItemAhead = preparedAhead(itemNamed);

/** @throws AppError E_NOT_FOUND */
export async function itemOf(db: Database | Work, itemId: string): Promise<Tables["items"]> {
  return existing(await findItem(db, itemId));
}

/** @throws AppError E_NOT_FOUND */
export function existing(item: Tables["items"] | null): Tables["items"] {
  if (item === null) throw new AppError("E_NOT_FOUND", "没有这份稿件");
  return item;
}

function entryOf(text: string): HistoryEntry {
  return check(historyEntry, JSON.parse(text));
}

export async function historyOf(db: Database | Work, itemId: string): Promise<History> {
  const { rows } = await readHistory(db, { itemId });
  return rows.map((row) => entryOf(row.entry));
}

const readHistory = prepared((on, { itemId }: Named) =>
  on.selectFrom("history").select("entry").where("item_id", "=", itemId).orderBy("seq").compile(),
);

/** Histories of many items in one query. */
export async function historiesOf(db: Database, itemIds: readonly string[]): Promise<ReadonlyMap<string, History>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("history")
    .select(["item_id", "entry"])
    .where("item_id", "in", [...itemIds])
    .orderBy("item_id")
    .orderBy("seq")
    .execute();
  const all = new Map<string, HistoryEntry[]>();
  for (const row of rows) all.set(row.item_id, [...(all.get(row.item_id) ?? []), entryOf(row.entry)]);
  return all;
}

/** The newest revision with these bytes. @throws AppError E_HASH when the item never had them. */
export async function contentOfItem(db: Database | Work, itemId: string, hash: string): Promise<Content> {
  const row = await db
    .selectFrom("revisions")
    .select("content")
    .where("item_id", "=", itemId)
    .where("content_hash", "=", hash)
    .orderBy("revision", "desc")
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_HASH", "平台没有这一版内容");
  return check(content, JSON.parse(row.content));
}

/** The ledger of the newest pass on this content. @throws AppError E_NOT_FOUND */
export async function ledgerOfItem(db: Database, itemId: string, hash: string): Promise<Ledger> {
  const row = await db
    .selectFrom("ledgers")
    .select("ledger")
    .where("item_id", "=", itemId)
    .where("content_hash", "=", hash)
    .orderBy("at", "desc")
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "没有这一版的校对台账");
  return check(ledger, JSON.parse(row.ledger));
}
