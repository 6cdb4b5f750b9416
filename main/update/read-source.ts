/** Reads a source to the end: rotations first, then release and order, all verified; what was believed before is kept. */
import { fromUtf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { DocumentCheck, DocumentKey } from "../../shared/trust/document-signature";
import type { FeedReading } from "../../shared/update/decide";
import { rotated, type SignedDocument, type TrustedKeys } from "../../shared/update/keys";
import { KEYS_LIMIT, keysFile, RELEASE_FILE, ROLLBACK_FILE, signatureFile } from "../../shared/update/manifest";
import { type FeedDocuments, hasOrder, keysWanted, readFeed } from "../../shared/update/read-feed";
import type { FileSystem } from "../journal/filesystem";
import { type FeedSource, Unreachable } from "./feed-source";
import { keepSigned, keptKeys, rotationFile } from "./signed-files";
import type { Step } from "./step";

export interface ReadParts {
  readonly fs: FileSystem;
  /** Folder of updates. */
  readonly updates: string;
  readonly pinned: readonly DocumentKey[];
  readonly check: DocumentCheck;
  readonly now: Date;
  readonly step: Step;
}

export type SourceReading =
  | "unchanged"
  | Exclude<FeedReading, { readonly kind: "read" }>
  | (Extract<FeedReading, { readonly kind: "read" }> & {
      readonly documents: FeedDocuments;
      readonly mark: string | null;
    });

export async function readSource(source: FeedSource, parts: ReadParts, mark: string | null): Promise<SourceReading> {
  try {
    const release = await source.document(RELEASE_FILE, mark);
    parts.step("asked");
    if (release === "unchanged") return "unchanged";
    if (release === null) return { kind: "unreachable" };
    return { ...(await readWhole(source, parts, release.bytes)), mark: release.mark };
  } catch (error) {
    if (error instanceof Unreachable) return { kind: "unreachable" };
    if (error instanceof AppError) return { kind: "refused", code: error.code, detail: error.detail };
    throw error;
  }
}

async function readWhole(source: FeedSource, parts: ReadParts, document: Uint8Array) {
  const release = await withSignature(source, RELEASE_FILE, document);
  const trusted = await newestKeys(source, parts, keysWanted(document));
  const rollback = hasOrder(document) ? await signedOf(source, ROLLBACK_FILE) : null;
  const documents = { release, rollback };
  return { ...readFeed(documents, trusted, parts), documents };
}

/** Follows the chain as far as the release says, each step kept once it was verified. */
async function newestKeys(source: FeedSource, parts: ReadParts, wanted: number): Promise<TrustedKeys> {
  const { fs, updates, pinned, check, step } = parts;
  let trusted = await keptKeys(updates, pinned, check);
  const last = Math.min(wanted, trusted.serial + KEYS_LIMIT);
  while (trusted.serial < last) {
    const next = await signedOf(source, keysFile(trusted.serial + 1));
    if (next === null) throw new AppError("E_UPDATE_FEED", "缺少密钥更替文件");
    trusted = rotated(trusted, next, parts);
    await keepSigned(fs, rotationFile(updates, trusted.serial), next);
    step("keys-kept");
  }
  return trusted;
}

async function signedOf(source: FeedSource, name: string): Promise<SignedDocument | null> {
  const found = await source.document(name);
  return found === null || found === "unchanged" ? null : withSignature(source, name, found.bytes);
}

async function withSignature(source: FeedSource, name: string, document: Uint8Array): Promise<SignedDocument> {
  const signature = await source.document(signatureFile(name));
  if (signature === null || signature === "unchanged") throw new AppError("E_PROFILE", "更新源没有有效签名");
  return { document, signature: fromUtf8(signature.bytes) };
}
