/** Certification paths: from a certificate to a root that the verifier pinned (RFC 5280 §6); revocation is revocation.ts. */
import { sameBytes } from "../bytes";
import { AppError } from "../failure";
import { type Anchors, rootsOf } from "./anchors";
import { personKeyUsages } from "./oids";
import type { SignatureCheck } from "./port";
import { checkIssued, checkStrength } from "./signature";
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

/** The certificate in question first, the pinned root last. */
export type Path = readonly [Certificate, ...Certificate[]];

/**
 * Verifies a chain, the certificate in question first, each next one the issuer of the one before.
 * A pinned root may stand at its end or be left out; any other root proves nothing.
 * @throws AppError E_CERT_… with the reason in Chinese; E_ANCHOR when the chain ends at a root that is not pinned.
 */
export function verifyPath(chain: readonly Uint8Array[], trust: Trust): Path {
  const path = toRoot(chain.map(readCertificate), trust);
  const [leaf] = path;
  if (path.length > MAX_PATH) throw new AppError("E_CERT_PATH");
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
  return path;
}

function toRoot(sent: readonly Certificate[], { anchors, check }: Trust): Path {
  const roots = rootsOf(anchors).map(readCertificate);
  const [leaf, ...rest] = sent;
  const last = sent.at(-1);
  if (leaf === undefined || last === undefined) throw new AppError("E_CERT_CHAIN", "缺少签名证书");
  sent.slice(1).forEach((issuer, i) => {
    if (!sameBytes(sent[i]?.issuer.raw ?? new Uint8Array(), issuer.subject.raw))
      throw new AppError("E_CERT_CHAIN", `第 ${i + 1} 张证书不是由后一张签发`);
  });
  if (rest.length > 0 && roots.some(({ der }) => sameBytes(der, last.der))) return [leaf, ...rest];
  const named = roots.filter(({ subject }) => sameBytes(subject.raw, last.issuer.raw));
  // A renewed root keeps its name; which of them signed is then for the signature to say.
  const [root] = named.filter(
    ({ key }) => named.length === 1 || (key !== null && check.holds(key, last.tbs, last.signature)),
  );
  if (root !== undefined) return [leaf, ...rest, root];
  if (named.length > 0 || sameBytes(last.issuer.raw, last.subject.raw)) throw new AppError("E_ANCHOR", NOT_PINNED);
  throw new AppError("E_CERT_CHAIN", `没有签发者“${last.issuer.display}”的证书，它也不是已固定的城市根证书`);
}

const NOT_PINNED = "证书不是由已固定的城市根证书签发";

function checkUse(leaf: Certificate, { purpose, anchors }: Trust): void {
  const service = { receipt: anchors.receiptKey, profile: anchors.profileKey };
  if (leaf.ca) throw new AppError("E_CERT_USAGE", "是签发机构证书，不是签名证书");
  const signs = leaf.keyUsage?.includes("digitalSignature") === true;
  const binds = leaf.keyUsage?.includes("nonRepudiation") === true;
  switch (purpose) {
    case "receipt":
    case "profile":
      if (leaf.spkiDigest !== service[purpose]) throw new AppError("E_ANCHOR", "签名密钥不是已固定的平台密钥");
      if (!signs && !binds) throw new AppError("E_CERT_USAGE", "不是签名证书");
      return;
    case "review":
    case "login": {
      // Users hold two certificates; the encryption one must neither sign nor log in.
      const allowed = purpose === "login" ? signs : signs || binds;
      if (!allowed || !forPersons(leaf)) throw new AppError("E_CERT_USAGE", "不是签名证书");
      if (Object.values(service).includes(leaf.spkiDigest))
        throw new AppError("E_CERT_USAGE", "平台服务密钥不能代替个人签名");
    }
  }
}

const forPersons = ({ extendedKeyUsage }: Certificate): boolean =>
  extendedKeyUsage === null || extendedKeyUsage.some((usage) => personKeyUsages.includes(usage));

function checkValidity({ notBefore, notAfter }: Certificate, at: string): void {
  // Instants of one form compare as text.
  if (at < notBefore) throw new AppError("E_CERT_EARLY", `证书未到生效期，${notBefore.slice(0, 10)} 起有效`);
  if (at > `${notAfter.slice(0, 19)}.999Z`)
    throw new AppError("E_CERT_EXPIRED", `证书已过期，有效期至 ${notAfter.slice(0, 10)}`);
}

function checkExtensions({ unknownCritical }: Certificate): void {
  if (unknownCritical.length > 0) throw new AppError("E_CERT_EXTENSION", "证书含有无法识别的关键扩展");
}

/** `depth` counts the intermediate certificates below this issuer. */
function checkIssuer({ ca, keyUsage, pathLength }: Certificate, depth: number): void {
  if (!ca || (keyUsage !== null && !keyUsage.includes("keyCertSign")))
    throw new AppError("E_CERT_NOT_CA", ca ? "签发者无权签发证书" : "签发者不是证书签发机构");
  if (pathLength !== null && depth > pathLength) throw new AppError("E_CERT_PATH", "证书链超过签发者允许的层数");
}

/** From the root downwards, so that no key is put to work before an authority vouched for it. */
function checkSignatures(path: Path, check: SignatureCheck): void {
  const [root, ...below] = [...path].reverse();
  let issuer = root;
  for (const certificate of below) {
    if (issuer !== undefined && !checkIssued(certificate, issuer, check)) {
      throw issuer === root
        ? new AppError("E_ANCHOR", NOT_PINNED)
        : new AppError("E_CERT_SIGNATURE", "证书上签发者的签名不成立");
    }
    issuer = certificate;
  }
}
