/**
 * Private keys held by this process: KeyObjects for RSA and P-256, our own opaque object for SM2, of which Node knows
 * neither the signer's identity (its ZA has an empty one) nor, inside Electron, the curve.
 */
import { constants, createPrivateKey, createPublicKey, generateKeyPair, KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import { sameBytes } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { DerError, DerReader, readDer } from "../shared/trust/der";
import { context, smallInteger, tags } from "../shared/trust/der-values";
import { element, integer, octets, oid, sequence } from "../shared/trust/der-write";
import { type KeyKind, keyKindOf } from "../shared/trust/key-kind";
import { oids } from "../shared/trust/oids";
import { newSm2Secret, signSm2, sm2PointOf } from "../shared/trust/sm2";

/** Nothing shows or serialises the secret number; only `pkcs8` gives it out, for PKCS#12 files. */
export class Sm2Key {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly #secret: Uint8Array;
  readonly #point: Uint8Array;

  /** @throws AppError E_KEY_FILE for a number outside the group. */
  constructor(secret: Uint8Array) {
    this.#secret = Uint8Array.from(secret);
    this.#point = sm2PointOf(secret);
    this.spki = sequence(sm2Algorithm(), element(tags.bits, Uint8Array.of(0), this.#point));
  }

  sign(data: Uint8Array): Uint8Array {
    return signSm2(this.#secret, this.spki, data);
  }

  /** PrivateKeyInfo (RFC 5208) around ECPrivateKey (RFC 5915). */
  pkcs8(): Uint8Array {
    const point = element(context(1), element(tags.bits, Uint8Array.of(0), this.#point));
    return sequence(integer(0), sm2Algorithm(), octets(sequence(integer(1), octets(this.#secret), point)));
  }
}

export type SoftKey = KeyObject | Sm2Key;

const sm2Algorithm = (): Uint8Array => sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve));

const generate = promisify(generateKeyPair);

export async function newSoftKey(kind: KeyKind): Promise<SoftKey> {
  switch (kind) {
    case "rsa":
      return (await generate("rsa", { modulusLength: 2048, publicExponent: 0x10001 })).privateKey;
    case "p256":
      return (await generate("ec", { namedCurve: "P-256" })).privateKey;
    case "sm2":
      return new Sm2Key(newSm2Secret());
  }
}

/** SubjectPublicKeyInfo, DER. */
export function spkiOf(key: SoftKey): Uint8Array {
  return key instanceof KeyObject
    ? Uint8Array.from(createPublicKey(key).export({ type: "spki", format: "der" }))
    : key.spki;
}

/** PrivateKeyInfo, DER; the caller overwrites it after use. */
export function pkcs8Of(key: SoftKey): Uint8Array {
  return key instanceof KeyObject ? key.export({ type: "pkcs8", format: "der" }) : key.pkcs8();
}

/** The signature value as CMS and X.509 carry it for this kind of key. */
export function signWith(key: SoftKey, data: Uint8Array): Uint8Array {
  if (key instanceof Sm2Key) return key.sign(data);
  // DER is Node's default encoding of ECDSA values, and the padding means nothing to such a key.
  return Uint8Array.from(sign("sha256", data, { key, padding: constants.RSA_PKCS1_PADDING }));
}

const signInPool = promisify(sign);

/** The same in the runtime's thread pool, where it knows the key: a server's own thread goes on meanwhile. */
export async function signAside(key: SoftKey, data: Uint8Array): Promise<Uint8Array> {
  if (key instanceof Sm2Key) return key.sign(data);
  return Uint8Array.from(await signInPool("sha256", data, { key, padding: constants.RSA_PKCS1_PADDING }));
}

/** Reads PrivateKeyInfo. @throws AppError E_KEY_FILE for anything but an RSA, P-256 or SM2 key. */
export function softKeyFromPkcs8(pkcs8: Uint8Array): SoftKey {
  const secret = sm2SecretIn(pkcs8);
  if (secret !== null) return new Sm2Key(secret);
  const key = openKey(pkcs8);
  keyKindOf(spkiOf(key));
  return key;
}

function openKey(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  } catch (cause) {
    throw new AppError("E_KEY_FILE", "文件中的私钥无法读取", { cause });
  }
}

/** The secret number of an SM2 key; null when the key is of another kind. */
function sm2SecretIn(pkcs8: Uint8Array): Uint8Array | null {
  try {
    const fields = new DerReader(readDer(pkcs8), tags.sequence);
    smallInteger(fields.take(tags.integer));
    if (!sameBytes(fields.take(tags.sequence).raw, sm2Algorithm())) return null;
    const inner = new DerReader(readDer(fields.take(tags.octets).body), tags.sequence);
    smallInteger(inner.take(tags.integer));
    return inner.take(tags.octets).body;
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_KEY_FILE", "文件中的私钥格式不正确", { cause });
    throw cause;
  }
}
