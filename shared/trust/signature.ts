/** Signatures by certified keys: the algorithm follows from the key, and what the signed thing claims must agree. */
import { AppError } from "../failure";
import { oids } from "./oids";
import type { PublicKey, SignatureCheck } from "./port";
import { suites } from "./suite";
import type { Certificate } from "./x509";

/** What X.509 signs: a certificate, a CRL, an OCSP response. */
export interface Issued {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
}

const weak: readonly string[] = [oids.rsaMd5, oids.rsaSha1, oids.ecdsaSha1];
const known: readonly string[] = Object.values(suites).flatMap(({ issuerNames }) => issuerNames);

/** The key of a certificate. @throws AppError E_CERT_WEAK */
export function checkStrength({ key, rsaBits }: Certificate): PublicKey {
  if (key === null) throw new AppError("E_CERT_WEAK", "证书的密钥算法不受支持");
  if (rsaBits !== null && rsaBits < 2048) throw new AppError("E_CERT_WEAK", "证书的密钥长度不足 2048 位");
  return key;
}

/**
 * Whether `issuer` signed it.
 * @throws AppError E_CERT_WEAK for an algorithm we do not take, E_CERT_SIGNATURE for one that is not the issuer's.
 */
export function checkIssued(issued: Issued, issuer: Certificate, check: SignatureCheck): boolean {
  const { signatureAlgorithm: name, tbs, signature } = issued;
  const key = checkStrength(issuer);
  if (weak.includes(name)) throw new AppError("E_CERT_WEAK", "证书的签名算法强度不足");
  if (!known.includes(name)) throw new AppError("E_CERT_WEAK", "证书的签名算法不受支持");
  if (!suites[key.kind].issuerNames.includes(name))
    throw new AppError("E_CERT_SIGNATURE", "签名算法与签发者的密钥不符");
  return check.holds(key, tbs, signature);
}

/** The same where a weak or foreign algorithm is as good as no signature. */
export function isIssued(issued: Issued, issuer: Certificate, check: SignatureCheck): boolean {
  try {
    return checkIssued(issued, issuer, check);
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
