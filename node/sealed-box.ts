/**
 * A sealed box 密封盒: bytes that only the holder of one P-256 key opens, and only under the label they were sealed with.
 * Ephemeral ECDH, HKDF-SHA256 and AES-256-GCM, as in ECIES (SEC 1 v2 §5.1); every part exists in BoringSSL too.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { utf8 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { keyKindOf } from "../shared/trust/key-kind";

const SPKI = 91;
const TAG = 16;

/** A fresh pair for receiving boxes: public half as DER SubjectPublicKeyInfo, private half as PKCS#8. */
export function newBoxKey(): { readonly spki: Uint8Array; readonly pkcs8: Uint8Array } {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    spki: Uint8Array.from(pair.publicKey.export({ type: "spki", format: "der" })),
    pkcs8: Uint8Array.from(pair.privateKey.export({ type: "pkcs8", format: "der" })),
  };
}

/** @throws AppError E_CERT for a key that is none of ours */
export function sealBox(to: Uint8Array, plain: Uint8Array, label: string): Uint8Array {
  const ephemeral = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const own = ephemeral.publicKey.export({ type: "spki", format: "der" });
  const cipher = createCipheriv("aes-256-gcm", ...keyAndIv(ephemeral.privateKey, publicKeyOf(to), label, own));
  cipher.setAAD(utf8(label));
  return Buffer.concat([own, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws AppError E_INPUT when the box was changed, sealed to another key, or under another label */
export function openBox(pkcs8: Uint8Array, box: Uint8Array, label: string): Uint8Array {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
    const own = box.subarray(0, SPKI);
    const decipher = createDecipheriv("aes-256-gcm", ...keyAndIv(key, publicKeyOf(own), label, own));
    decipher.setAAD(utf8(label));
    decipher.setAuthTag(box.subarray(box.length - TAG));
    return Buffer.concat([decipher.update(box.subarray(SPKI, box.length - TAG)), decipher.final()]);
  } catch (cause) {
    throw new AppError("E_INPUT", "密封内容与收件密钥或用途不符", { cause });
  }
}

function publicKeyOf(spki: Uint8Array): KeyObject {
  if (keyKindOf(spki) !== "p256") throw new AppError("E_CERT", "收件公钥须为 P-256");
  return createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
}

/** One key for one box: the ephemeral half is fresh each time, so the IV may come out of the same derivation. */
function keyAndIv(privateKey: KeyObject, publicKey: KeyObject, label: string, salt: Uint8Array): [Buffer, Buffer] {
  const shared = diffieHellman({ privateKey, publicKey });
  const derived = Buffer.from(hkdfSync("sha256", shared, salt, utf8(`caibian-box/1|${label}`), 44));
  shared.fill(0);
  return [derived.subarray(0, 32), derived.subarray(32)];
}
