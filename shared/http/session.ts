/** Sign-in on the wire: challenge, certificate, SMS code, session. */
import { z } from "zod";
import { account } from "../model/person";
import { base64, digest, id, instant } from "../schema";

/** What the login key signs, after the prefix `caibian-login/1\0`. Never mistakable for a CMS signature. */
export const loginStatement = z.strictObject({
  type: z.literal("caibian-login/1"),
  challengeId: id,
  nonce: z.string().min(16).max(100),
  audience: z.string().max(200),
  expiresAt: instant,
  device: id,
  /** SHA-256 of the signer's DER certificate. */
  certificate: digest,
});
export type LoginStatement = z.infer<typeof loginStatement>;

export const challengeRequest = z.strictObject({ device: id });
export const challenge = loginStatement.pick({ challengeId: true, nonce: true, audience: true, expiresAt: true });
export type Challenge = z.infer<typeof challenge>;

export const certificateRequest = z.strictObject({
  /** Canonical JSON text of the login statement. */
  statement: z.string().max(4_000),
  signature: base64,
  /** DER certificates, the signer's own first. */
  chain: z.array(base64).min(1).max(5),
});
export const ticket = z.strictObject({
  ticket: z.string(),
  maskedPhone: z.string(),
  expiresAt: instant,
  resendAfterSeconds: z.number(),
});
export type Ticket = z.infer<typeof ticket>;

export const sessionRequest = z.strictObject({ ticket: z.string(), code: z.string().regex(/^\d{6}$/) });
export const session = z.strictObject({
  token: z.string(),
  expiresAt: instant,
  account,
  serverTime: instant,
});

export const nonces = z.strictObject({ nonces: z.array(z.string()).max(50), serverTime: instant });
