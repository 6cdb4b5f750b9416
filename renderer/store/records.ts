/**
 * Both local stores as one: the journal first, and with it a change is saved; the index follows in the same order, each
 * append in one transaction, and whoever reads waits for it. When the index fails, writing it stops and everything goes on
 * from the journal alone; nothing is deleted and nothing is retried in a loop.
 */
import { AppError, type Failure, toFailure } from "../../shared/failure";
import { type Entry, type SealedRecord, sealedRecord, type TableName } from "../../shared/store/record";
import type { Ask } from "../services";
import type { Signal } from "../signal";
import type { Index } from "./database";

export interface StoreHealth {
  /** `both`: journal and index. `journal-only`: the index failed and is no longer written. */
  readonly mode: "both" | "journal-only";
  /** Why the last write or the index failed; null when all is well. */
  readonly trouble: Failure | null;
  /** What recovery did, in Chinese, one line each. */
  readonly repairs: readonly string[];
}

export interface StoredValue {
  readonly key: string;
  readonly index: SealedRecord["index"];
  readonly value: unknown;
}

export interface Records {
  /** Resolves when the journal has all of it on disk. @throws AppError as the journal answers. */
  readonly append: (entries: readonly Entry[]) => Promise<{ readonly savedAt: string }>;
  readonly get: (table: TableName, keys: readonly string[]) => Promise<StoredValue[]>;
  readonly scan: (table: TableName, prefix: string) => Promise<StoredValue[]>;
  readonly health: Signal<StoreHealth>;
  readonly note: (line: string) => void;
  /** Records that main has appended by itself: the index gets them too. */
  readonly take: (records: readonly SealedRecord[]) => Promise<void>;
  /** Resolves when every write begun so far has ended. */
  readonly settled: () => Promise<void>;
  /** The index while it is written; null once it failed. */
  readonly index: () => Promise<Index | null>;
  readonly close: () => void;
}

export const BATCH_BYTES = 4_000_000;
export const BATCH_RECORDS = 500;
const AT_ONCE = 3;

export function createRecords(ask: Ask, opened: Index | null, health: Signal<StoreHealth>): Records {
  let index = opened;
  let tail: Promise<unknown> = Promise.resolve();
  /** Writes under way. What they write is read only after them; anything else waits for none of them. */
  const underWay = new Set<{ readonly entries: readonly Entry[]; readonly ended: Promise<unknown> }>();
  const written = async (concerned: (entry: Entry) => boolean): Promise<void> => {
    const before = [...underWay].filter(({ entries }) => entries.some(concerned));
    await Promise.all(before.map(({ ended }) => ended));
  };
  /** What the index still has to take. A slow index delays no save, and so no keystroke (E12). */
  let following: Promise<void> = Promise.resolve();

  const note = (line: string) => health.set({ ...health.get(), repairs: [...health.get().repairs, line] });
  const giveUpIndex = (cause: unknown) => {
    index = null;
    health.set({ ...health.get(), mode: "journal-only", trouble: { code: "E_INDEX_DAMAGED", detail: nameOf(cause) } });
  };
  const putInIndex = (records: readonly SealedRecord[]): Promise<void> => {
    following = following.then(() => index?.put(records)).catch(giveUpIndex);
    return following;
  };
  const write = async (entries: readonly Entry[]) => {
    const answer = await ask("desk:journal.append", { entries: [...entries] }).catch((error: unknown) => {
      // A refused text is the person's matter, not the store's.
      if (!(error instanceof AppError && error.code === "E_SECRET")) {
        health.set({ ...health.get(), trouble: toFailure(error) });
      }
      throw error;
    });
    void putInIndex(answer.records);
    if (index !== null && health.get().trouble !== null) health.set({ ...health.get(), trouble: null });
    return { savedAt: answer.savedAt };
  };
  const sealed = async (
    fromIndex: (from: Index) => Promise<SealedRecord[]>,
    fallback: () => Promise<SealedRecord[]>,
  ) => {
    await following;
    if (index === null) return fallback();
    return fromIndex(index).catch((cause: unknown) => {
      giveUpIndex(cause);
      return fallback();
    });
  };
  const open = async (records: readonly SealedRecord[]): Promise<StoredValue[]> => {
    const values = await openRecords(ask, records);
    const lost = records.filter((record, at) => record.sealed !== null && values[at] === null);
    if (lost.length > 0) return healed(records, lost);
    return present(records, values);
  };
  /** A row that will not open is damaged in the index: its twin in the journal takes its place. */
  const healed = async (records: readonly SealedRecord[], lost: readonly SealedRecord[]): Promise<StoredValue[]> => {
    const twins = await readJournal(ask, lost);
    await putInIndex(twins);
    const byKey = new Map(twins.map((twin) => [`${twin.table} ${twin.key}`, twin]));
    const mended = records.map((record) => byKey.get(`${record.table} ${record.key}`) ?? record);
    const values = await openRecords(ask, mended);
    const still = mended.filter((record, at) => record.sealed !== null && values[at] === null).length;
    note(
      still === 0
        ? `索引中有 ${lost.length} 条记录损坏，已由日志补回。`
        : `有 ${still} 条记录在两处存储中都打不开，原数据已保留，请联系技术支持。`,
    );
    return present(mended, values);
  };

  const settled = async () => {
    await tail;
    await following;
  };

  return {
    append: (entries) => {
      const mine = tail.then(() => write(entries));
      const writing = { entries, ended: mine.catch(() => undefined) };
      underWay.add(writing);
      tail = writing.ended.then(() => underWay.delete(writing));
      return mine;
    },
    get: async (table, keys) => {
      const wanted = keys.map((key) => ({ table, key }));
      await written((entry) => entry.table === table && keys.includes(entry.key));
      return open(
        await sealed(
          (from) => from.get(table, keys),
          () => readJournal(ask, wanted),
        ),
      );
    },
    scan: async (table, prefix) => {
      await written((entry) => entry.table === table && entry.key.startsWith(prefix));
      return open(
        await sealed(
          (from) => from.scan(table, prefix),
          () => scanJournal(ask, table, prefix),
        ),
      );
    },
    health,
    note,
    take: putInIndex,
    settled,
    index: async () => {
      await settled();
      return index;
    },
    close: () => index?.close(),
  };
}

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : "");

