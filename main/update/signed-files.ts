/**
 * Signed documents kept on this machine, read anew with each use. A key's end is judged when a document comes in; what was
 * taken then stays taken, so kept documents are judged at the time they name themselves.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fromUtf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { DocumentCheck, DocumentKey } from "../../shared/trust/document-signature";
import { rotated, type SignedDocument, type TrustedKeys } from "../../shared/update/keys";
import {
  DOCUMENT_LIMIT,
  KEYS_LIMIT,
  keysFile,
  RELEASE_FILE,
  type Release,
  ROLLBACK_FILE,
  type RollbackOrder,
  signatureFile,
} from "../../shared/update/manifest";
import { readFeed, readOrder, readRelease } from "../../shared/update/read-feed";
import { isMissing } from "../journal/filesystem";

export interface VersionTrust {
  readonly trusted: TrustedKeys;
  readonly check: DocumentCheck;
}

/** Null when it is not there. @throws AppError E_UPDATE_FEED for one without its signature or too long */
export async function readSigned(folder: string, name: string): Promise<SignedDocument | null> {
  const document = await readOptional(join(folder, name));
  if (document === null) return null;
  const signature = await readOptional(join(folder, signatureFile(name)));
  if (signature === null) throw new AppError("E_UPDATE_FEED", "缺少签名文件");
  return { document, signature: fromUtf8(signature) };
}

async function readOptional(path: string): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > DOCUMENT_LIMIT) throw new AppError("E_UPDATE_FEED", "文件过大");
    return bytes;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const dated = z.looseObject({ issuedAt: z.iso.datetime() });

/** The moment a document names. @throws AppError E_UPDATE_FEED */
export function issuedAtOf({ document }: SignedDocument): Date {
  try {
    return new Date(dated.parse(JSON.parse(fromUtf8(document))).issuedAt);
  } catch (cause) {
    throw new AppError("E_UPDATE_FEED", "", { cause });
  }
}

/** The release kept in a folder, verified; null when none is there. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function readKeptRelease(folder: string, { trusted, check }: VersionTrust): Promise<Release | null> {
  const kept = await readSigned(folder, RELEASE_FILE);
  return kept === null ? null : readRelease(kept, trusted, { check, now: issuedAtOf(kept) });
}

/** The same with the order beside it, as a feed is read. */
export async function readKeptFeed(folder: string, { trusted, check }: VersionTrust) {
  const release = await readSigned(folder, RELEASE_FILE);
  if (release === null) return null;
  const rollback = await readSigned(folder, ROLLBACK_FILE);
  return readFeed({ release, rollback }, trusted, { check, now: issuedAtOf(release) });
}

/** An order that is in force on this machine. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function readKeptOrder(folder: string, { trusted, check }: VersionTrust): Promise<RollbackOrder | null> {
  const order = await readSigned(folder, ROLLBACK_FILE);
  return order === null ? null : readOrder(order, trusted, { check, now: issuedAtOf(order) });
}

/** The build's keys, and the rotations that were taken since. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export async function keptKeys(
  folder: string,
  pinned: readonly DocumentKey[],
  check: DocumentCheck,
): Promise<TrustedKeys> {
  let trusted: TrustedKeys = { serial: 0, keys: [...pinned] };
  for (let taken = 0; taken < KEYS_LIMIT * 8; taken += 1) {
    const step = await readSigned(folder, keysFile(trusted.serial + 1));
    if (step === null) return trusted;
    trusted = rotated(trusted, step, { check, now: issuedAtOf(step) });
  }
  return trusted;
}
