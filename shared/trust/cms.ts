/** Detached CMS signatures over canonical bytes: RSA with SHA-256, signing certificate bound by attribute. */
import { sameBytes } from "../bytes";
import { sha256Bytes } from "../digest";
import { AppError } from "../failure";
import type { Digest } from "../schema";
import { namesCertificate, parseSignedData } from "./cms-parse";
import { context } from "./der-values";
import { compareBytes, element, integer, nothing, octets, oid, sequence, setOf, time } from "./der-write";
import { oids } from "./oids";
import { type Trust, verifyPath } from "./path";
import type { Signer } from "./port";
import { type Certificate, readCertificate } from "./x509";

/** Signs `content` and returns DER SignedData without it. `at` is the signer's clock, a claim. */
export async function signDetached(content: Uint8Array, signer: Signer, at: Date | string): Promise<Uint8Array> {
  const [own] = signer.chain;
  if (own === undefined) throw new AppError("E_CERT", "缺少签名证书");
  const certificate = readCertificate(own);
  const attributes = signedAttributes(content, certificate, new Date(at));
  const signature = await signer.sign(setOf(...attributes));
  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuer.raw, certificate.serialRaw),
    sha256Algorithm(),
    element(context(0), ...attributes),
    sequence(oid(oids.rsa), nothing()),
    octets(signature),
  );
  const signedData = sequence(
    integer(1),
    setOf(sha256Algorithm()),
    sequence(oid(oids.data)),
    element(context(0), ...[...signer.chain].sort(compareBytes)),
    setOf(signerInfo),
  );
  return sequence(oid(oids.signedData), element(context(0), signedData));
}

const sha256Algorithm = (): Uint8Array => sequence(oid(oids.sha256), nothing());

function signedAttributes(content: Uint8Array, certificate: Certificate, at: Date): Uint8Array[] {
  const attribute = (name: string, value: Uint8Array): Uint8Array => sequence(oid(name), setOf(value));
  // IssuerSerial: GeneralNames with one directoryName [4], then the serial (RFC 5035 §4).
  const issuerSerial = sequence(sequence(element(context(4), certificate.issuer.raw)), certificate.serialRaw);
  const certificateId = sequence(octets(sha256Bytes(certificate.der)), issuerSerial);
  return [
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octets(sha256Bytes(content))),
    attribute(oids.signingTime, time(at)),
    attribute(oids.signingCertificateV2, sequence(sequence(certificateId))),
  ].sort(compareBytes);
}

/** `at` null judges the certificate at the claimed signing time: only for keys that are pinned themselves. */
export type DetachedTrust = Omit<Trust, "at"> & { readonly at: string | null };

export interface Verified {
  readonly certificate: Certificate;
  /** DER certificates from the signer's own to the last one that was sent. */
  readonly chain: readonly Uint8Array[];
  /** The signer's claim. */
  readonly signingTime: string;
  readonly certificateDigest: Digest;
}

/**
 * Verifies a detached signature over `content`, from the received bytes.
 * @throws AppError E_SIGN for form or signature, E_HASH for other content, E_CERT and E_ANCHOR for the certificate.
 */
export function verifyDetached(content: Uint8Array, cms: Uint8Array, trust: DetachedTrust): Verified {
  const { certificates, signer } = parseSignedData(cms);
  const sent = certificates.map(readCertificate);
  const own = sent.find((certificate) => namesCertificate(signer, certificate));
  if (own === undefined) throw new AppError("E_SIGN", "签名没有附上对应的证书");
  if (!sameBytes(sha256Bytes(content), signer.messageDigest)) throw new AppError("E_HASH", "签名对应的不是这份内容");
  const chain = chainFrom(own, sent);
  const at = trust.at ?? signer.signingTime;
  const certificate = verifyPath(chain, { ...trust, at });
  if (!trust.check.rsaSha256(certificate.spki, signer.signedBytes, signer.signature)) {
    throw new AppError("E_SIGN", "签名值不成立");
  }
  return { certificate, chain, signingTime: signer.signingTime, certificateDigest: certificate.fingerprint };
}

/** Puts the certificates in order by issuer. One that belongs to no place is refused: nothing unsigned may ride along. */
function chainFrom(own: Certificate, sent: readonly Certificate[]): Uint8Array[] {
  const chain = [own];
  for (let last = own; !sameBytes(last.issuer.raw, last.subject.raw); ) {
    const issuer = sent.find((other) => !chain.includes(other) && sameBytes(other.subject.raw, last.issuer.raw));
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  if (chain.length !== sent.length) throw new AppError("E_SIGN", "签名附带了无关的证书");
  return chain.map(({ der }) => der);
}
