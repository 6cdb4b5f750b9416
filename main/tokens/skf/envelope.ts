/**
 * Envelopes for a container's encryption pair, opened on the key: SKF_ImportSessionKey unwraps the SM4 key under the pair,
 * SKF_Decrypt uses it. Both are in every edition of GM/T 0016. SKF_ECCDecrypt is in none: vendors that have it disagree on
 * its arguments, which a probe cannot tell, so that it is not called (docs/tokens.md).
 */
import { sameBytes } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import { joinBytes } from "../../../shared/trust/der-write";
import { keyKindOf, pointOf } from "../../../shared/trust/key-kind";
import { isSm2Point } from "../../../shared/trust/sm2";
import { envelopeTarget, type Sm2Cipher, type Sm2Envelope } from "../../../shared/trust/sm2-envelope";
import { readCertificate } from "../../../shared/trust/x509";
import type { Skf } from "./functions";
import { cipherParam, type Handle } from "./library";
import { namesIn, type RawName } from "./names";
import { attemptBytes, readBytes, withContainer } from "./reading";
import {
  failureOf,
  SAR_DECRYPTPADERR,
  SAR_HASHNOTEQUALERR,
  SAR_INDATAERR,
  SAR_INDATALENERR,
  SAR_KEYNOTFOUNTERR,
  SAR_NOTSUPPORTYETERR,
  SAR_OK,
} from "./result-codes";

/** GM/T 0006. A device authenticates by SM4 in ECB, so that none lacks it; CBC is optional. */
const SGD_SM4_ECB = 0x401;
const EXCHANGE = 0;
const FIELD = 64;
const NUMBER = 32;

const opening = ["SKF_ImportSessionKey", "SKF_DecryptInit", "SKF_Decrypt", "SKF_CloseHandle"] as const;

/** `04‖x‖y` of the container's encryption pair; null where there is none that this library could open with. */
export function encryptionPoint(skf: Skf, container: Handle): Uint8Array | null {
  if (!opening.every(skf.has)) return null;
  const blob = attemptBytes(skf, "SKF_ExportPublicKey", container, EXCHANGE);
  if (blob === SAR_NOTSUPPORTYETERR) return pointInCertificate(skf, container);
  if (typeof blob !== "number") return pointInBlob(blob, skf.abi.ulong);
  const failure = failureOf(blob);
  if (failure.code === "E_TOKEN_REMOVED") throw failure;
  return null;
}

/** ECCPUBLICKEYBLOB is BitLen, X[64], Y[64]; that of an RSA pair has another length. */
function pointInBlob(blob: Uint8Array, ulong: number): Uint8Array | null {
  if (blob.length !== ulong + 2 * FIELD) return null;
  const [x, y] = [blob.subarray(ulong, ulong + FIELD), blob.subarray(ulong + FIELD)];
  const point = joinBytes([Uint8Array.of(4), x.subarray(FIELD - NUMBER), y.subarray(FIELD - NUMBER)]);
  return isSm2Point(point) ? point : null;
}

function pointInCertificate(skf: Skf, container: Handle): Uint8Array | null {
  const der = attemptBytes(skf, "SKF_ExportCertificate", container, EXCHANGE);
  if (typeof der === "number" || der.length === 0) return null;
  try {
    const { spki } = readCertificate(der);
    return keyKindOf(spki) === "sm2" ? pointOf(spki) : null;
  } catch (error) {
    // A certificate of a kind we do not know seals nothing.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** @throws AppError E_ENVELOPE_KEY when no container of the application has the key; E_ENVELOPE, E_MECHANISM */
export function openEnvelope(skf: Skf, application: Handle, envelope: Sm2Envelope): Uint8Array {
  const run = (container: Handle): Uint8Array | null => {
    const point = encryptionPoint(skf, container);
    if (point === null || !sameBytes(envelopeTarget(point), envelope.to)) return null;
    return openIn(skf, container, envelope);
  };
  // After a renewal the old pair may lie in a container of its own.
  for (const name of containersOf(skf, application)) {
    const opened = withContainer(skf, application, { name, run });
    if (opened !== null) return opened;
  }
  if (!opening.every(skf.has)) throw new AppError("E_MECHANISM", "驱动没有解开信封的功能");
  throw new AppError("E_ENVELOPE_KEY");
}

const containersOf = (skf: Skf, application: Handle): RawName[] =>
  namesIn(readBytes(skf, "SKF_EnumContainer", application));

function openIn(skf: Skf, container: Handle, { sessionKey, text }: Sm2Envelope): Uint8Array {
  const key = importSessionKey(skf, container, sessionKey);
  const plain = Buffer.alloc(text.length + RESERVE);
  try {
    skf.must("SKF_DecryptInit", key, cipherParam(new Uint8Array(), 0));
    const size = skf.cell(plain.length);
    const code = skf.attempt("SKF_Decrypt", key, text, text.length, plain, size.bytes);
    if (code !== SAR_OK) throw openingFailure(code);
    if (size.value() !== text.length) throw new AppError("E_ENVELOPE", "密钥解出的长度不符");
    return Uint8Array.from(plain.subarray(0, text.length));
  } finally {
    plain.fill(0);
    skf.attempt("SKF_CloseHandle", key);
  }
}

/** A block more: some libraries want room for padding, also where there is none. */
const RESERVE = 16;

function importSessionKey(skf: Skf, container: Handle, cipher: Sm2Cipher): Handle {
  const { bytes, length } = cipherBlob(cipher, skf);
  const cell = skf.handleCell();
  const code = skf.attempt("SKF_ImportSessionKey", container, SGD_SM4_ECB, bytes, length, cell.bytes);
  if (code !== SAR_OK) throw openingFailure(code);
  return cell.value();
}

/** ECCCIPHERBLOB is X[64], Y[64], HASH[32], CipherLen, Cipher[]; padded, for libraries that copy the whole structure. */
function cipherBlob({ point, hash, text }: Sm2Cipher, skf: Skf) {
  const pad = new Uint8Array(FIELD - NUMBER);
  const length = skf.cell(text.length).bytes.subarray(0, skf.abi.ulong);
  const blob = joinBytes([pad, point.subarray(0, NUMBER), pad, point.subarray(NUMBER), hash, length, text]);
  return { bytes: joinBytes([blob, new Uint8Array(RESERVE)]), length: blob.length };
}

const broken: readonly number[] = [SAR_INDATAERR, SAR_INDATALENERR, SAR_HASHNOTEQUALERR, SAR_DECRYPTPADERR];

function openingFailure(code: number): AppError {
  const failure = failureOf(code);
  if (broken.includes(code)) return new AppError("E_ENVELOPE", failure.detail);
  if (code === SAR_KEYNOTFOUNTERR) return new AppError("E_ENVELOPE_KEY", failure.detail);
  return failure;
}
