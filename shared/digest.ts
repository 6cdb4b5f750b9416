/**
 * Digests over bytes and over canonical JSON, computed alike in every runtime: in JavaScript, or by the runtime's own
 * SHA-256 where a program has one that answers at once (docs/adr/0005).
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalBytes } from "./canonical";
import type { Digest } from "./schema";

/** 32 bytes for any bytes (FIPS 180-4). */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** In JavaScript, as every runtime has it. */
export const plainSha256: Sha256 = sha256;

let engine = plainSha256;

/** Called once, where a program starts; every engine gives the same answers, so that nothing else can tell. */
export function hashWith(native: Sha256): void {
  engine = native;
}

/** SHA-256 of raw bytes, as 32 bytes (FIPS 180-4). */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return engine(bytes);
}

/** SHA-256 of raw bytes as a named digest. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha-256:${bytesToHex(engine(bytes))}`;
}

/** SHA-256 of the RFC 8785 canonical form of a JSON value, as a named digest. */
export function digestOfJson(value: unknown): Digest {
  return digestOf(canonicalBytes(value));
}
