/** Detached CMS signatures over canonical bytes, in three suites, the signing certificate bound by an attribute. */
import { sameBytes } from "../bytes";
import { AppError } from "../failure";
import type { Digest } from "../schema";
import { claimsOf, writeAttributes } from "./cms-attributes";
import { parseSignedData, type SignedData } from "./cms-parse";
import { context } from "./der-values";
import { compareBytes, element, integer, octets, oid, sequence, setOf } from "./der-write";
import { type Path, type Trust, verifyPath } from "./path";
import type { Signer } from "./port";
import { checkStrength } from "./signature";
import { digestAlgorithm, familyWritten, type Suite, signerAlgorithm, suites } from "./suite";
import { type Certificate, readCertificate } from "./x509";

/** Signs `content` and returns DER SignedData without it. `at` is the signer's clock, a claim. */
export async function signDetached(content: Uint8Array, signer: Signer, at: Date | string): Promise<Uint8Array> {
  const certificate = certificateOf(signer);
  const suite = suites[checkStrength(certificate).kind];
  const family = familyWritten(suite);
  const attributes = writeAttributes({ content, certificate, suite, family, at: new Date(at) });
  const signature = await signer.sign(setOf(...attributes));
  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuer.raw, certificate.serialRaw),
    digestAlgorithm(suite),
    element(context(0), ...attributes),
    signerAlgorithm(suite),
    octets(signature),
  );
  const signedData = sequence(
    integer(1),
    setOf(digestAlgorithm(suite)),
    sequence(oid(family.data)),
    element(context(0), ...[...signer.chain].sort(compareBytes)),
    setOf(signerInfo),
  );
  return sequence(oid(family.signedData), element(context(0), signedData));
}

const certificates = new WeakMap<Signer, Certificate>();

/** A signer keeps its chain: what signs thousands of receipts reads its certificate once. */
function certificateOf(signer: Signer): Certificate {
  const known = certificates.get(signer);
  if (known !== undefined) return known;
  const [own] = signer.chain;
  if (own === undefined) throw new AppError("E_CERT_CHAIN", "缺少签名证书");
  const certificate = readCertificate(own);
  certificates.set(signer, certificate);
  return certificate;
}

/** `at` null judges the certificate at the claimed signing time: only for keys that are pinned themselves. */
export type DetachedTrust = Omit<Trust, "at"> & { readonly at: string | null };

export interface Verified {
  readonly certificate: Certificate;
  /** DER certificates from the signer's own to the last one that was sent. */
  readonly chain: readonly Uint8Array[];
  /** The same with the pinned root: what revocation is checked over. */
  readonly path: Path;
  /** The signer's claim. */
  readonly signingTime: string;
  readonly certificateDigest: Digest;
}

/**
 * Verifies a detached signature over `content`, from the received bytes.
 * @throws AppError E_CMS_FORM, E_CMS_ATTRIBUTES, E_CMS_SIGNER for the file, E_HASH for other content, E_SIGN for the
 * signature value, E_CERT, E_CERT_… and E_ANCHOR for the certificate.
 */
export function verifyDetached(content: Uint8Array, cms: Uint8Array, trust: DetachedTrust): Verified {
  const parsed = parseSignedData(cms);
  const { signer, family } = parsed;
  if (parsed.content !== null) throw new AppError("E_CMS_FORM", "签名数据不应附带内容");
  if (signer.attributes === null) throw new AppError("E_CMS_ATTRIBUTES", "签名缺少必需的属性");
  const { certificate, sent, suite } = signerOf(parsed);
  if (!suite.signerNames.includes(signer.signatureName)) throw otherAlgorithm();
  const { messageDigest, signingTime } = claimsOf(signer.attributes, family, certificate);
  if (!sameBytes(suite.digest(content), messageDigest)) throw new AppError("E_HASH", "签名对应的不是这份内容");
  const chain = chainFrom(certificate, sent);
  const path = verifyPath(chain, { ...trust, at: trust.at ?? signingTime });
  if (!trust.check.holds(checkStrength(certificate), signer.attributes.bytes, signer.signature)) {
    throw new AppError("E_SIGN", "签名值不成立");
  }
  return { certificate, chain, path, signingTime, certificateDigest: certificate.fingerprint };
}

const otherAlgorithm = (): AppError => new AppError("E_SIGN", "签名算法与证书的密钥不符");

/**
 * The certificate a file's signer points at, and the suite that its key demands.
 * @throws AppError E_CMS_SIGNER, E_SIGN when the file claims another suite.
 */
export function signerOf({ certificates, signer, family }: SignedData): {
  readonly certificate: Certificate;
  readonly sent: readonly Certificate[];
  readonly suite: Suite;
} {
  const sent = certificates.map(readCertificate);
  const certificate = sent.find(signer.matches);
  if (certificate === undefined) throw new AppError("E_CMS_SIGNER", "签名没有附上对应的证书");
  const suite = suites[checkStrength(certificate).kind];
  const agrees =
    suite.digestName === signer.digestName &&
    [...suite.signerNames, ...suite.foreignNames].includes(signer.signatureName) &&
    suite.families.some(({ signedData }) => signedData === family.signedData);
  if (!agrees) throw otherAlgorithm();
  return { certificate, sent, suite };
}

/** Puts the certificates in order by issuer. One that belongs to no place is refused: nothing unsigned may ride along. */
export function chainFrom(own: Certificate, sent: readonly Certificate[]): Uint8Array[] {
  const chain = [own];
  for (let last = own; !sameBytes(last.issuer.raw, last.subject.raw); ) {
    const issuer = sent.find((other) => !chain.includes(other) && sameBytes(other.subject.raw, last.issuer.raw));
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  if (chain.length !== sent.length) throw new AppError("E_CMS_SIGNER", "签名附带了无关的证书");
  return chain.map(({ der }) => der);
}
