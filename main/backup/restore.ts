/**
 * Puts a generation of the backup back as a store of this machine. It has one way in, the platform's: the owner asks with
 * his key, an administrator approves, and only then it opens (main/recovery.ts).
 */
import { dirname, join } from "node:path";
import { AppError } from "../../shared/failure";
import { writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { segmentName } from "../journal/segment";
import { writeSchema } from "../store-schema";
import { CHUNKS, type ManifestBody, namesIn, readManifest, readPart } from "./manifest";
import type { BackupPlace } from "./write";

export interface RestoreTask extends BackupPlace {
  readonly storeId: string;
  readonly generation: string;
  /** The stores of this machine, and where each keeps its journal. */
  readonly stores: string;
  /** Its name among them, where another store has the one it had. */
  readonly as?: string;
  readonly journalFolder: (storeId: string) => string;
}

/** @throws AppError E_STATE where the store is here already; E_BACKUP, E_STORE_NEWER; nothing is begun before all is checked */
export async function restoreBackup(task: RestoreTask): Promise<ManifestBody> {
  const { fs, storeId, generation, as: place = storeId } = task;
  const from = join(task.folder, storeId);
  const to = join(task.stores, place);
  if ((await namesIn(fs, to)).includes("vault.json")) throw new AppError("E_STATE", "本机已有这个存储，没有改动");
  const { body } = await readManifest(fs, from, generation);
  const [header, ...rows] = body.files;
  if (body.storeId !== storeId || header === undefined) throw new AppError("E_BACKUP", "备份属于另一个存储");
  // All of it is read before the first byte is written; the second reading is the one that is copied.
  for (const { name, digest } of body.files) await readPart(fs, join(from, name), digest);
  for (const { name, digest } of body.chunks) await readPart(fs, join(from, CHUNKS, name), digest);
  const journal = task.journalFolder(place);
  const chunks = join(dirname(journal), CHUNKS);
  await Promise.all([to, journal, chunks].map(fs.makeFolder));
  await clear(fs, journal);
  for (const [at, part] of rows.entries()) {
    await writeDurable(fs, join(journal, segmentName(at + 1)), await readPart(fs, join(from, part.name), part.digest));
  }
  for (const part of body.chunks) {
    await writeDurable(fs, join(chunks, part.name), await readPart(fs, join(from, CHUNKS, part.name), part.digest));
  }
  await writeSchema(fs, to, body.schema);
  // Last: until it is there this is no store, and restoring can begin again.
  await writeDurable(fs, join(to, "vault.json"), await readPart(fs, join(from, header.name), header.digest));
  return body;
}

/** What an interrupted restoring has left; a store with a header never comes here. */
async function clear(fs: FileSystem, journal: string): Promise<void> {
  for (const name of await namesIn(fs, journal)) await fs.remove(join(journal, name));
}
