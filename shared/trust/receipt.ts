/** Receipts 回执: what the platform signs when it has taken something, so that 已上报 can be proved. */
import { z } from "zod";
import { digest, id, instant } from "../schema";

const common = {
  site: id,
  itemId: id,
  /** What was taken. */
  event: z.enum(["revision", "review", "ingest", "publish", "takedown"]),
  operationId: id,
  contentHash: digest,
  /** The statement's hash for a review or a takedown; null otherwise. */
  statementHash: digest.nullable(),
  repoId: id.nullable(),
  /** Platform time. */
  at: instant,
} as const;

const first = z.strictObject({ type: z.literal("caibian-receipt/1"), ...common });

const second = z.strictObject({
  type: z.literal("caibian-receipt/2"),
  ...common,
  /** 平台回签: SHA-256 of the reviewer's CMS file, byte for byte, bound here to the time at which it arrived; null otherwise. */
  signatureHash: digest.nullable(),
  /** Head of the item's hash chain (history-chain.ts) after what this operation wrote. */
  historyHead: digest,
  /** SHA-256 of each CRL and OCSP answer by which the platform judged the signer's certificate. */
  revocation: z.array(digest).max(20),
});

/** Receipts of the first kind were given before there were counter-stamps; they stay valid. */
export const receipt = z.discriminatedUnion("type", [first, second]);
export type Receipt = z.infer<typeof receipt>;
export type StampedReceipt = z.infer<typeof second>;

/** Canonical receipt text with the platform's detached CMS signature (DER, base64). */
export const signedReceipt = z.strictObject({ receipt: z.string().max(20_000), signature: z.string().max(200_000) });
export type SignedReceipt = z.infer<typeof signedReceipt>;

/** Any signed document of the city: profile, rule pack. Canonical text and detached CMS. */
export const signedDocument = z.strictObject({
  document: z.string().max(5_000_000),
  signature: z.string().max(200_000),
});
export type SignedDocument = z.infer<typeof signedDocument>;
