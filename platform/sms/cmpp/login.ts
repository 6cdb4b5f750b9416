/** How the two ends of a CMPP connection prove to each other that they know the shared secret. MD5 is the protocol's. */
import { createHash, timingSafeEqual } from "node:crypto";
import { BodyWriter } from "./bytes";
import { type CmppVersion, widths } from "./version";

export interface CmppAccount {
  /** Source_Addr, the enterprise code. */
  readonly spId: string;
  readonly secret: string;
}

const BEIJING_MS = 8 * 3_600_000;

/** MMDDHHMMSS in Beijing time, as the operators' gateways keep it. */
export function loginTime(at: Date): number {
  const digits = new Date(at.getTime() + BEIJING_MS).toISOString().replace(/\D/g, "");
  return Number(digits.slice(4, 14));
}

/** AuthenticatorSource = MD5(Source_Addr, nine zeros, secret, timestamp in ten digits). */
export function sourceDigest({ spId, secret }: CmppAccount, timestamp: number): Buffer {
  return createHash("md5")
    .update(spId, "latin1")
    .update(Buffer.alloc(9))
    .update(secret, "latin1")
    .update(String(timestamp).padStart(10, "0"))
    .digest();
}

/** AuthenticatorISMG = MD5(status, AuthenticatorSource, secret). */
export function gatewayDigest(source: Uint8Array, status: number, own: CmppAccount & { version: CmppVersion }): Buffer {
  const field = new BodyWriter();
  const width = widths[own.version].status === 1 ? field.u8(status) : field.u32(status);
  return createHash("md5").update(width.done()).update(source).update(own.secret, "latin1").digest();
}

export function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
