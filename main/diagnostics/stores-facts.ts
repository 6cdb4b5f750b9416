/** How the stores of this machine stand: counts and sizes; a store is called by its number, not by whose it is. */
import { join } from "node:path";
import { AppError } from "../../shared/failure";
import { type FileSystem, isMissing } from "../journal/filesystem";
import type { Journal } from "../journal/journal";
import { segmentNumber } from "../journal/segment";
import { journalFolderOf } from "../journal-place";
import { readSchema } from "../store-schema";

export interface StoreFact {
  readonly store: string;
  readonly schema: number | string | null;
  readonly journalFiles: number | string;
  readonly damagedFiles: number;
  readonly chunkFiles: number;
}

export interface StoresFacts {
  readonly freeMegabytes: number | string;
  readonly stores: readonly StoreFact[];
  /** Of the store that is open; its repairs are told by their number. */
  readonly open: {
    readonly records: number;
    readonly bytes: number;
    readonly repairs: number;
    readonly readOnly: boolean;
  } | null;
}

export async function storesFacts(fs: FileSystem, dataFolder: string, journal: Journal | null): Promise<StoresFacts> {
  const folder = join(dataFolder, "stores");
  const names = [...(await namesIn(fs, folder))].sort();
  const stores: StoreFact[] = [];
  for (const [at, name] of names.entries()) stores.push(await storeFact(fs, join(folder, name), `存储 ${at + 1}`));
  return {
    freeMegabytes: await orCode(async () => Math.round((await fs.freeBytes(dataFolder)) / 1e6)),
    stores,
    open: await openFact(journal),
  };
}

async function storeFact(fs: FileSystem, folder: string, store: string): Promise<StoreFact> {
  const journal = await orCode(() => journalFolderOf(fs, folder));
  const files = await namesIn(fs, journal);
  return {
    store,
    schema: await orCode(() => readSchema(fs, folder)),
    journalFiles: files.filter((name) => segmentNumber(name) !== null).length,
    damagedFiles: files.filter((name) => name.includes("damaged")).length,
    chunkFiles: (await namesIn(fs, join(journal, "..", "chunks"))).length,
  };
}

async function openFact(journal: Journal | null): Promise<StoresFacts["open"]> {
  if (journal === null) return null;
  const { records, bytes, repairs, readOnly } = await journal.health();
  return { records, bytes, repairs: repairs.length, readOnly };
}

/** What went wrong by its code: a message may name a folder. */
async function orCode<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    return error instanceof Error && "code" in error ? String(error.code) : "E_INTERNAL";
  }
}

async function namesIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fs.list(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
