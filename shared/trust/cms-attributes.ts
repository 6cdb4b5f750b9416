/** Signed attributes of a SignerInfo (RFC 5652 §5.3, RFC 5035): what our signatures cover. */
import { sameBytes } from "../bytes";
import { sha256Bytes } from "../digest";
import { AppError } from "../failure";
import { type DerElement, DerError, DerReader } from "./der";
import { context, oidText, tags, timeText } from "./der-values";
import { compareBytes, element, joinBytes, octets, oid, sequence, setOf, time } from "./der-write";
import { oids } from "./oids";
import { sm3Bytes } from "./sm3";
import { digestAlgorithm, type Family, type Suite } from "./suite";
import { algorithmOid, type Certificate } from "./x509";

export interface SignedAttributes {
  /** Under the SET tag, otherwise exactly as received: what the signature covers (RFC 5652 §5.4). */
  readonly bytes: Uint8Array;
  readonly values: ReadonlyMap<string, DerElement>;
}

/** Each attribute once, with one value, in DER order: other verifiers refuse an unsorted set, so we do too. */
export function readAttributes(received: DerElement): SignedAttributes {
  return wellFormed(() => sortedAttributes(received));
}

function sortedAttributes(received: DerElement): SignedAttributes {
  const attributes = new DerReader(received, context(0)).all();
  const values = new Map<string, DerElement>();
  attributes.forEach((attribute, i) => {
    const before = attributes[i - 1];
    if (before !== undefined && compareBytes(before.raw, attribute.raw) >= 0)
      throw new AppError("E_CMS_ATTRIBUTES", "签名属性没有按规定排序");
    const fields = new DerReader(attribute, tags.sequence);
    const name = oidText(fields.take(tags.oid));
    const set = fields.open(tags.set);
    fields.end();
    if (values.has(name)) throw new AppError("E_CMS_ATTRIBUTES", "同一签名属性出现两次");
    values.set(name, set.any());
    set.end();
  });
  return { bytes: joinBytes([Uint8Array.of(tags.set), received.raw.subarray(1)]), values };
}

/** What a signature by our rules must say. */
export interface Claims {
  readonly messageDigest: Uint8Array;
  /** The signer's clock. */
  readonly signingTime: string;
}

/** @throws AppError E_CMS_ATTRIBUTES, or E_CMS_SIGNER when they name another certificate than `certificate`. */
export function claimsOf(attributes: SignedAttributes, family: Family, certificate: Certificate): Claims {
  return wellFormed(() => {
    const messageDigest = digestIn(attributes, family);
    const signingTime = timeText(required(attributes, oids.signingTime));
    if (!namesCertificate(required(attributes, oids.signingCertificateV2), certificate))
      throw new AppError("E_CMS_SIGNER", "签名所指的不是所附的证书");
    return { messageDigest, signingTime };
  });
}

/** The least that any signature with attributes must say (RFC 5652 §5.3). @throws AppError E_CMS_ATTRIBUTES */
export function messageDigestOf(attributes: SignedAttributes, family: Family): Uint8Array {
  return wellFormed(() => digestIn(attributes, family));
}

function digestIn(attributes: SignedAttributes, family: Family): Uint8Array {
  if (oidText(required(attributes, oids.contentType)) !== family.data) throw new DerError("content type");
  const digest = required(attributes, oids.messageDigest);
  if (digest.tag !== tags.octets) throw new DerError("message digest");
  return digest.body;
}

function required({ values }: SignedAttributes, name: string): DerElement {
  const value = values.get(name);
  if (value === undefined) throw new AppError("E_CMS_ATTRIBUTES", "签名缺少必需的属性");
  return value;
}

function wellFormed<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_CMS_ATTRIBUTES", "签名属性的内容不正确", { cause });
    throw cause;
  }
}

/** The first ESSCertIDv2 names the signer's certificate (RFC 5035 §3); SHA-256 is its default algorithm. */
function namesCertificate(value: DerElement, certificate: Certificate): boolean {
  const first = new DerReader(value, tags.sequence).open(tags.sequence).open(tags.sequence);
  const algorithm = first.maybe(tags.sequence);
  const digest = digests.get(algorithm === null ? oids.sha256 : algorithmOid(algorithm));
  const hash = first.take(tags.octets).body;
  const serial = first.maybe(tags.sequence);
  first.end();
  if (digest === undefined) throw new DerError("digest of the signing certificate");
  return (
    sameBytes(digest(certificate.der), hash) && (serial === null || sameBytes(serial.raw, issuerSerial(certificate)))
  );
}

const digests: ReadonlyMap<string, (data: Uint8Array) => Uint8Array> = new Map([
  [oids.sha256, sha256Bytes],
  [oids.sm3, sm3Bytes],
]);

/** IssuerSerial: GeneralNames with one directoryName [4], then the serial (RFC 5035 §4). */
const issuerSerial = ({ issuer, serialRaw }: Certificate): Uint8Array =>
  sequence(sequence(element(context(4), issuer.raw)), serialRaw);

export interface AttributeOrder {
  readonly content: Uint8Array;
  readonly certificate: Certificate;
  readonly suite: Suite;
  readonly family: Family;
  readonly at: Date;
}

/** The attributes we write, in DER order. */
export function writeAttributes({ content, certificate, suite, family, at }: AttributeOrder): Uint8Array[] {
  const attribute = (name: string, value: Uint8Array): Uint8Array => sequence(oid(name), setOf(value));
  return [
    attribute(oids.contentType, oid(family.data)),
    attribute(oids.messageDigest, octets(suite.digest(content))),
    attribute(oids.signingTime, time(at)),
    attribute(oids.signingCertificateV2, sequence(sequence(certificateId(certificate, suite)))),
  ].sort(compareBytes);
}

const certificateIds = new WeakMap<Certificate, Uint8Array>();

/** ESSCertIDv2 (RFC 5035 §4); the suite follows from the certificate's key. */
function certificateId(certificate: Certificate, suite: Suite): Uint8Array {
  const known = certificateIds.get(certificate);
  if (known !== undefined) return known;
  // DER leaves a default out.
  const algorithm = suite.digestName === oids.sha256 ? [] : [digestAlgorithm(suite)];
  const written = sequence(...algorithm, octets(suite.digest(certificate.der)), issuerSerial(certificate));
  certificateIds.set(certificate, written);
  return written;
}
