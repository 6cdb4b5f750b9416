/**
 * Recovery 恢复 of a local store: what the person's key signs to ask for it and to receive it. The share is sealed under
 * `recoveryLabel`, so that nobody can hand in another person's share as his own.
 */
import { z } from "zod";
import { utf8 } from "../bytes";
import { canonicalJson } from "../canonical";
import { digestOf } from "../digest";
import { base64, digest, id, instant } from "../schema";

/** Issuer (DER, hex) and serial: what a certificate is known by (RFC 5280 §4.1.2.2). */
export const ownerName = z.strictObject({
  issuer: z.string().regex(/^[0-9a-f]{2,4000}$/),
  serial: z.string().min(1).max(80),
});
export type OwnerName = z.infer<typeof ownerName>;

export const recoveryStatement = z.strictObject({
  type: z.literal("caibian-recovery/1"),
  /** `request` asks; `receive` fetches what was approved, sealed to `replyTo`. */
  step: z.enum(["request", "receive"]),
  audience: z.string().max(200),
  storeId: id,
  kid: id,
  /** Whose store it is: the certificate that made it. */
  owner: ownerName,
  share: base64.max(1_000),
  /** Public key made for this statement alone, DER. */
  replyTo: base64.max(200),
  device: id,
  /** SHA-256 of the signer's DER certificate. */
  certificate: digest,
  at: instant,
});
export type RecoveryStatement = z.infer<typeof recoveryStatement>;

/** Its prefix keeps it apart from everything else a key signs: no CMS attributes (0x31), no login, no vault label. */
export const recoverySigningInput = (statement: RecoveryStatement): Uint8Array =>
  utf8(`caibian-recovery/1\0${canonicalJson(statement)}`);

export const recoveryLabel = (storeId: string, owner: OwnerName): string =>
  `caibian-recovery/1|${storeId}|${digestOf(utf8(canonicalJson(owner)))}`;

/** The share on its way back: for this request's answer only. */
export const replyLabel = (statement: RecoveryStatement): string =>
  `caibian-recovery-reply/1|${digestOf(recoverySigningInput(statement))}`;
