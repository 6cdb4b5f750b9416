/** What goes into the signing window, and what comes out of it to be shown (S1). */
import { z } from "zod";
import { content } from "../model/content";
import { ledger } from "../proofreading/ledger";
import { digest, id } from "../schema";
import { takedownOrder } from "../trust/statement";
import { stepId } from "../workflow/profile";
import { keyInfo } from "./key";

const aboutItem = {
  itemId: id,
  revision: z.number().int().positive(),
  content,
  ledger,
  previousStatement: digest.nullable(),
};

/** What a person decided, before main makes the paper of it. */
export const signingRequest = z.discriminatedUnion("decision", [
  z.strictObject({
    ...aboutItem,
    step: stepId,
    decision: z.enum(["approve", "return"]),
    category: id.nullable(),
    note: z.string().max(2_000),
    gates: z.array(z.string()),
    checks: z.array(id),
  }),
  z.strictObject({
    ...aboutItem,
    ...takedownOrder.pick({ step: true, decision: true, category: true, note: true, repoId: true }).shape,
    gates: z.array(z.never()),
    checks: z.array(z.never()),
  }),
]);
export type SigningRequest = z.infer<typeof signingRequest>;

/** What the signing window shows: the bytes main will sign over, and the key it will use. */
export const signingView = z.strictObject({
  signingId: id,
  /** Canonical content text; the window renders from this and from nothing else. */
  canonical: z.string(),
  contentHash: digest,
  /** Rendered sample page at proof steps, else null. */
  proof: z.strictObject({ html: z.string(), layoutHash: digest }).nullable(),
  statement: z.string(),
  key: keyInfo,
  /** True when the platform is out of reach and the signature will wait for it: 待平台确认. */
  offline: z.boolean(),
});
export type SigningView = z.infer<typeof signingView>;
