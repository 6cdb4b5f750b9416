/** Certification paths: from a certificate to the one root that the verifier pinned (RFC 5280 §6, without revocation). */
import { sameBytes } from "../bytes";
import { AppError } from "../failure";
import type { Anchors } from "./anchors";
import { oids, personKeyUsages } from "./oids";
import type { SignatureCheck } from "./port";
import { type Certificate, readCertificate } from "./x509";

/**
 * What the certificate is to be used for. `review` and `login`: a person's certificate.
 * `receipt` and `profile`: the service key whose digest is pinned, and no other.
 */
export type Purpose = "review" | "login" | "receipt" | "profile";

export interface Trust {
  readonly anchors: Anchors;
  /** The instant at which validity is judged: the platform's receive time, never the signer's claim. */
  readonly at: string;
  readonly check: SignatureCheck;
  readonly purpose: Purpose;
}

const MAX_PATH = 6;

/**
 * Verifies a chain, the certificate in question first, each next one the issuer of the one before.
 * The pinned root may stand at its end or be left out; any other root proves nothing.
 * @throws AppError E_CERT with the reason in Chinese; E_ANCHOR when the chain does not end at the pinned root.
 */
export function verifyPath(chain: readonly Uint8Array[], trust: Trust): Certificate {
  const root = readCertificate(trust.anchors.root);
  const sent = chain.map(readCertificate);
  const last = sent.at(-1);
  const path = last !== undefined && sameBytes(last.der, root.der) ? sent : [...sent, root];
  const [leaf] = path;
  if (leaf === undefined || path.length < 2) throw new AppError("E_CERT", "缺少签名证书");
  if (path.length > MAX_PATH) throw new AppError("E_CERT", "证书链过长");
  checkUse(leaf, trust);
  path.forEach((certificate) => {
    checkStrength(certificate);
    checkValidity(certificate, trust.at);
    checkExtensions(certificate);
  });
  path.slice(1).forEach((issuer, depth) => {
    checkIssuer(issuer, depth);
  });
  checkSignatures(path, trust.check);
  return leaf;
}

function checkUse(leaf: Certificate, { purpose, anchors }: Trust): void {
  const service = { receipt: anchors.receiptKey, profile: anchors.profileKey };
  if (leaf.ca) throw new AppError("E_CERT", "是签发机构证书，不是签名证书");
  const signs = leaf.keyUsage?.includes("digitalSignature") === true;
  const binds = leaf.keyUsage?.includes("nonRepudiation") === true;
  switch (purpose) {
    case "receipt":
    case "profile":
      if (leaf.spkiDigest !== service[purpose]) throw new AppError("E_ANCHOR", "签名密钥不是已固定的平台密钥");
      if (!signs && !binds) throw new AppError("E_CERT", "不是签名证书");
      return;
    case "review":
    case "login": {
      // Users hold two certificates; the encryption one must neither sign nor log in.
      const allowed = purpose === "login" ? signs : signs || binds;
      if (!allowed || !forPersons(leaf)) throw new AppError("E_CERT", "不是签名证书");
      if (Object.values(service).includes(leaf.spkiDigest))
        throw new AppError("E_CERT", "平台服务密钥不能代替个人签名");
    }
  }
}

const forPersons = ({ extendedKeyUsage }: Certificate): boolean =>
  extendedKeyUsage === null || extendedKeyUsage.some((usage) => personKeyUsages.includes(usage));

const weak: readonly string[] = [oids.rsaSha1, oids.rsaMd5];

function checkStrength({ signatureAlgorithm, rsaBits }: Certificate): void {
  if (weak.includes(signatureAlgorithm)) throw new AppError("E_CERT", "证书的签名算法强度不足");
  if (signatureAlgorithm !== oids.rsaSha256 || rsaBits === null) throw new AppError("E_CERT", "证书的算法不受支持");
  if (rsaBits < 2048) throw new AppError("E_CERT", "证书的密钥长度不足 2048 位");
}

function checkValidity({ notBefore, notAfter }: Certificate, at: string): void {
  // Instants of one form compare as text.
  if (at < notBefore) throw new AppError("E_CERT", `证书未到生效期，${notBefore.slice(0, 10)} 起有效`);
  if (at > `${notAfter.slice(0, 19)}.999Z`)
    throw new AppError("E_CERT", `证书已过期，有效期至 ${notAfter.slice(0, 10)}`);
}

function checkExtensions({ unknownCritical }: Certificate): void {
  if (unknownCritical.length > 0) throw new AppError("E_CERT", "证书含有无法识别的关键扩展");
}

/** `depth` counts the intermediate certificates below this issuer. */
function checkIssuer({ ca, keyUsage, pathLength }: Certificate, depth: number): void {
  if (!ca) throw new AppError("E_CERT", "签发者不是证书签发机构");
  if (keyUsage !== null && !keyUsage.includes("keyCertSign")) throw new AppError("E_CERT", "签发者无权签发证书");
  if (pathLength !== null && depth > pathLength) throw new AppError("E_CERT", "证书链超过签发者允许的层数");
}

function checkSignatures(path: readonly Certificate[], check: SignatureCheck): void {
  path.slice(1).forEach((issuer, i) => {
    const subject = path[i];
    const toRoot = i === path.length - 2;
    const signed =
      subject !== undefined &&
      sameBytes(subject.issuer.raw, issuer.subject.raw) &&
      check.rsaSha256(issuer.spki, subject.tbs, subject.signature);
    if (signed) return;
    throw toRoot
      ? new AppError("E_ANCHOR", "证书不是由已固定的城市根证书签发")
      : new AppError("E_CERT", "证书链中断或签名不成立");
  });
}
