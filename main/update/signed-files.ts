/**
 * Signed documents kept on this machine, verified anew with each use. A key's end is judged when a document comes in; what
 * was taken then stays taken, so kept documents are judged at the time they name themselves. Document and signature lie in
 * one file, so that no crash parts them.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fromBase64, fromUtf8, toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { base64 } from "../../shared/schema";
import type { DocumentCheck, DocumentKey } from "../../shared/trust/document-signature";
import { rotated, type SignedDocument, type TrustedKeys } from "../../shared/update/keys";
import {
  DOCUMENT_LIMIT,
  keysFile,
  RELEASE_FILE,
  type Release,
  type RollbackOrder,
  signatureFile,
} from "../../shared/update/manifest";
import { readFeed, readOrder, readRelease } from "../../shared/update/read-feed";
import { writeDurable } from "../durable-file";
import { type FileSystem, isMissing } from "../journal/filesystem";

export interface VersionTrust {
  readonly trusted: TrustedKeys;
  readonly check: DocumentCheck;
}

const envelope = z.strictObject({
  format: z.literal("caibian-kept/1"),
  document: base64,
  signature: z.string().max(DOCUMENT_LIMIT),
});

/** Replaces what was kept under the name. @throws AppError E_DISK and others of the disk */
export const keepSigned = (fs: FileSystem, path: string, { document, signature }: SignedDocument): Promise<void> => {
  const kept = { format: "caibian-kept/1", document: toBase64(document), signature };
  return writeDurable(fs, path, `${JSON.stringify(kept)}\n`);
};

/** Null when nothing is kept there. @throws AppError E_UPDATE_FEED when it cannot be read */
export async function readKept(path: string): Promise<SignedDocument | null> {
  const bytes = await readOptional(path, 2 * DOCUMENT_LIMIT);
  if (bytes === null) return null;
  try {
    const { document, signature } = envelope.parse(JSON.parse(fromUtf8(bytes)));
    return { document: fromBase64(document), signature };
  } catch (cause) {
    throw new AppError("E_UPDATE_FEED", "本机保存的更新文件已损坏", { cause });
  }
}

async function readOptional(path: string, limit: number): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > limit) throw new AppError("E_UPDATE_FEED", "文件过大");
    return bytes;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const dated = z.looseObject({ issuedAt: z.iso.datetime() });

/** The moment a document names. @throws AppError E_UPDATE_FEED */
function issuedAtOf({ document }: SignedDocument): Date {
  try {
    return new Date(dated.parse(JSON.parse(fromUtf8(document))).issuedAt);
  } catch (cause) {
    throw new AppError("E_UPDATE_FEED", "", { cause });
  }
}

/** The release beside a version, as the feed had it. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function releaseBeside(folder: string, { trusted, check }: VersionTrust): Promise<Release> {
  const document = await readOptional(join(folder, RELEASE_FILE), DOCUMENT_LIMIT);
  const signature = await readOptional(join(folder, signatureFile(RELEASE_FILE)), DOCUMENT_LIMIT);
  if (document === null || signature === null) throw new AppError("E_UPDATE_FEED", "缺少发布单或签名");
  const signed = { document, signature: fromUtf8(signature) };
  return readRelease(signed, trusted, { check, now: issuedAtOf(signed) });
}

/** In the folder of updates: the newest feed that was taken for true. The order beside it is not in force by that. */
export const offeredFile = (updates: string): string => join(updates, "offered.json");
export const offeredOrderFile = (updates: string): string => join(updates, "offered-order.json");
/** The order that the launcher follows. */
export const orderFile = (updates: string): string => join(updates, "order.json");
export const rotationFile = (updates: string, serial: number): string => join(updates, keysFile(serial));

/** What was taken for true last; null at first. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function readOffered(updates: string, { trusted, check }: VersionTrust) {
  const release = await readKept(offeredFile(updates));
  if (release === null) return null;
  const judge = { check, now: issuedAtOf(release) };
  const { rollbackOf } = readRelease(release, trusted, judge);
  const rollback = rollbackOf === undefined ? null : await readKept(offeredOrderFile(updates));
  return { reading: readFeed({ release, rollback }, trusted, judge), documents: { release, rollback } };
}

/** The least version that the newest release known here allows. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function offeredMinimum(updates: string, { trusted, check }: VersionTrust): Promise<string | null> {
  const release = await readKept(offeredFile(updates));
  if (release === null) return null;
  return readRelease(release, trusted, { check, now: issuedAtOf(release) }).minimumVersion;
}

/** An order that is in force on this machine. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function readKeptOrder(updates: string, { trusted, check }: VersionTrust): Promise<RollbackOrder | null> {
  const order = await readKept(orderFile(updates));
  return order === null ? null : readOrder(order, trusted, { check, now: issuedAtOf(order) });
}

/** The build's keys, and the rotations that were taken since. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function keptKeys(
  updates: string,
  pinned: readonly DocumentKey[],
  check: DocumentCheck,
): Promise<TrustedKeys> {
  let trusted: TrustedKeys = { serial: 0, keys: [...pinned] };
  for (;;) {
    const step = await readKept(rotationFile(updates, trusted.serial + 1));
    if (step === null) return trusted;
    trusted = rotated(trusted, step, { check, now: issuedAtOf(step) });
  }
}
