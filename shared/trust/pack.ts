/** The evidence pack 证据包: everything one needs to prove the review of one item, in one file (docs/evidence-pack.md). */
import { z } from "zod";
import type { TraceRun } from "../audit/trace";
import { fromBase64, utf8 } from "../bytes";
import { canonicalBytes } from "../canonical";
import { digestOf } from "../digest";
import { type Content, contentBytes, contentHash } from "../model/content";
import type { Ledger } from "../proofreading/ledger";
import { digest, id, instant } from "../schema";
import type { History } from "../workflow/history";
import type { Responsibility } from "../workflow/responsibility";
import { signDetached } from "./cms";
import { parseSignedData } from "./cms-parse";
import { type PackFiles, writeArchive } from "./pack-archive";
import type { Signer } from "./port";
import type { SignedDocument, SignedReceipt } from "./receipt";
import type { RevocationData } from "./revocation";
import type { SignedStatement } from "./statement";

export const manifest = z.strictObject({
  /** The second brought revocation data, the third the responsible persons, the fourth the audit; all stay readable. */
  format: z.enum(["caibian-pack/1", "caibian-pack/2", "caibian-pack/3", "caibian-pack/4"]),
  site: id,
  itemId: id,
  contentHash: digest,
  /** Platform time at which the pack was made. */
  createdAt: instant,
  /** Every other file of the pack but the seal, sorted by name. */
  files: z.array(z.strictObject({ name: z.string().max(100), hash: digest, size: z.number().int() })).max(4_000),
});
export type Manifest = z.infer<typeof manifest>;

/** What the platform puts together. Certificates are taken out of the signatures. */
export interface PackParts {
  readonly site: string;
  readonly itemId: string;
  readonly content: Content;
  /** Earlier versions that a statement signed, oldest first; none when every statement covers `content`. */
  readonly revisions: readonly Content[];
  /** The sample page that proofs signed; null where the profile has no proof on the page. */
  readonly proof: string | null;
  /** Every ledger that a statement names, once each. Ledgers of other machine passes may come too. */
  readonly ledgers: readonly Ledger[];
  readonly history: History;
  /** 责任信息 (RP-5): follows from the history, but for the unit, which the seal vouches for. */
  readonly responsibility: Responsibility;
  /** In the order of the history. */
  readonly statements: readonly SignedStatement[];
  readonly receipts: readonly SignedReceipt[];
  readonly profile: SignedDocument;
  /** Exactly what the receipts name. */
  readonly revocation: RevocationData;
  /** The way of the item's audit rows to the checkpoints that cover them, in the order of the chain (L11). */
  readonly audit: readonly TraceRun[];
}

/**
 * Writes a pack sealed by the platform's receipt key. The same parts, key and time give the same bytes.
 * The seal covers what nobody else signed: who edited what and when.
 */
export async function writePack(parts: PackParts, sealer: Signer, at: Date | string): Promise<Uint8Array> {
  const files = partFiles(parts);
  const manifestBytes = canonicalBytes(manifestOf(files, { ...parts, createdAt: new Date(at).toISOString() }));
  const seal = await signDetached(manifestBytes, sealer, at);
  return writeArchive(new Map([...files, ["manifest.json", manifestBytes], ["manifest.p7s", seal]]));
}

/** The manifest over the given files, whatever is in them. */
export function manifestOf(
  files: PackFiles,
  about: Pick<PackParts, "site" | "itemId" | "content"> & { readonly createdAt: string },
): Manifest {
  const listed = [...files].filter(([name]) => !name.startsWith("manifest.")).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    format: "caibian-pack/4",
    site: about.site,
    itemId: about.itemId,
    contentHash: contentHash(about.content),
    createdAt: about.createdAt,
    files: listed.map(([name, bytes]) => ({ name, hash: digestOf(bytes), size: bytes.length })),
  };
}

function partFiles(parts: PackParts): PackFiles {
  const signed = [...parts.statements.map(({ statement, signature }) => ({ text: statement, signature }))];
  const receipts = parts.receipts.map(({ receipt, signature }) => ({ text: receipt, signature }));
  const profile = { text: parts.profile.document, signature: parts.profile.signature };
  const checkpoints = parts.audit.map(({ checkpoint: { document, signature } }) => ({ text: document, signature }));
  const paths = parts.audit.map(({ chain, after, links }) => canonicalBytes({ chain, after, links }));
  const carried = [...signed, ...receipts, profile, ...checkpoints].map(({ signature }) => fromBase64(signature));
  return new Map<string, Uint8Array>([
    ["content.json", contentBytes(parts.content)],
    ...numbered("revisions", "json", parts.revisions.map(contentBytes)),
    ...(parts.proof === null ? [] : [["proof.html", utf8(parts.proof)] as const]),
    ...numbered("ledgers", "json", parts.ledgers.map(canonicalBytes)),
    ["history.json", canonicalBytes(parts.history)],
    ["responsibility.json", canonicalBytes(parts.responsibility)],
    ...numberedPairs("statements", signed),
    ...numberedPairs("receipts", receipts),
    ["profile.json", utf8(profile.text)],
    ["profile.p7s", fromBase64(profile.signature)],
    ...numbered("audit", "json", paths),
    ...numberedPairs("checkpoints", checkpoints),
    ...numbered("certificates", "der", certificatesIn(carried)),
    ...numbered("crls", "crl", inOrder(parts.revocation.crls)),
    ...numbered("ocsp", "ocsp", inOrder(parts.revocation.ocsp)),
  ]);
}

/** Each file once, by its digest, so that the same parts give the same pack. */
function inOrder(files: readonly Uint8Array[]): Uint8Array[] {
  const named = new Map(files.map((bytes) => [digestOf(bytes), bytes]));
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes);
}

type Named = readonly [string, Uint8Array];
interface SignedText {
  readonly text: string;
  readonly signature: string;
}

function numbered(folder: string, extension: string, files: readonly Uint8Array[]): Named[] {
  return files.map((bytes, i) => [`${folder}/${String(i + 1).padStart(3, "0")}.${extension}`, bytes]);
}

function numberedPairs(folder: string, signed: readonly SignedText[]): Named[] {
  return [
    ...numbered(
      folder,
      "json",
      signed.map(({ text }) => utf8(text)),
    ),
    ...numbered(
      folder,
      "p7s",
      signed.map(({ signature }) => fromBase64(signature)),
    ),
  ];
}

/** Each certificate of the signatures once, in the order of first use: for people to open; nothing is trusted for them. */
export function certificatesIn(signatures: readonly Uint8Array[]): Uint8Array[] {
  const all = signatures.flatMap((signature) => parseSignedData(signature).certificates);
  return [...new Map(all.map((der) => [digestOf(der), der])).values()];
}
