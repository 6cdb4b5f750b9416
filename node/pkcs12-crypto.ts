/** The password-based parts of PKCS#12 (RFC 7292) and PKCS#5 (RFC 8018), on Node's crypto. */
import { createDecipheriv, createHash, createHmac, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import forge from "node-forge";
import { AppError } from "../shared/failure";

/** RFC 7292 B.3: what the derived bytes are for. */
const purposes = { key: 1, iv: 2, mac: 3 } as const;

export interface DerivationInput {
  readonly hash: string;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

const blockSizes: Readonly<Record<string, number>> = { sha1: 64, sha256: 64, sha384: 128, sha512: 128 };
const digestSizes: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/** The PKCS#12 key derivation (RFC 7292 B.2); the password is UTF-16BE with a terminating NUL. */
export function deriveBytes(purpose: keyof typeof purposes, input: DerivationInput, length: number): Uint8Array {
  const block = blockSizes[input.hash];
  if (block === undefined) throw new AppError("E_KEY_FILE", "证书文件的摘要算法不受支持");
  const password = Buffer.from(`${input.password}\0`, "utf16le").swap16();
  const seed = Buffer.concat([repeated(input.salt, block), repeated(password, block)]);
  const marker = Buffer.alloc(block, purposes[purpose]);
  const derived: Buffer[] = [];
  for (let size = 0; size < length; ) {
    const chunk = iterate(input, Buffer.concat([marker, seed]));
    derived.push(chunk);
    size += chunk.length;
    addToBlocks(seed, repeated(chunk, block).subarray(0, block), block);
  }
  return Buffer.concat(derived).subarray(0, length);
}

function iterate({ hash, iterations }: DerivationInput, first: Buffer): Buffer {
  let value = createHash(hash).update(first).digest();
  for (let i = 1; i < iterations; i += 1) value = createHash(hash).update(value).digest();
  return value;
}

/** Repeats the bytes to a whole number of blocks, cutting the last repetition. */
function repeated(bytes: Uint8Array, block: number): Buffer {
  const size = Math.ceil(bytes.length / block) * block;
  return Buffer.from(Array.from({ length: size }, (_, i) => bytes[i % bytes.length] ?? 0));
}

/** I = I + B + 1 for each block of I, as big-endian numbers (RFC 7292 B.2 step 6C). */
function addToBlocks(seed: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < seed.length; start += block) {
    let carry = 1;
    for (let i = block - 1; i >= 0; i -= 1) {
      const sum = (seed[start + i] ?? 0) + (addend[i] ?? 0) + carry;
      seed[start + i] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}

/** Whether the password is the one the file was sealed with: HMAC over the authenticated safe. */
export function macMatches(input: DerivationInput, data: Uint8Array, mac: Uint8Array): boolean {
  // The file says how long its MAC is, and a long one would mean as much more hashing.
  if (mac.length !== digestSizes[input.hash]) throw new AppError("E_KEY_FILE", "证书文件的完整性校验格式不正确");
  const computed = createHmac(input.hash, deriveBytes("mac", input, mac.length))
    .update(data)
    .digest();
  return computed.length === mac.length && timingSafeEqual(computed, mac);
}

const derive = promisify(pbkdf2);

export interface Pbes2 {
  readonly cipher: "aes-128-cbc" | "aes-192-cbc" | "aes-256-cbc" | "des-ede3-cbc";
  readonly prf: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly iv: Uint8Array;
}

export const cipherKeyLengths = {
  "aes-128-cbc": 16,
  "aes-192-cbc": 24,
  "aes-256-cbc": 32,
  "des-ede3-cbc": 24,
} as const;

/** PBES2 takes the password as UTF-8 bytes; passing anything else makes Chinese passwords fail. */
export async function decryptPbes2(scheme: Pbes2, password: string, data: Uint8Array): Promise<Uint8Array> {
  const bytes = Buffer.from(password, "utf8");
  const key = await derive(bytes, scheme.salt, scheme.iterations, cipherKeyLengths[scheme.cipher], scheme.prf);
  const decipher = createDecipheriv(scheme.cipher, key, scheme.iv);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

/** The old schemes of RFC 7292 Appendix C that files still carry. */
export const legacySchemes = {
  "1.2.840.113549.1.12.1.3": { cipher: "des-ede3", keyLength: 24 },
  "1.2.840.113549.1.12.1.5": { cipher: "rc2", keyLength: 16 },
  "1.2.840.113549.1.12.1.6": { cipher: "rc2", keyLength: 5 },
} as const;
export type LegacyScheme = keyof typeof legacySchemes;

export function decryptLegacy(
  scheme: LegacyScheme,
  input: Omit<DerivationInput, "hash">,
  data: Uint8Array,
): Uint8Array {
  const { cipher, keyLength } = legacySchemes[scheme];
  const key = deriveBytes("key", { ...input, hash: "sha1" }, keyLength);
  const iv = deriveBytes("iv", { ...input, hash: "sha1" }, 8);
  if (cipher === "des-ede3") {
    const decipher = createDecipheriv("des-ede3-cbc", key, iv);
    return Buffer.concat([decipher.update(data), decipher.final()]);
  }
  // OpenSSL 3 no longer offers RC2 by default.
  const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
  const decipher = forge.rc2.createDecryptionCipher(binary(key), keyLength * 8);
  decipher.start(binary(iv));
  decipher.update(forge.util.createBuffer(binary(data)));
  if (!decipher.finish()) throw new Error("RC2 padding");
  return Buffer.from(decipher.output.getBytes(), "latin1");
}
