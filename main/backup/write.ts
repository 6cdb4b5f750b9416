/**
 * Makes one generation of the backup (D8): every newest row as it lies sealed in the journal, the sealed chunks of the
 * attachments beside it, and of the header the recovery slot alone. So nobody opens it but the owner together with an
 * administrator (docs/vault.md, Recovery), and restoring gives the very bytes back.
 */
import { join } from "node:path";
import { toBase64, utf8 } from "../../shared/bytes";
import { digestOf, digestOfJson } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { Digest } from "../../shared/schema";
import { STORE_SCHEMA } from "../../shared/store/store-version";
import { writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { encodeFrame } from "../journal/frame";
import { encodeRows, type Row } from "../journal/row";
import type { Store } from "../store";
import { headerText } from "../vault/header";
import {
  CHUNKS,
  generationName,
  generationsIn,
  type ManifestBody,
  manifestName,
  namesIn,
  readManifest,
  readPart,
} from "./manifest";
import { ownGenerations } from "./origin";
import { sealNameOf } from "./seal-name";

export interface BackupPlace {
  readonly fs: FileSystem;
  /** The folder for all stores' backups. */
  readonly folder: string;
}

export interface BackupTask extends BackupPlace {
  readonly store: Store;
  readonly at: Date;
  /** Generations that are kept, this one included. */
  readonly keep: number;
}

const READ = 200;
const PART_BYTES = 8 * 1024 * 1024;

/** Verified by reading back once it resolves. @throws AppError E_BACKUP_KEY, E_BACKUP, E_LOCKED, E_DISK */
export async function writeBackup(task: BackupTask): Promise<ManifestBody> {
  const { fs, store, at, keep } = task;
  const folder = join(task.folder, store.storeId);
  const generation = generationName(at.toISOString());
  await fs.makeFolder(join(folder, CHUNKS));
  const header = await writeHeaderPart(task, folder, generation);
  const rows = await writeRows(task, folder, generation);
  const chunks = await copyChunks(fs, store.chunkFolder, join(folder, CHUNKS));
  const body: ManifestBody = {
    format: "caibian-backup/1",
    storeId: store.storeId,
    at: at.toISOString(),
    schema: STORE_SCHEMA,
    rows: rows.count,
    bytes: rows.bytes,
    files: [header, ...rows.files],
    chunks: [...chunks],
  };
  const digest = digestOfJson(body);
  const seal = toBase64(store.vault.seal(sealNameOf(store.storeId, generation), utf8(digest)));
  await writeDurable(fs, join(folder, manifestName(generation)), `${JSON.stringify({ body, digest, seal })}\n`);
  await verifyBackup(task, store.storeId, generation);
  await dropOld({ fs, folder, at, keep, store });
  return body;
}

/** Reads every byte of a generation back. @throws AppError E_BACKUP */
export async function verifyBackup(place: BackupPlace, storeId: string, generation: string): Promise<ManifestBody> {
  const folder = join(place.folder, storeId);
  const { body } = await readManifest(place.fs, folder, generation);
  for (const { name, digest } of body.files) await readPart(place.fs, join(folder, name), digest);
  for (const { name, digest } of body.chunks) await readPart(place.fs, join(folder, CHUNKS, name), digest);
  return body;
}

interface Part {
  readonly name: string;
  readonly digest: Digest;
}

async function writePart(fs: FileSystem, folder: string, name: string, bytes: Uint8Array): Promise<Part> {
  await writeDurable(fs, join(folder, name), bytes);
  return { name, digest: digestOf(bytes) };
}

/** Ways in of this machine stay on this machine: of all slots only the platform's goes along. */
async function writeHeaderPart({ fs, store }: BackupTask, folder: string, generation: string): Promise<Part> {
  const header = store.vault.book.header();
  const slots = header.slots.filter(({ kind }) => kind === "recovery");
  if (slots.length === 0) throw new AppError("E_BACKUP_KEY");
  const text = headerText({ ...header, wrongPins: 0, slots });
  return writePart(fs, folder, `${generation}.vault.json`, utf8(text));
}

/** The newest row of every key, sealed as it is, in parts that the journal reads as segments. */
async function writeRows({ fs, store }: BackupTask, folder: string, generation: string) {
  const files: Part[] = [];
  let [count, bytes, size, frames]: [number, number, number, Uint8Array[]] = [0, 0, 0, []];
  const flush = async () => {
    if (frames.length === 0) return;
    const name = `${generation}.${String(files.length + 1).padStart(8, "0")}.jrn`;
    files.push(await writePart(fs, folder, name, Buffer.concat(frames)));
    [size, frames] = [0, []];
  };
  const keys = [...store.journal.positions()].sort((a, b) => a.seq - b.seq);
  for (let from = 0; from < keys.length; from += READ) {
    const rows = await store.journal.read(keys.slice(from, from + READ));
    for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
      const frame = frameOf(row);
      if (size + frame.length > PART_BYTES) await flush();
      frames.push(frame);
      size += frame.length;
      bytes += frame.length;
      count += 1;
    }
  }
  await flush();
  return { files, count, bytes };
}

