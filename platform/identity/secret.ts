/** Opaque secrets: handed out once, kept only as hashes. */
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export function newCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, "0");
}

export function macOfCode(pepper: Uint8Array, ticketHash: string, code: string): string {
  return createHmac("sha256", pepper).update(`${ticketHash} ${code}`).digest("hex");
}

/** Compares in constant time. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
