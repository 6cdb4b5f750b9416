/** The shape of CMS SignedData (RFC 5652 §5, GM/T 0010) that we read: one signer, nothing unsigned, and all of it DER. */
import { sameBytes } from "../bytes";
import { AppError } from "../failure";
import { readAttributes, type SignedAttributes } from "./cms-attributes";
import { type DerElement, DerError, DerReader, readDer } from "./der";
import { context, oidText, smallInteger, tags } from "./der-values";
import { type Family, suites } from "./suite";
import { algorithmOid, type Certificate } from "./x509";

export interface SignedData {
  readonly family: Family;
  /** The signed content where it came along; null for a detached signature. */
  readonly content: Uint8Array | null;
  /** DER of every certificate that came along, in no meaningful order. */
  readonly certificates: readonly Uint8Array[];
  readonly signer: SignerInfo;
}

export interface SignerInfo {
  /** A hint only; the signing-certificate attribute decides (RFC 5035). */
  readonly matches: (certificate: Certificate) => boolean;
  readonly digestName: string;
  readonly signatureName: string;
  /** Null where the signature covers the content itself (RFC 5652 §5.4). */
  readonly attributes: SignedAttributes | null;
  readonly signature: Uint8Array;
}

/** @throws AppError E_CMS_FORM for anything but that shape, E_CMS_ATTRIBUTES for attributes that are not as they must be. */
export function parseSignedData(cms: Uint8Array): SignedData {
  try {
    return signedData(cms);
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_CMS_FORM", "签名数据格式不正确", { cause });
    throw cause;
  }
}

/** No chain of ours is longer; a file of thousands would only keep the verifier busy. */
const MAX_CERTIFICATES = 10;

function signedData(cms: Uint8Array): SignedData {
  const info = new DerReader(readDer(cms), tags.sequence);
  const type = oidText(info.take(tags.oid));
  const wrapper = info.open(context(0));
  info.end();
  const fields = wrapper.open(tags.sequence);
  wrapper.end();
  const version = smallInteger(fields.take(tags.integer));
  const digests = fields.open(tags.set);
  const digestName = algorithmOid(digests.take(tags.sequence));
  digests.end();
  const { name, content } = encapsulated(fields.open(tags.sequence));
  const certificates = fields.open(context(0)).all();
  const signers = fields.open(tags.set);
  fields.end();
  const signer = signers.take(tags.sequence);
  signers.end();
  const parsed = signerInfo(signer);
  if (certificates.length > MAX_CERTIFICATES) throw new DerError("too many certificates");
  if (version !== parsed.version || digestName !== parsed.digestName) throw new DerError("signer and file differ");
  return {
    family: familyOf(type, name),
    content,
    certificates: certificates.map(({ raw }) => raw),
    signer: parsed,
  };
}

function encapsulated(fields: DerReader): { name: string; content: Uint8Array | null } {
  const name = oidText(fields.take(tags.oid));
  const wrapper = fields.maybe(context(0));
  fields.end();
  if (wrapper === null) return { name, content: null };
  const inner = new DerReader(wrapper, context(0));
  const content = inner.take(tags.octets).body;
  inner.end();
  return { name, content };
}

function familyOf(signedDataName: string, data: string): Family {
  const families = Object.values(suites).flatMap((suite) => suite.families);
  const family = families.find((each) => each.signedData === signedDataName && each.data === data);
  if (family === undefined) throw new DerError("no SignedData over data");
  return family;
}

function signerInfo(element: DerElement): SignerInfo & { version: number } {
  const fields = new DerReader(element, tags.sequence);
  const version = smallInteger(fields.take(tags.integer));
  const matches = signerIdentifier(fields.any(), version);
  const digestName = algorithmOid(fields.take(tags.sequence));
  const attributes = fields.maybe(context(0));
  const signatureName = algorithmOid(fields.take(tags.sequence));
  const signature = fields.take(tags.octets).body;
  fields.end();
  return {
    version,
    matches,
    digestName,
    signatureName,
    attributes: attributes === null ? null : readAttributes(attributes),
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
