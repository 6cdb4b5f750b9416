/** The kinds of key we take. The kind comes from the certificate's key alone; a signature's own claim must agree with it. */
import { AppError } from "../failure";
import { type DerElement, DerError, DerReader, readDer } from "./der";
import { oidText, tags, wholeBits } from "./der-values";
import { oids } from "./oids";

export type KeyKind = "rsa" | "p256" | "sm2";

/** @throws AppError E_CERT for a malformed SubjectPublicKeyInfo and for any other algorithm or curve. */
export function keyKindOf(spki: Uint8Array): KeyKind {
  return inCertificate(() => readKey(spki).kind);
}

/** The uncompressed point `04‖x‖y` of an elliptic curve key. @throws AppError E_CERT */
export function pointOf(spki: Uint8Array): Uint8Array {
  return inCertificate(() => {
    const { kind, bits } = readKey(spki);
    if (kind === "rsa") throw new DerError("an RSA key has no point");
    return bits;
  });
}

function inCertificate<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_CERT", "证书的公钥不受支持", { cause });
    throw cause;
  }
}

function readKey(spki: Uint8Array): { kind: KeyKind; bits: Uint8Array } {
  const fields = new DerReader(readDer(spki), tags.sequence);
  const kind = kindOf(fields.take(tags.sequence));
  const bits = wholeBits(fields.take(tags.bits));
  fields.end();
  // 04‖x‖y; compressed and hybrid points are legal elsewhere, no Chinese authority issues them.
  if (kind !== "rsa" && (bits.length !== 65 || bits[0] !== 4)) throw new DerError("uncompressed point");
  return { kind, bits };
}

/** RFC 3279 §2.3.1 and RFC 5480 §2.1.1: NULL parameters for RSA, a named curve for the others. */
function kindOf(algorithm: DerElement): KeyKind {
  const fields = new DerReader(algorithm, tags.sequence);
  const name = oidText(fields.take(tags.oid));
  const parameters = fields.any();
  fields.end();
  if (name === oids.rsa && parameters.tag === tags.nothing && parameters.body.length === 0) return "rsa";
  if (name !== oids.ecPublicKey || parameters.tag !== tags.oid) throw new DerError("unknown key algorithm");
  switch (oidText(parameters)) {
    case oids.p256:
      return "p256";
    case oids.sm2Curve:
      return "sm2";
    default:
      throw new DerError("unknown curve");
  }
}
