/** The one shape of CMS SignedData (RFC 5652 §5) that we accept: detached, one signer, signed attributes, nothing unsigned. */

import { sameBytes } from "../bytes";
import { sha256Bytes } from "../digest";
import { AppError } from "../failure";
import { type DerElement, DerError, DerReader, readDer } from "./der";
import { context, oidText, smallInteger, tags, timeText } from "./der-values";
import { compareBytes, joinBytes } from "./der-write";
import { oids } from "./oids";
import { algorithmOid, type Certificate } from "./x509";

export interface SignedData {
  /** DER of every certificate that came along, in no meaningful order. */
  readonly certificates: readonly Uint8Array[];
  readonly signer: SignerInfo;
}

export interface SignerInfo {
  /** A hint only; the signing-certificate attribute decides (RFC 5035). */
  readonly matches: (certificate: Certificate) => boolean;
  /** The signed attributes under the SET tag, exactly as received: what the signature covers (RFC 5652 §5.4). */
  readonly signedBytes: Uint8Array;
  readonly messageDigest: Uint8Array;
  readonly signingTime: string;
  readonly certificateHash: Uint8Array;
  readonly signature: Uint8Array;
}

/** @throws AppError E_SIGN for anything but that shape. */
export function parseSignedData(cms: Uint8Array): SignedData {
  try {
    return signedData(cms);
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_SIGN", "签名数据格式不正确", { cause });
    throw cause;
  }
}

/** No chain of ours is longer; a file of thousands would only keep the verifier busy. */
const MAX_CERTIFICATES = 10;

function signedData(cms: Uint8Array): SignedData {
  const info = new DerReader(readDer(cms), tags.sequence);
  expectOid(info.take(tags.oid), oids.signedData);
  const wrapper = info.open(context(0));
  info.end();
  const fields = wrapper.open(tags.sequence);
  wrapper.end();
  const version = smallInteger(fields.take(tags.integer));
  const digests = fields.open(tags.set);
  expectAlgorithm(digests.take(tags.sequence), [oids.sha256]);
  digests.end();
  const encapsulated = fields.open(tags.sequence);
  expectOid(encapsulated.take(tags.oid), oids.data);
  encapsulated.end();
  const certificates = fields.open(context(0)).all();
  const signers = fields.open(tags.set);
  fields.end();
  const signer = signers.take(tags.sequence);
  signers.end();
  const parsed = signerInfo(signer);
  if (certificates.length > MAX_CERTIFICATES) throw new DerError("too many certificates");
  if (version !== parsed.version) throw new DerError("SignedData version");
  return { certificates: certificates.map(({ raw }) => raw), signer: parsed };
}

function signerInfo(element: DerElement): SignerInfo & { version: number } {
  const fields = new DerReader(element, tags.sequence);
  const version = smallInteger(fields.take(tags.integer));
  const matches = signerIdentifier(fields.any(), version);
  expectAlgorithm(fields.take(tags.sequence), [oids.sha256]);
  const attributes = fields.take(context(0));
  // rsaEncryption and sha256WithRSAEncryption both mean PKCS#1 v1.5 here (RFC 5754 §3.2).
  expectAlgorithm(fields.take(tags.sequence), [oids.rsa, oids.rsaSha256]);
  const signature = fields.take(tags.octets).body;
  fields.end();
  const values = signedAttributes(attributes);
  expectOid(required(values, oids.contentType), oids.data);
  const digest = required(values, oids.messageDigest);
  if (digest.tag !== tags.octets) throw new DerError("message digest");
  return {
    version,
    matches,
    signedBytes: joinBytes([Uint8Array.of(tags.set), attributes.raw.subarray(1)]),
    messageDigest: digest.body,
    signingTime: timeText(required(values, oids.signingTime)),
    certificateHash: signingCertificateHash(required(values, oids.signingCertificateV2)),
    signature,
  };
}

/** issuerAndSerialNumber with version 1, subjectKeyIdentifier with version 3 (RFC 5652 §5.3). */
function signerIdentifier(element: DerElement, version: number): SignerInfo["matches"] {
  if (version === 3 && element.tag === context(0, false)) {
    return ({ subjectKeyId }) => subjectKeyId !== null && sameBytes(subjectKeyId, element.body);
  }
  if (version !== 1) throw new DerError("SignerInfo version");
  const fields = new DerReader(element, tags.sequence);
  const issuer = fields.take(tags.sequence).raw;
  const serial = fields.take(tags.integer).raw;
  fields.end();
  return (certificate) => sameBytes(certificate.issuer.raw, issuer) && sameBytes(certificate.serialRaw, serial);
}

/** Each attribute once, with one value, in DER order: other verifiers refuse an unsorted set, so we do too. */
function signedAttributes(element: DerElement): ReadonlyMap<string, DerElement> {
  const attributes = new DerReader(element, context(0)).all();
  const values = new Map<string, DerElement>();
  attributes.forEach((attribute, i) => {
    const before = attributes[i - 1];
    if (before !== undefined && compareBytes(before.raw, attribute.raw) >= 0) throw new DerError("attributes unsorted");
    const fields = new DerReader(attribute, tags.sequence);
    const name = oidText(fields.take(tags.oid));
    const set = fields.open(tags.set);
    fields.end();
    if (values.has(name)) throw new DerError("attribute twice");
    values.set(name, set.any());
    set.end();
  });
  return values;
}

function required(values: ReadonlyMap<string, DerElement>, name: string): DerElement {
  const value = values.get(name);
  if (value === undefined) throw new AppError("E_SIGN", "签名缺少必需的属性");
  return value;
}

/** The first ESSCertIDv2 names the signer's certificate (RFC 5035 §3); SHA-256 is its default algorithm. */
function signingCertificateHash(element: DerElement): Uint8Array {
  const first = new DerReader(element, tags.sequence).open(tags.sequence).open(tags.sequence);
  const algorithm = first.maybe(tags.sequence);
  if (algorithm !== null) expectAlgorithm(algorithm, [oids.sha256]);
  return first.take(tags.octets).body;
}

function expectOid(element: DerElement, wanted: string): void {
  if (oidText(element) !== wanted) throw new DerError(`${wanted} expected`);
}

function expectAlgorithm(element: DerElement, wanted: readonly string[]): void {
  if (!wanted.includes(algorithmOid(element))) throw new AppError("E_SIGN", "签名算法不受支持");
}

/** Whether the attribute of the signer names exactly this certificate. */
export function namesCertificate(signer: SignerInfo, certificate: Certificate): boolean {
  return signer.matches(certificate) && sameBytes(sha256Bytes(certificate.der), signer.certificateHash);
}
