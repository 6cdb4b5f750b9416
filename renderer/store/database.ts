/**
 * The Dexie index: sealed rows, rebuildable from the journal. Strict durability, because Chromium's relaxed default
 * loses acknowledged writes in a power cut. A database that cannot be opened is kept aside, never deleted.
 */
import Dexie, { type EntityTable } from "dexie";
import { z } from "zod";
import { AppError } from "../../shared/failure";
import { type Position, type SealedRecord, type TableName, tables } from "../../shared/store/record";
import { restamped, type Stamp, stamp, stampOf } from "../../shared/store/stamp";

/** A row as it lies in IndexedDB: everything clear is an id, a time, a number or a state. */
export interface Row {
  readonly key: string;
  readonly seq: number;
  /** 1 for a deletion, which stays as a marker so that both stores agree on it. */
  readonly gone: 0 | 1;
  readonly sealed: string | null;
  readonly index: SealedRecord["index"];
}

export interface IndexedDbPort {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/** Remembers across starts which database name is in use; holds no content. */
export interface Memory {
  readonly get: (name: string) => string | null;
  readonly set: (name: string, value: string) => void;
}

/** `gone` and `seq` in one compound index: positions are read from keys alone, without touching a body. */
const ROW_SCHEMA = "&key, [key+seq+gone]";
const MAX_ASIDE = 5;

/** Schema versions are appended, never edited. */
function define(name: string, port: IndexedDbPort): Dexie {
  const db = new Dexie(name, { ...port, chromeTransactionDurability: "strict" });
  db.version(1).stores(Object.fromEntries(tables.map((table) => [table, ROW_SCHEMA])));
  db.version(2).stores({ [STAMPS]: "&name" });
  return db;
}

/** One row: what all the others amount to. Written in the transaction that writes them. */
const STAMPS = "stamps";

const stampRow = z.object({ name: z.literal("rows"), stamp, counts: z.record(z.string(), z.number().int()) });
type StampRow = z.infer<typeof stampRow>;

export interface Index {
  readonly name: string;
  /** Puts all records in one transaction; a row that is newer already stays. */
  readonly put: (records: readonly SealedRecord[]) => Promise<void>;
  readonly get: (table: TableName, keys: readonly string[]) => Promise<SealedRecord[]>;
  /** Rows whose key starts with `prefix`, in key order. */
  readonly scan: (table: TableName, prefix: string) => Promise<SealedRecord[]>;
  /** Every row, by a cursor: seconds for ten thousand drafts. Sets the stamp anew. */
  readonly positions: () => Promise<Position[]>;
  /** What the live rows amount to; null where it is not known, or where rows have come or gone without it. */
  readonly stamp: () => Promise<Stamp | null>;
  readonly close: () => void;
}

export interface OpenedIndex {
  readonly index: Index;
  /** Names of databases that would not open and were left where they are. */
  readonly aside: readonly string[];
}

const databaseName = (storeId: string, generation: number): string =>
  generation === 0 ? `caibian-${storeId}` : `caibian-${storeId}-${generation}`;

/** Opens the remembered database, or a new one beside those that will not open. @throws the last error when none opens. */
export async function openIndex(storeId: string, port: IndexedDbPort, memory: Memory): Promise<OpenedIndex> {
  const slot = `caibian-index-${storeId}`;
  const first = Number.parseInt(memory.get(slot) ?? "0", 10) || 0;
  const aside: string[] = [];
  for (let generation = first; ; generation += 1) {
    const db = define(databaseName(storeId, generation), port);
    await refuseNewer(port, db);
    try {
      await db.open();
      memory.set(slot, String(generation));
      return { index: indexOver(db), aside };
    } catch (error) {
      db.close();
      aside.push(db.name);
      if (generation - first >= MAX_ASIDE) throw error;
    }
  }
}

/** Dexie keeps its versions times ten. */
const VERSION_STEP = 10;

/**
 * Dexie would open a database that a later version of the workstation has written, and write into it. That one is whole,
 * and not to be changed or replaced behind the later version's back. @throws AppError E_STORE_NEWER
 */
async function refuseNewer({ indexedDB }: IndexedDbPort, db: Dexie): Promise<void> {
  // A list that cannot be had is told by opening, just after this.
  const known = await indexedDB.databases().catch(() => []);
  const version = known.find(({ name }) => name === db.name)?.version ?? 0;
  if (version > db.verno * VERSION_STEP) throw new AppError("E_STORE_NEWER", db.name);
}

function indexOver(db: Dexie): Index {
  const rows = (table: TableName): EntityTable<Row, "key"> => db.table(table);
  return {
    name: db.name,
    put: async (records) => {
      if (records.length === 0) return;
      const names = [...new Set(records.map((record) => record.table))];
      await db.transaction("rw", [...names, STAMPS], async () => {
        let known = await readStamp(db);
        for (const name of names) {
          const changes = await putNewer(name, rows(name), records);
          known = known === null ? null : stamped(known, changes);
        }
        if (known !== null) await db.table(STAMPS).put(known);
      });
    },
    get: async (table, keys) => {
      const found = await rows(table).bulkGet([...keys]);
      return found.flatMap((row) => (row === undefined ? [] : [recordOf(table, row)]));
    },
    scan: async (table, prefix) => {
      const found = await rows(table).where("key").startsWith(prefix).toArray();
      return found.map((row) => recordOf(table, row));
    },
    positions: () =>
      db.transaction("rw", [...tables, STAMPS], async () => {
        const all = await Promise.all(tables.map(async (table) => positionsOf(table, await keysOf(rows(table)))));
        const counts = Object.fromEntries(tables.map((table, at) => [table, all[at]?.length ?? 0]));
        await db.table(STAMPS).put({ name: "rows", stamp: stampOf(all.flat()), counts } satisfies StampRow);
        return all.flat();
      }),
    stamp: () =>
      db.transaction("r", [...tables, STAMPS], async () => {
        const known = await readStamp(db);
        const counts = await Promise.all(tables.map((table) => rows(table).count()));
        const whole = tables.every((table, at) => (known?.counts[table] ?? 0) === counts[at]);
        return known !== null && whole ? known.stamp : null;
      }),
    close: () => db.close(),
  };
}

async function readStamp(db: Dexie): Promise<StampRow | null> {
  return stampRow.safeParse(await db.table(STAMPS).get("rows")).data ?? null;
}

interface Change {
  readonly before: Position | null;
  readonly after: Position;
}

function stamped({ name, stamp: known, counts }: StampRow, changes: readonly Change[]): StampRow {
  const now = { ...counts };
  let sum = known;
  for (const { before, after } of changes) {
    sum = restamped(sum, before, after);
    if (before === null) now[after.table] = (now[after.table] ?? 0) + 1;
  }
  return { name, stamp: sum, counts: now };
}

/** Answers which rows took whose place. */
async function putNewer(
  name: TableName,
  table: EntityTable<Row, "key">,
  records: readonly SealedRecord[],
): Promise<readonly Change[]> {
  const newest = new Map<string, SealedRecord>();
  for (const record of records) {
    if (record.table !== name) continue;
    const known = newest.get(record.key);
    if (known === undefined || known.seq <= record.seq) newest.set(record.key, record);
  }
  const found = await table.bulkGet([...newest.keys()]);
  const present = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.key, row]])));
  const rows = [...newest.values()].map(rowOf).filter((row) => row.seq >= (present.get(row.key)?.seq ?? -1));
  await table.bulkPut(rows);
  return rows.map((after) => {
    const before = present.get(after.key);
    return { before: before === undefined ? null : positionOf(name, before), after: positionOf(name, after) };
  });
}

const positionOf = (table: TableName, { key, seq, gone }: Row): Position => ({ table, key, seq, deleted: gone === 1 });

const rowOf = (record: SealedRecord): Row => ({
  key: record.key,
  seq: record.seq,
  gone: record.sealed === null ? 1 : 0,
  sealed: record.sealed,
  index: record.index,
});

const recordOf = (table: TableName, row: Row): SealedRecord => ({
  table,
  key: row.key,
  seq: row.seq,
  index: row.index,
  sealed: row.sealed,
});

const keysOf = (table: EntityTable<Row, "key">) => table.orderBy("[key+seq+gone]").keys();

function positionsOf(table: TableName, keys: readonly unknown[]): Position[] {
  return keys.flatMap((parts): Position[] => {
    if (!Array.isArray(parts)) return [];
    const [key, seq, gone] = parts;
    return typeof key === "string" && typeof seq === "number" ? [{ table, key, seq, deleted: gone === 1 }] : [];
  });
}
