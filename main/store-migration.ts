/**
 * Migrations 迁移 of a store's records. Before the first row is rewritten the whole store is copied aside as it is and
 * read back, so that the version from before can open the copy again (docs/reliability.md).
 */
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../shared/failure";
import { bodyKey } from "../shared/store/searchable";
import { STORE_SCHEMA } from "../shared/store/store-version";
import { copyFolder, filesIn } from "./copy-folder";
import { readText } from "./durable-file";
import { type FileSystem, unlessFull } from "./journal/filesystem";
import type { Records } from "./journal/records";
import { rowName } from "./journal/row";
import { writeSchema } from "./store-schema";

export interface StoreMigration {
  readonly to: number;
  readonly name: string;
  /** Writes rows anew; may be run again after a crash in its middle. */
  readonly run: (records: Records) => Promise<void>;
}

const BATCH = 100;
const summary = z.looseObject({ itemId: z.string(), updatedAt: z.string(), stage: z.string() });

const bodyOf = (itemId: string) => ({ table: "drafts" as const, key: bodyKey(itemId) });

/** Summaries say their column, so that lists and searches need no body. */
async function summariesWithColumn(records: Records): Promise<void> {
  const keys = records
    .positions()
    .filter((at) => at.table === "drafts" && at.key.startsWith("summary:") && !at.deleted);
  for (let from = 0; from < keys.length; from += BATCH) {
    const rows = await records.read(keys.slice(from, from + BATCH));
    const values = records.open(rows).map((value) => summary.safeParse(value).data ?? null);
    const bodies = values.flatMap((value) => (value === null ? [] : [bodyOf(value.itemId)]));
    const texts = new Map((await records.texts(bodies)).map(({ row, text }) => [row, text]));
    const entries = rows.flatMap(({ table, key, index }, at) => {
      const value = values[at] ?? null;
      const text = value === null ? null : texts.get(rowName(bodyOf(value.itemId)));
      // A summary without its body, or one that cannot be read, stays as it is.
      if (value === null || !text) return [];
      return [{ table, key, index, value: z.json().parse({ ...value, columnId: text.columnId }) }];
    });
    if (entries.length > 0) await records.rewrite(entries);
  }
}

/** Appended, never edited. The last one's number is STORE_SCHEMA. */
export const storeMigrations: readonly StoreMigration[] = [
  { to: STORE_SCHEMA, name: "草稿摘要记下栏目", run: summariesWithColumn },
];

export interface SnapshotTask {
  readonly fs: FileSystem;
  /** The store's own folder. */
  readonly folder: string;
  readonly journal: string;
  /** The version the store has now. */
  readonly schema: number;
}

export const snapshotFolder = (folder: string, schema: number): string => join(folder, "snapshots", `schema-${schema}`);

/** Nothing runs yet: the files lie still. @throws AppError E_DISK, and the store is as it was */
export async function takeSnapshot({ fs, folder, journal, schema }: SnapshotTask): Promise<void> {
  const to = snapshotFolder(folder, schema);
  if ((await readText(fs, join(to, "store.json"))) !== null) return;
  try {
    // Of one that was cut off before: segments that compaction has taken away since would bring deleted rows back.
    for (const name of await filesIn(fs, join(to, "journal"))) await fs.remove(join(to, "journal", name));
    const isOwn = (name: string) => /\.(json|sealed)$/.test(name) && name !== "journal-place.json";
    await copyFolder({ fs, from: folder, to, isWanted: (name) => isOwn(name) && !name.startsWith("store.") });
    await copyFolder({ fs, from: journal, to: join(to, "journal"), isWanted: (name) => name.endsWith(".jrn") });
    // Last: it says that the snapshot is whole.
    await writeSchema(fs, to, schema);
  } catch (cause) {
    throw cause instanceof AppError
      ? cause
      : new AppError("E_DISK", "升级本机存储前没有能保存快照，存储未改动", { cause });
  }
}

export interface MigrationTask {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly schema: number;
  readonly records: Records;
  readonly migrations: readonly StoreMigration[];
}

/** Runs what the store still lacks, one after another; the version counts up after each. */
export async function migrateStore({ fs, folder, schema, records, migrations }: MigrationTask): Promise<void> {
  for (const { to, run } of migrations) {
    if (to <= schema) continue;
    await run(records);
    await writeSchema(fs, folder, to);
  }
  // Mends a copy that is missing or damaged.
  await writeSchema(fs, folder, Math.max(schema, migrations.at(-1)?.to ?? schema)).catch(unlessFull);
}