const frameOf = (row: Row): Uint8Array => encodeFrame(row.seq, encodeRows([row]));

/** By reference: a chunk that is there already, whole, is not written again; its name says what it is. */
async function copyChunks(fs: FileSystem, from: string, to: string): Promise<readonly Part[]> {
  const present = new Set(await namesIn(fs, to));
  const parts: Part[] = [];
  for (const name of await namesIn(fs, from)) {
    if (!/^[0-9a-f]{64}$/.test(name)) continue;
    const bytes = await fs.read(join(from, name));
    const digest = digestOf(bytes);
    const isThere = present.has(name) && digestOf(await fs.read(join(to, name))) === digest;
    parts.push(isThere ? { name, digest } : await writePart(fs, to, name, bytes));
  }
  return parts;
}

/** No backup takes longer; what has no manifest after it was cut off. */
const UNDER_WAY_MS = 12 * 3_600_000;

/**
 * The manifest goes first: what is left of a generation in a crash is no backup any more, and goes the next time. What another
 * machine may be just writing has no manifest either, and stays with all chunks.
 */
async function dropOld({
  fs,
  folder,
  at,
  keep,
  store,
}: Pick<BackupTask, "fs" | "at" | "keep" | "store"> & { readonly folder: string }) {
  // Listed first: whoever has written one of these since has noted his generation by the time those are listed.
  const chunks = await namesIn(fs, join(folder, CHUNKS));
  const all = await generationsIn(fs, folder);
  const past = new Set((await ownGenerations(fs, folder, store)).slice(keep));
  // Those of the same person's store on another machine are not ours to drop.
  const kept = all.filter((each) => !past.has(each));
  const limit = generationName(new Date(at.getTime() - UNDER_WAY_MS).toISOString());
  const parts = (await namesIn(fs, folder)).flatMap((name) => {
    const [, generation] = /^(\d{8}T\d{6}Z)\./.exec(name) ?? [];
    return generation === undefined || kept.includes(generation) ? [] : [{ name, generation }];
  });
  const isUnderWay = (generation: string): boolean => generation > limit && !all.includes(generation);
  const old = parts.filter(({ generation }) => !isUnderWay(generation)).map(({ name }) => name);
  const isManifest = (name: string) => name.endsWith(".manifest.json");
  for (const name of [...old.filter(isManifest), ...old.filter((each) => !isManifest(each))]) {
    await fs.remove(join(folder, name));
  }
  if (old.length < parts.length) return;
  const manifests = await Promise.all(kept.map((generation) => readManifest(fs, folder, generation).catch(() => null)));
  // A generation that cannot be read may still need any chunk.
  if (manifests.includes(null)) return;
  const needed = new Set(manifests.flatMap((each) => each?.body.chunks.map(({ name }) => name) ?? []));
  for (const name of chunks) if (!needed.has(name)) await fs.remove(join(folder, CHUNKS, name));
}
