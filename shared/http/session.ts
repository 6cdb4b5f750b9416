/** Sign-in on the wire: challenge, certificate, SMS code, session. Every step is bound to one proof key (RFC 9449). */
import { z } from "zod";
import { account } from "../model/person";
import { base64, digest, id, instant } from "../schema";
import { signedDocument } from "../trust/receipt";

/** SHA-256 thumbprint of a public key (RFC 7638), base64url. */
const thumbprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What the login key signs, after the prefix `caibian-login/1\0`. Never mistakable for a CMS signature. */
export const loginStatement = z.strictObject({
  type: z.literal("caibian-login/1"),
  challengeId: id,
  nonce: z.string().min(16).max(100),
  /** The platform's address as the desk itself knows it: a statement relayed from another address is worth nothing. */
  audience: z.string().max(200),
  expiresAt: instant,
  device: id,
  /** SHA-256 of the signer's DER certificate. */
  certificate: digest,
  /** Thumbprint of the proof key that asked for the challenge: the session will belong to it alone. */
  jkt: thumbprint,
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

export const ticketRequest = z.strictObject({ ticket: z.string().max(100) });
export const sessionRequest = z.strictObject({ ticket: z.string().max(100), code: z.string().regex(/^\d{6}$/) });
export const refreshRequest = z.strictObject({ refreshToken: z.string().max(100) });

export const session = z.strictObject({
  /** Access token 访问令牌: ten minutes, worth something only with the proof key. */
  token: z.string(),
  expiresAt: instant,
  /** Refresh token 续期令牌: works once; used twice, it ends the session. */
  refreshToken: z.string(),
  /** When the session ends however often it was renewed. */
  endsAt: instant,
  account,
  /** Leave to open the local store offline until then (shared/trust/lease.ts). */
  lease: signedDocument,
  serverTime: instant,
});
export type SessionGrant = z.infer<typeof session>;

export const nonces = z.strictObject({ nonces: z.array(z.string()).max(50), serverTime: instant });
