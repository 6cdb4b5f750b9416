/**
 * The review statement 审签书: the few canonical bytes a reviewer's key signs.
 * It names the item, the revision, the hashes, the step and the decision, so that the signature fits nothing else.
 */
import { z } from "zod";
import { digestOfJson } from "../digest";
import { type Digest, digest, id, instant } from "../schema";
import { stepId } from "../workflow/profile";

export const statement = z.strictObject({
  type: z.literal("caibian-review/1"),
  site: id,
  itemId: id,
  revision: z.number().int().positive(),
  title: z.string(),
  contentHash: digest,
  /** Only at proof steps: the rendered sample page 样版 the signer looked at. */
  layoutHash: digest.nullable(),
  step: stepId,
  stepName: z.string(),
  decision: z.enum(["approve", "return"]),
  /** 退回类别 and text; null and the note when approving. */
  category: id.nullable(),
  note: z.string().max(2_000),
  gates: z.array(z.string()),
  checks: z.array(id),
  ledgerHash: digest,
  previousStatement: digest.nullable(),
  signer: z.strictObject({
    personId: id,
    accountId: id,
    name: z.string(),
    role: z.string(),
    /** SHA-256 of the DER certificate. */
    certificate: digest,
  }),
  profile: z.strictObject({ id, version: z.number().int().positive(), hash: digest }),
  /** Issued by the platform to this account, single use. */
  nonce: z.string().min(16).max(100),
  /** The signer's clock; the platform judges by its own receive time. */
  signedAt: instant,
});
export type Statement = z.infer<typeof statement>;

export function statementHash(value: Statement): Digest {
  return digestOfJson(value);
}

/** A statement with its detached CMS signature: `statement` is the canonical JSON text that was signed. */
export const signedStatement = z.strictObject({
  statement: z.string().max(200_000),
  /** DER SignedData, base64. */
  signature: z.string().max(200_000),
});
export type SignedStatement = z.infer<typeof signedStatement>;
