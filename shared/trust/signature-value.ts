/**
 * ECDSA and SM2 signature values: two numbers, as DER `SEQUENCE { r, s }` in CMS and X.509 (RFC 5753 §7.2, GM/T 0009 §7.3),
 * as `r‖s` from tokens. One number pair has one encoding here: the library below would take trailing bytes and BER.
 */
import { AppError } from "../failure";
import { type DerElement, DerError, DerReader, readDer } from "./der";
import { integerBytes, tags } from "./der-values";
import { element, joinBytes, sequence } from "./der-write";

/** Both curves we know have numbers of 32 bytes. */
export const NUMBER_BYTES = 32;

/** `r‖s`, both halves of one length, as DER. @throws AppError E_SIGN for an odd or empty value. */
export function ecdsaToDer(raw: Uint8Array): Uint8Array {
  if (raw.length === 0 || raw.length % 2 !== 0) throw malformed();
  const half = raw.length / 2;
  return sequence(numberToDer(raw.subarray(0, half)), numberToDer(raw.subarray(half)));
}

/** `r‖s` of 64 bytes. @throws AppError E_SIGN for anything but the one DER encoding of two numbers that fit. */
export function ecdsaFromDer(der: Uint8Array): Uint8Array {
  try {
    const fields = new DerReader(readDer(der), tags.sequence);
    const numbers = [numberFromDer(fields.any()), numberFromDer(fields.any())];
    fields.end();
    return joinBytes(numbers);
  } catch (cause) {
    if (cause instanceof DerError) throw malformed(cause);
    throw cause;
  }
}

const malformed = (cause?: unknown): AppError => new AppError("E_SIGN", "签名值格式不正确", { cause });

/** The shortest INTEGER of a number that is not negative. */
export function numberToDer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  const sign = (shortest[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : [];
  return element(tags.integer, ...sign, shortest);
}

/** Such a number in 32 bytes. @throws DerError for one that does not fit */
export function numberFromDer(encoded: DerElement): Uint8Array {
  const bytes = integerBytes(encoded);
  if ((bytes[0] ?? 0x80) >= 0x80) throw new DerError("negative number");
  const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  if (digits.length > NUMBER_BYTES) throw new DerError("number too large");
  const padded = new Uint8Array(NUMBER_BYTES);
  padded.set(digits, NUMBER_BYTES - digits.length);
  return padded;
}
