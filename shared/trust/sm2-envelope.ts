/**
 * A secret in an envelope 数字信封 for an SM2 encryption key: a fresh SM4 key under SM2 (GB/T 32918.4), the secret under that
 * SM4 key. The parts are those a key of GM/T 0016 opens: SKF_ImportSessionKey takes the first, SKF_Decrypt the second.
 */
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { sm2, sm4 } from "sm-crypto-v2";
import { sha256Bytes } from "../digest";
import { AppError } from "../failure";
import { DerError, DerReader, readDer } from "./der";
import { smallInteger, tags } from "./der-values";
import { integer, joinBytes, octets, sequence } from "./der-write";
import { NUMBER_BYTES, numberFromDer, numberToDer } from "./signature-value";
import { isSm2Point } from "./sm2";

/** SM2Cipher (GM/T 0009 §7.2), its two numbers joined. */
export interface Sm2Cipher {
  /** `x‖y` of the sender's passing point, 64 bytes. */
  readonly point: Uint8Array;
  /** SM3 over what was encrypted and the shared point: a changed cipher does not open. */
  readonly hash: Uint8Array;
  readonly text: Uint8Array;
}

export interface Sm2Envelope {
  /** Which key opens it: SHA-256 of its public point. */
  readonly to: Uint8Array;
  readonly sessionKey: Sm2Cipher;
  /** Whole blocks of SM4 in ECB: every envelope has an SM4 key of its own, and what is in it is random. */
  readonly text: Uint8Array;
}

const VERSION = 1;
const BLOCK = 16;
const HASH = 32;

/** Names an encryption key inside an envelope. */
export const envelopeTarget = (point: Uint8Array): Uint8Array => sha256Bytes(point);

/**
 * `point` is `04‖x‖y` of the encryption key; `secret` is random and has whole blocks; `sessionKey` is fresh, 16 bytes, and
 * is wiped.
 * @throws AppError E_CERT for a point off the curve
 */
export function sealToSm2(point: Uint8Array, secret: Uint8Array, sessionKey: Uint8Array): Uint8Array {
  if (!isSm2Point(point)) throw new AppError("E_CERT", "SM2 公钥不在曲线上");
  if (secret.length === 0 || secret.length % BLOCK !== 0 || sessionKey.length !== BLOCK) throw new RangeError("blocks");
  try {
    // C1‖C3‖C2 as GM/T 0009 orders it; C1 without its leading 04.
    const cipher = hexToBytes(sm2.doEncrypt(sessionKey, bytesToHex(point), 1));
    const text = sm4.encrypt(secret, sessionKey, { mode: "ecb", padding: "none", output: "array" });
    return sequence(integer(VERSION), octets(envelopeTarget(point)), cipherToDer(cipher), octets(text));
  } finally {
    sessionKey.fill(0);
  }
}

function cipherToDer(raw: Uint8Array): Uint8Array {
  const [x, y] = [raw.subarray(0, NUMBER_BYTES), raw.subarray(NUMBER_BYTES, 2 * NUMBER_BYTES)];
  const rest = raw.subarray(2 * NUMBER_BYTES);
  return sequence(numberToDer(x), numberToDer(y), octets(rest.subarray(0, HASH)), octets(rest.subarray(HASH)));
}

/** @throws AppError E_ENVELOPE for anything but what `sealToSm2` writes */
export function readSm2Envelope(der: Uint8Array): Sm2Envelope {
  try {
    const fields = new DerReader(readDer(der), tags.sequence);
    if (smallInteger(fields.any()) !== VERSION) throw new DerError("another version");
    const to = sized(fields.take(tags.octets).body, HASH);
    const sessionKey = readCipher(fields.open(tags.sequence));
    const text = fields.take(tags.octets).body;
    fields.end();
    if (text.length === 0 || text.length % BLOCK !== 0) throw new DerError("no whole blocks");
    return { to, sessionKey, text };
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_ENVELOPE", "", { cause });
    throw cause;
  }
}

function readCipher(fields: DerReader): Sm2Cipher {
  const point = joinBytes([numberFromDer(fields.any()), numberFromDer(fields.any())]);
  const hash = sized(fields.take(tags.octets).body, HASH);
  const text = sized(fields.take(tags.octets).body, BLOCK);
  fields.end();
  return { point, hash, text };
}

function sized(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new DerError(`${bytes.length} bytes instead of ${length}`);
  return bytes;
}
