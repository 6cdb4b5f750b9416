/**
 * Signed checkpoints 审计检查点: the platform's receipt key says where a chain stood. Whoever rewrote the chain afterwards,
 * with every hash made anew, would need that key as well; and older rows can be purged without breaking the rest.
 */
import { z } from "zod";
import { fromBase64, utf8 } from "../bytes";
import { AppError } from "../failure";
import { digest, id, instant } from "../schema";
import type { Anchors } from "../trust/anchors";
import { verifyDetached } from "../trust/cms";
import type { SignatureCheck } from "../trust/port";
import type { SignedDocument } from "../trust/receipt";
import { chainName } from "./chain";

export const checkpoint = z.strictObject({
  type: z.literal("caibian-audit-checkpoint/1"),
  /** Whose receipt key signs. */
  site: id,
  chain: chainName,
  /** Checkpoints of a chain are counted from one, so that a missing one shows. */
  number: z.number().int().positive(),
  seq: z.number().int().positive(),
  hash: digest,
  /** Digest of the checkpoint before; null for the first. */
  previous: digest.nullable(),
  /** Platform time. */
  at: instant,
});
export type Checkpoint = z.infer<typeof checkpoint>;

export interface CheckpointTrust {
  readonly anchors: Anchors;
  readonly check: SignatureCheck;
}

/** @throws AppError E_AUDIT for one that the site's receipt key did not sign */
export function readCheckpoint(signed: SignedDocument, { anchors, check }: CheckpointTrust): Checkpoint {
  try {
    const bytes = utf8(signed.document);
    // The key is pinned by its digest; that its certificate ran out meanwhile takes nothing from what it signed.
    verifyDetached(bytes, fromBase64(signed.signature), { anchors, check, at: null, purpose: "receipt" });
    const read = checkpoint.parse(JSON.parse(signed.document));
    if (read.site === anchors.site) return read;
  } catch (cause) {
    throw new AppError("E_AUDIT", "检查点签名未通过核验", { cause });
  }
  throw new AppError("E_AUDIT", "检查点不属于本站点");
}