function present(records: readonly SealedRecord[], values: readonly unknown[]): StoredValue[] {
  return records.flatMap((record, at) => {
    const value = values[at] ?? null;
    return value === null ? [] : [{ key: record.key, index: record.index, value }];
  });
}

/** Whether a row still has the form of a record. One that a bad disk has changed is nothing main would take. */
export const isWhole = (record: SealedRecord): boolean => sealedRecord.safeParse(record).success;

/**
 * Opens sealed records in batches small enough for one message. The answer is in the order of `records`; null for a
 * deletion and for a damaged row, which never keeps the others closed.
 */
export async function openRecords(ask: Ask, records: readonly SealedRecord[]): Promise<unknown[]> {
  const values = new Map<SealedRecord, unknown>();
  const waiting = [...batches(records.filter(isWhole))];
  const openOn = async (): Promise<void> => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const answer = await ask("desk:journal.open", { records: [...batch] });
      for (const [at, record] of batch.entries()) values.set(record, answer.values[at] ?? null);
    }
  };
  // Main opens one batch while the window prepares the next.
  await Promise.all(Array.from({ length: AT_ONCE }, openOn));
  return records.map((record) => values.get(record) ?? null);
}

export function* batches(records: readonly SealedRecord[]): Generator<readonly SealedRecord[]> {
  let batch: SealedRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.sealed?.length ?? 0;
    if (batch.length > 0 && (batch.length >= BATCH_RECORDS || bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** How many keys one journal.read asks for: few enough for one message, also where each is a piece of a file. */
const READ_KEYS = 200;
const READ_PIECES = 10;

export async function readJournal(
  ask: Ask,
  keys: readonly { readonly table: TableName; readonly key: string }[],
): Promise<SealedRecord[]> {
  const found: SealedRecord[] = [];
  for (const part of parcels(keys, { rows: READ_KEYS, pieces: READ_PIECES })) {
    found.push(...(await ask("desk:journal.read", { keys: part.map(({ table, key }) => ({ table, key })) })));
  }
  return found;
}

/** Keys in parcels: many small rows, or a few pieces of files, which are large. */
export function parcels<T extends { readonly table: TableName }>(
  keys: readonly T[],
  size: { readonly rows: number; readonly pieces: number },
): readonly (readonly T[])[] {
  const isPiece = ({ table }: T) => table === "files";
  const rows = keys.filter((key) => !isPiece(key));
  return [...slices(rows, size.rows), ...slices(keys.filter(isPiece), size.pieces)];
}

function slices<T>(list: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

async function scanJournal(ask: Ask, table: TableName, prefix: string): Promise<SealedRecord[]> {
  const positions = await ask("desk:journal.positions", null);
  const wanted = positions
    .filter((position) => position.table === table && position.key.startsWith(prefix) && !position.deleted)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return readJournal(ask, wanted);
}
