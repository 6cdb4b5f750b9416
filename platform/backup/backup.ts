/** Makes one backup: the database at one moment, the keys of the data folder, and every file that is not there yet. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { sha256Bytes } from "../../shared/digest";
import { AppError, check } from "../../shared/failure";
import { digest } from "../../shared/schema";
import { type BlobStore, fileBlob } from "../blobs/blob-store";
import type { Store } from "../store/tables";
import { type BackupKey, canOpen } from "./backup-key";
import { type BlobNamed, blobsNamed, dump, readDump } from "./dump";
import { blobFile, dumpFile, exists, openRepository, type Repository } from "./repository";
import { readSealed, writeSealed } from "./sealed-file";

export interface BackupParts {
  readonly store: Store;
  readonly blobs: BlobStore;
  /** The data folder, whose keys and revocation lists go along. */
  readonly folder: string;
  /** The folder of backups. */
  readonly into: string;
  readonly key: BackupKey;
  readonly clock: () => Date;
}

export interface BackupMade {
  readonly file: string;
  readonly rows: number;
  readonly files: number;
  /** False where this machine only holds the recipient's public key, and cannot read what it wrote. */
  readonly verified: boolean;
}

/** @throws AppError E_INPUT, E_STATE; what is half written is not there under its name */
export async function makeBackup(parts: BackupParts): Promise<BackupMade> {
  const repository = await openRepository(parts.into, parts.key);
  const at = parts.clock();
  const file = dumpFile(repository, at);
  const seal = { key: parts.key, salt: repository.salt };
  const files = await ownFiles(parts.folder);
  // Files first: a dump never names one that is not there. Those that come meanwhile are fetched after it.
  await copyBlobs(parts, repository);
  await parts.store.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute((work) => writeSealed(file, zipped(dump(work, { at, files })), seal));
  await copyBlobs(parts, repository);
  if (!canOpen(parts.key)) return { file, rows: 0, files: 0, verified: false };
  const { rows, blobs } = await verifyBackup(repository, file, parts.key);
  return { file, rows, files: blobs, verified: true };
}

const zipped = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  Readable.from(source, { objectMode: false }).compose(createGzip({ level: 6 }));

export const unzipped = (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  Readable.from(source, { objectMode: false }).compose(createGunzip());

async function copyBlobs({ store, blobs, key }: BackupParts, repository: Repository): Promise<void> {
  for (const { name, hash } of await blobsNamed(store.db)) {
    const target = blobFile(repository, name);
    if (await exists(target)) continue;
    const source = await blobs.read(fileBlob(check(digest, hash)));
    await writeSealed(target, source, { key, salt: repository.salt });
  }
}

/** Keys that sign receipts, the platform's secret, revocation lists: without them a restored platform could say nothing. */
async function ownFiles(folder: string): Promise<{ path: string; bytes: Uint8Array }[]> {
  const found: { path: string; bytes: Uint8Array }[] = [];
  for (const part of ["keys", "revocation"]) {
    const names = await readdir(join(folder, "platform", part)).catch(() => []);
    for (const name of names.filter((one) => !one.startsWith(".")).sort()) {
      const path = `platform/${part}/${name}`;
      found.push({ path, bytes: await readFile(join(folder, path)) });
    }
  }
  return found;
}

/** Reads everything once more: every row counted and hashed, every file against its digest. @throws AppError E_INPUT */
export async function verifyBackup(
  repository: Repository,
  file: string,
  key: BackupKey,
): Promise<{ readonly rows: number; readonly blobs: number }> {
  let rows = 0;
  let blobs = 0;
  try {
    await readDump(unzipped(readSealed(file, key)), {
      row: async () => {
        rows += 1;
      },
      line: async (line) => {
        if (line.line !== "blob") return;
        await blobBytes(repository, line, key);
        blobs += 1;
      },
    });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("E_INPUT", "备份文件不完整或已损坏", { cause });
  }
  return { rows, blobs };
}

/** A file of the repository. @throws AppError E_INPUT when it is missing or its bytes are not those of its name */
export async function blobBytes(
  repository: Repository,
  { name, hash }: BlobNamed,
  key: BackupKey,
): Promise<Uint8Array> {
  const file = blobFile(repository, name);
  if (!(await exists(file))) throw new AppError("E_INPUT", `备份库缺少附件 ${hash}`);
  const parts: Uint8Array[] = [];
  for await (const part of readSealed(file, key)) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (`sha-256:${Buffer.from(sha256Bytes(bytes)).toString("hex")}` !== hash)
    throw new AppError("E_INPUT", `备份库的附件 ${hash} 与其摘要不符`);
  return bytes;
}
