/**
 * Going back to the data 回到旧数据 that an older version reads (L9): the snapshot from before the migration becomes the
 * store again. What the newer version left is copied aside first and kept, so nothing is thrown away either way. A marker
 * is on disk before the first file is replaced; whoever finds it finishes the work, so a kill at any step does no harm.
 */
import { join } from "node:path";
import { z } from "zod";
import { copyFolder, filesIn } from "../copy-folder";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { journalFolderOf, PLACE_NAME } from "../journal-place";
import { snapshotFolder } from "../store-migration";
import { RETURNING as MARKER, readSchema, writeSchema } from "../store-schema";

const marker = z.strictObject({ format: z.literal("caibian-return/1"), to: z.number().int().positive() });

export interface DataReturn {
  readonly fs: FileSystem;
  /** Folder that holds every person's store. */
  readonly stores: string;
  readonly now: Date;
}

export interface Returned {
  /** Stores that are as before the migration again. */
  readonly returned: readonly string[];
  /** Stores that the older version cannot open, and that were not touched. */
  readonly stuck: readonly string[];
}

/** Makes every store one that a version of this data version opens; `null` when only begun work is to be finished. */
export async function returnData(parts: DataReturn, dataVersion: number | null): Promise<Returned> {
  const returned: string[] = [];
  const stuck: string[] = [];
  for (const name of await filesIn(parts.fs, parts.stores)) {
    const done = await returnStore(parts, join(parts.stores, name), dataVersion);
    if (done === "returned") returned.push(name);
    if (done === "stuck") stuck.push(name);
  }
  return { returned, stuck };
}

async function returnStore(parts: DataReturn, folder: string, dataVersion: number | null) {
  const { fs } = parts;
  const begun = await readMarker(fs, folder);
  if (begun !== null) {
    await putBack(fs, folder, begun);
    if (dataVersion === null || begun <= dataVersion) return "returned";
  }
  const schema = await readSchema(fs, folder);
  if (schema === null || dataVersion === null || schema <= dataVersion) return "fits";
  const to = await newestSnapshot(fs, folder, dataVersion);
  if (to === null) return "stuck";
  await keepAside(parts, folder, schema);
  await writeDurable(fs, join(folder, MARKER), `${JSON.stringify({ format: "caibian-return/1", to })}\n`);
  await putBack(fs, folder, to);
  return "returned";
}

async function readMarker(fs: FileSystem, folder: string): Promise<number | null> {
  const text = await readText(fs, join(folder, MARKER)).catch((error: unknown) => {
    // Something that is no folder lies among the stores.
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return null;
    throw error;
  });
  return text === null ? null : marker.parse(JSON.parse(text)).to;
}

/** Only a snapshot with its own `store.json`, which is written last, is whole. */
async function newestSnapshot(fs: FileSystem, folder: string, dataVersion: number): Promise<number | null> {
  for (let schema = dataVersion; schema > 0; schema -= 1) {
    if ((await readText(fs, join(snapshotFolder(folder, schema), "store.json"))) !== null) return schema;
  }
  return null;
}

const isOwn = (name: string): boolean => /\.(json|sealed)$/.test(name) && name !== MARKER && name !== PLACE_NAME;
const isSegment = (name: string): boolean => name.endsWith(".jrn");

/** What the newer version wrote stays readable for it, and for `caibian recover`. */
async function keepAside({ fs, now }: DataReturn, folder: string, schema: number): Promise<void> {
  const to = join(folder, "newer", `schema-${schema}-${now.getTime()}`);
  await copyFolder({ fs, from: folder, to, isWanted: isOwn });
  await copyFolder({ fs, from: await journalFolderOf(fs, folder), to: join(to, "journal"), isWanted: isSegment });
}

/**
 * Records alone go back, not the ways in: a key that was removed since must not open the store again, and the count of
 * wrong PINs does not begin anew. May be run again after a crash in its middle: the snapshot is there until the end.
 */
async function putBack(fs: FileSystem, folder: string, schema: number): Promise<void> {
  const snapshot = snapshotFolder(folder, schema);
  if ((await readText(fs, join(snapshot, "store.json"))) !== null) {
    // Written last: once it is said, all of it is back, and an older version may have gone on writing.
    if ((await readSchema(fs, folder)) !== schema) {
      await putRecordsBack(fs, folder, snapshot);
      await writeSchema(fs, folder, schema);
    }
    await spendSnapshot(fs, snapshot);
  }
  await fs.remove(join(folder, MARKER));
  await fs.syncFolder(folder);
}

async function putRecordsBack(fs: FileSystem, folder: string, snapshot: string): Promise<void> {
  const journal = await journalFolderOf(fs, folder);
  const wanted = await filesIn(fs, join(snapshot, "journal"));
  await copyFolder({ fs, from: join(snapshot, "journal"), to: journal, isWanted: isSegment });
  const extra = (await filesIn(fs, journal)).filter((name) => isSegment(name) && !wanted.includes(name));
  for (const name of extra) await fs.remove(join(journal, name));
  await fs.syncFolder(journal);
}

/** The next migration must take a snapshot of its own: this one knows nothing of what is written from now on. */
async function spendSnapshot(fs: FileSystem, snapshot: string): Promise<void> {
  await fs.remove(join(snapshot, "store.json"));
  await fs.syncFolder(snapshot);
  for (const name of (await filesIn(fs, snapshot)).filter(isOwn)) await fs.remove(join(snapshot, name));
  const journal = join(snapshot, "journal");
  for (const name of (await filesIn(fs, journal)).filter(isSegment)) await fs.remove(join(journal, name));
}
