/**
 * SM2 signatures (GB/T 32918.2) over a strict door: the library takes string messages, trailing bytes and numbers out of
 * range, and hashes without ZA unless told. Nothing of that reaches it from here.
 */
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { sm2 } from "sm-crypto-v2";
import { AppError } from "../failure";
import { keyKindOf, pointOf } from "./key-kind";
import { ecdsaFromDer, ecdsaToDer, NUMBER_BYTES } from "./signature-value";

/** The signer's identity inside ZA (GM/T 0009 §10). OpenSSL's own default is an empty one, which fits no Chinese certificate. */
const SIGNER_ID = "1234567812345678";

/** The order of the curve's group (GB/T 32918.5). */
const ORDER = 0xfffffffe_ffffffff_ffffffff_ffffffff_7203df6b_21c6052b_53bbf409_39d54123n;

/** e = SM3(ZA‖data): what a token signs. @throws AppError E_CERT when `spki` is no SM2 key or its point is off the curve. */
export function sm2Digest(spki: Uint8Array, data: Uint8Array): Uint8Array {
  return digestFor(publicPoint(spki), data);
}

const digestFor = (point: string, data: Uint8Array): Uint8Array => hexToBytes(sm2.getHash(data, point, SIGNER_ID));

/** Whether `der` is the signature of `data`; false for a key or a value that is not what it must be. */
export function verifySm2(spki: Uint8Array, data: Uint8Array, der: Uint8Array): boolean {
  try {
    const value = ecdsaFromDer(der);
    if (!inRange(value.subarray(0, NUMBER_BYTES)) || !inRange(value.subarray(NUMBER_BYTES))) return false;
    const point = publicPoint(spki);
    return sm2.doVerifySignature(digestFor(point, data), bytesToHex(value), prepared(point), { hash: false });
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/**
 * Signs with a key held as 32 bytes, for soft keys only: BigInt arithmetic does not run in constant time.
 * @throws AppError E_CERT
 */
export function signSm2(secret: Uint8Array, spki: Uint8Array, data: Uint8Array): Uint8Array {
  return ecdsaToDer(hexToBytes(sm2.doSignature(sm2Digest(spki, data), bytesToHex(secret), { hash: false })));
}

/** A fresh secret number, 32 bytes. */
export const newSm2Secret = (): Uint8Array => hexToBytes(sm2.generateKeyPairHex().privateKey);

/** The public point `04‖x‖y` of a secret. @throws AppError E_KEY_FILE for a number outside the group. */
export function sm2PointOf(secret: Uint8Array): Uint8Array {
  if (secret.length !== NUMBER_BYTES || !inRange(secret)) throw new AppError("E_KEY_FILE", "SM2 私钥不正确");
  return hexToBytes(sm2.getPublicKeyFromPrivateKey(bytesToHex(secret)));
}

type Prepared = ReturnType<typeof sm2.precomputePublicKey>;

/** An authority's key checks many signatures; with its multiples at hand each takes a sixth of the time (docs/adr/0009). */
const preparedKeys = new Map<string, Prepared>();
const PREPARED = 64;
/** Bits of the window: the multiples of one key cost less than a single verification without them. */
const WINDOW = 4;

function prepared(point: string): Prepared {
  const found = preparedKeys.get(point) ?? sm2.precomputePublicKey(point, WINDOW);
  // Put last again, so that the key unused for longest is the first to go.
  preparedKeys.delete(point);
  preparedKeys.set(point, found);
  const [oldest] = preparedKeys.keys();
  if (preparedKeys.size > PREPARED && oldest !== undefined) preparedKeys.delete(oldest);
  return found;
}

const inRange = (bytes: Uint8Array): boolean => {
  const number = BigInt(`0x${bytesToHex(bytes)}`);
  return number > 0n && number < ORDER;
};

function publicPoint(spki: Uint8Array): string {
  if (keyKindOf(spki) !== "sm2") throw new AppError("E_CERT", "不是 SM2 公钥");
  const point = bytesToHex(pointOf(spki));
  if (!onCurve(point)) throw new AppError("E_CERT", "SM2 公钥不在曲线上");
  return point;
}

/** Whether bytes are `04‖x‖y` of a point on the curve. */
export const isSm2Point = (point: Uint8Array): boolean =>
  point.length === 1 + 2 * NUMBER_BYTES && point[0] === 4 && onCurve(bytesToHex(point));

/** The library answers some bad points with false and throws at the others. */
function onCurve(point: string): boolean {
  try {
    return sm2.verifyPublicKey(point);
  } catch {
    return false;
  }
}
