/** AES-256-GCM with a key per item, derived from the store's data key: a sealed row opens under its own name only. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";

/** Named in every sealed blob, so that another algorithm can follow. */
const AES_256_GCM = 1;
const IV = 12;
const TAG = 16;

/** `scope` chooses the key, `name` is bound to the ciphertext: table, key and sequence number. */
export interface SealName {
  readonly scope: string;
  readonly name: string;
}

/**
 * HKDF-SHA-256 of 32 bytes without salt, written out by its two HMACs (RFC 5869 §2.2, §2.3): a tenth of what the runtime's
 * own costs for one key, and unlocking a large store derives tens of thousands.
 */
export function derivedKey(dataKey: Uint8Array, info: string): Buffer {
  const extracted = createHmac("sha256", NO_SALT).update(dataKey).digest();
  const key = createHmac("sha256", extracted).update(info).update(FIRST_BLOCK).digest();
  extracted.fill(0);
  return key;
}

const NO_SALT = new Uint8Array(32);
const FIRST_BLOCK = Uint8Array.of(1);

const itemKey = (dataKey: Uint8Array, scope: string): Buffer => derivedKey(dataKey, `caibian-item/1|${scope}`);

/** HMAC-SHA-256 under a key of its own for each purpose: equal texts have equal tags, and nothing else shows. */
export function tagOf(dataKey: Uint8Array, purpose: string, text: string): string {
  const key = derivedKey(dataKey, `caibian-tag/1|${purpose}`);
  const tag = createHmac("sha256", key).update(text).digest("hex");
  key.fill(0);
  return tag;
}

export function seal(dataKey: Uint8Array, { scope, name }: SealName, plain: Uint8Array): Uint8Array {
  const iv = randomBytes(IV);
  const key = itemKey(dataKey, scope);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(utf8(`caibian-seal/1|${name}`));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  key.fill(0);
  return Buffer.concat([Uint8Array.of(AES_256_GCM), iv, body, cipher.getAuthTag()]);
}

/** @throws AppError E_VAULT when the blob was changed, moved to another name, or sealed with another key. */
export function unseal(dataKey: Uint8Array, { scope, name }: SealName, sealed: Uint8Array): Uint8Array {
  if (sealed.length < 1 + IV + TAG || sealed[0] !== AES_256_GCM) throw new AppError("E_VAULT", "密文格式不符");
  const key = itemKey(dataKey, scope);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + IV));
    decipher.setAAD(utf8(`caibian-seal/1|${name}`));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    return Buffer.concat([decipher.update(sealed.subarray(1 + IV, sealed.length - TAG)), decipher.final()]);
  } catch (cause) {
    throw new AppError("E_VAULT", "密文未通过核验", { cause });
  } finally {
    key.fill(0);
  }
}
