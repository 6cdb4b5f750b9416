/** Digests over bytes and over canonical JSON. Pure JavaScript, so that every runtime computes the same. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalBytes } from "./canonical";
import type { Digest } from "./schema";

/** SHA-256 of raw bytes, as 32 bytes (FIPS 180-4). */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** SHA-256 of raw bytes as a named digest. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha-256:${bytesToHex(sha256(bytes))}`;
}

/** SHA-256 of the RFC 8785 canonical form of a JSON value, as a named digest. */
export function digestOfJson(value: unknown): Digest {
  return digestOf(canonicalBytes(value));
}
