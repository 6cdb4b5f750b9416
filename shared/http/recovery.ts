/** Recovery 恢复 of a local store on the wire: asked for and fetched by key, decided by 系统管理. */
import { z } from "zod";
import { base64, id, instant } from "../schema";

/** A `recoveryStatement`, signed by the person's key. Needs no session: who asks has no open store to sign in with. */
export const recoveryAsked = z.strictObject({
  /** Canonical JSON text. */
  statement: z.string().max(12_000),
  signature: base64,
  /** DER certificates, the signer's own first. */
  chain: z.array(base64).min(1).max(5),
});
export type RecoveryAsked = z.infer<typeof recoveryAsked>;

const recoveryState = z.enum(["waiting", "approved", "refused", "released"]);

export const recoveryOpened = z.strictObject({ recoveryId: id, state: recoveryState });
export type RecoveryOpened = z.infer<typeof recoveryOpened>;

/** The share, sealed to the key that the statement names. */
export const recoveryGiven = z.strictObject({ sealed: base64 });
export type RecoveryGiven = z.infer<typeof recoveryGiven>;

/** A request as an administrator sees it. */
export const recoveryView = z.strictObject({
  recoveryId: id,
  /** Who asks, and whose store: one person, or the platform would have refused. */
  name: z.string(),
  unitName: z.string(),
  storeId: id,
  device: id,
  requestedAt: instant,
  state: recoveryState,
  decidedBy: z.string(),
});
export type RecoveryView = z.infer<typeof recoveryView>;

export const recoveryDecision = z.strictObject({
  approve: z.boolean(),
  reason: z.string().trim().min(1).max(200),
});
