/** Receipts 回执: what the platform signs when it has taken something, so that 已上报 can be proved. */
import { z } from "zod";
import { digest, id, instant } from "../schema";

export const receipt = z.strictObject({
  type: z.literal("caibian-receipt/1"),
  site: id,
  itemId: id,
  /** What was taken. */
  event: z.enum(["revision", "review", "ingest", "publish"]),
  operationId: id,
  contentHash: digest,
  /** The statement's hash for a review; null otherwise. */
  statementHash: digest.nullable(),
  repoId: id.nullable(),
  /** Platform time. */
  at: instant,
});
export type Receipt = z.infer<typeof receipt>;

/** Canonical receipt text with the platform's detached CMS signature (DER, base64). */
export const signedReceipt = z.strictObject({ receipt: z.string().max(20_000), signature: z.string().max(200_000) });
export type SignedReceipt = z.infer<typeof signedReceipt>;

/** Any signed document of the city: profile, rule pack. Canonical text and detached CMS. */
export const signedDocument = z.strictObject({
  document: z.string().max(5_000_000),
  signature: z.string().max(200_000),
});
export type SignedDocument = z.infer<typeof signedDocument>;
