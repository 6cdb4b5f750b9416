/** The unit's policy on the wire: the signed bytes as they are, and a hash that spares sending them again. */
import { z } from "zod";
import { digest } from "../schema";

/** A policy has a few kilobytes. */
const document = z.string().min(2).max(200_000);

/** `signature`: text of the `.sig` file; only the demo city does without. */
export const pushedPolicy = z.strictObject({ document, signature: z.string().max(20_000).nullable() });
export type PushedDocument = z.infer<typeof pushedPolicy>;

export const policyWish = z.strictObject({ known: digest.exactOptional() });

export const policyOffer = z.strictObject({
  /** Of the document's bytes; null where the unit has no policy. */
  hash: digest.nullable(),
  /** Null when the asker has it already. */
  policy: pushedPolicy.nullable(),
});

export const storedPolicy = z.strictObject({ hash: digest, serial: z.number().int().positive() });
