/**
 * What a person's key signs, in a few canonical bytes: the review statement 审签书, and the takedown order 撤稿单.
 * It names the item, the revision, the hashes, the step and the decision, so that the signature fits nothing else.
 */
import { z } from "zod";
import { digestOfJson } from "../digest";
import { type Digest, digest, id, instant } from "../schema";
import { stepId } from "../workflow/profile";
import { takedownName, takedownReason } from "../workflow/takedown-reasons";

const common = {
  site: id,
  itemId: id,
  revision: z.number().int().positive(),
  title: z.string(),
  contentHash: digest,
  ledgerHash: digest,
  /** Of the signed paper before this one on the item. */
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
};

export const reviewStatement = z.strictObject({
  type: z.literal("caibian-review/1"),
  ...common,
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
});
export type ReviewStatement = z.infer<typeof reviewStatement>;

/**
 * 撤稿单 (TN-25, TN-26): what was released is to be taken down. It looks at no sample page and ticks nothing, because it
 * needs no review; its ledger is the one the item was released with.
 */
export const takedownOrder = z.strictObject({
  type: z.literal("caibian-takedown/1"),
  ...common,
  /** The original: under this number it entered the repository. */
  repoId: id,
  layoutHash: z.null(),
  step: z.literal("takedown"),
  stepName: z.literal(takedownName),
  decision: z.literal("takedown"),
  category: takedownReason,
  note: z.string().trim().min(1).max(2_000),
  gates: z.array(z.never()),
  checks: z.array(z.never()),
});
export type TakedownOrder = z.infer<typeof takedownOrder>;

/** Every paper that binds a person to a decision on an item. */
export const statement = z.discriminatedUnion("type", [reviewStatement, takedownOrder]);
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
