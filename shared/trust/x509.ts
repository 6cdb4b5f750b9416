/** X.509 v3 certificates (RFC 5280), read strictly and with the raw slices that verification compares. */

import { sameBytes } from "../bytes";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import type { Digest } from "../schema";
import { type DerElement, DerError, DerReader, readDer } from "./der";
import {
  booleanValue,
  context,
  integerBytes,
  namedBits,
  oidText,
  smallInteger,
  tags,
  timeText,
  wholeBits,
} from "./der-values";
import { extensionList } from "./extensions";
import { keyKindOf } from "./key-kind";
import { type DistinguishedName, readName } from "./name";
import { oids } from "./oids";
import type { PublicKey } from "./port";

/** Named by bit number, RFC 5280 §4.2.1.3. */
const usageNames = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
export type KeyUsage = (typeof usageNames)[number];

interface Extensions {
  readonly keyUsage: readonly KeyUsage[] | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly ca: boolean;
  readonly pathLength: number | null;
  readonly subjectKeyId: Uint8Array | null;
  /** Critical extensions that nobody here understands: the certificate must then be refused (§4.2). */
  readonly unknownCritical: readonly string[];
}

export interface Certificate extends Extensions {
  readonly der: Uint8Array;
  readonly fingerprint: Digest;
  /** TBSCertificate exactly as signed. */
  readonly tbs: Uint8Array;
  /** Lower-case hex. */
  readonly serial: string;
  /** The INTEGER element as it stands in the certificate. */
  readonly serialRaw: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: string;
  readonly notAfter: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly spkiDigest: Digest;
  /** Null for a key of a kind we do not take. */
  readonly key: PublicKey | null;
  /** Bits of the RSA modulus; null for any other kind of key. */
  readonly rsaBits: number | null;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
}

/** @throws AppError E_CERT when the bytes are not one well-formed v3 certificate. */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    return certificate(der);
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_CERT", "证书格式不正确", { cause });
    throw cause;
  }
}

function certificate(der: Uint8Array): Certificate {
  const outer = new DerReader(readDer(der), tags.sequence);
  const tbs = outer.take(tags.sequence);
  const algorithm = outer.take(tags.sequence);
  const signature = wholeBits(outer.take(tags.bits));
  outer.end();
  const fields = new DerReader(tbs, tags.sequence);
  const version = fields.open(context(0));
  if (smallInteger(version.take(tags.integer)) !== 2) throw new DerError("version 3 expected");
  version.end();
  const serial = fields.take(tags.integer);
  if (!sameBytes(fields.take(tags.sequence).raw, algorithm.raw)) throw new DerError("two signature algorithms");
  const issuer = readName(fields.take(tags.sequence));
  const validity = fields.open(tags.sequence);
  const [notBefore, notAfter] = [timeText(validity.any()), timeText(validity.any())];
  validity.end();
  const subject = readName(fields.take(tags.sequence));
  const spki = fields.take(tags.sequence);
  const extensions = readExtensions(fields.open(context(3)));
  fields.end();
  return {
    ...extensions,
    der,
    fingerprint: digestOf(der),
    tbs: tbs.raw,
    serial: serialText(serial),
    serialRaw: serial.raw,
    issuer,
    subject,
    notBefore,
    notAfter,
    spki: spki.raw,
    spkiDigest: digestOf(spki.raw),
    key: publicKey(spki.raw),
    rsaBits: rsaBits(spki),
    signatureAlgorithm: algorithmOid(algorithm),
    signature,
  };
}

/** RFC 5280 §4.1.2.2: positive, at most 20 octets. */
function serialText(element: DerElement): string {
  const bytes = integerBytes(element);
  if (bytes.length > 21 || (bytes[0] ?? 0x80) >= 0x80) throw new DerError("serial number");
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** An AlgorithmIdentifier whose parameters are absent or NULL. Others come back with a mark, so that nothing equals them. */
export function algorithmOid(element: DerElement): string {
  const fields = new DerReader(element, tags.sequence);
  const name = oidText(fields.take(tags.oid));
  if (fields.done) return name;
  const parameters = fields.any();
  fields.end();
  return parameters.tag === tags.nothing && parameters.body.length === 0 ? name : `${name} with parameters`;
}

/** A certificate with another key is well formed; whoever wants to use it hears what is wrong with it. */
function publicKey(spki: Uint8Array): PublicKey | null {
  try {
    return { kind: keyKindOf(spki), spki };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function rsaBits(spki: DerElement): number | null {
  const fields = new DerReader(spki, tags.sequence);
  const algorithm = algorithmOid(fields.take(tags.sequence));
  const bits = wholeBits(fields.take(tags.bits));
  fields.end();
  if (algorithm !== oids.rsa) return null;
  const key = new DerReader(readDer(bits), tags.sequence);
  const modulus = integerBytes(key.take(tags.integer));
  const exponent = integerBytes(key.take(tags.integer));
  key.end();
  const odd = ((exponent.at(-1) ?? 0) & 1) === 1 && !(exponent.length === 1 && (exponent[0] ?? 0) < 3);
  if ((modulus[0] ?? 0x80) >= 0x80 || (exponent[0] ?? 0x80) >= 0x80 || !odd) throw new DerError("RSA key");
  const significant = modulus[0] === 0 ? modulus.subarray(1) : modulus;
  return significant.length * 8 - Math.clz32(significant[0] ?? 0) + 24;
}

function readExtensions(wrapper: DerReader): Extensions {
  const { value, unknownCritical } = extensionList(wrapper.take(tags.sequence), understood);
  wrapper.end();
  return {
    ...basicConstraints(value(oids.basicConstraints)),
    keyUsage: keyUsage(value(oids.keyUsage)),
    extendedKeyUsage: extendedKeyUsage(value(oids.extendedKeyUsage)),
    subjectKeyId: subjectKeyId(value(oids.subjectKeyId)),
    unknownCritical,
  };
}

const understood: readonly string[] = [oids.keyUsage, oids.basicConstraints, oids.extendedKeyUsage];

function basicConstraints(element: DerElement | null): Pick<Extensions, "ca" | "pathLength"> {
  if (element === null) return { ca: false, pathLength: null };
  const fields = new DerReader(element, tags.sequence);
  const flag = fields.maybe(tags.boolean);
  const length = fields.maybe(tags.integer);
  fields.end();
  return { ca: flag !== null && booleanValue(flag), pathLength: length === null ? null : smallInteger(length) };
}

function keyUsage(element: DerElement | null): readonly KeyUsage[] | null {
  if (element === null) return null;
  return namedBits(element).flatMap((bit) => usageNames[bit] ?? []);
}

function extendedKeyUsage(element: DerElement | null): readonly string[] | null {
  return element === null ? null : new DerReader(element, tags.sequence).all().map(oidText);
}

function subjectKeyId(element: DerElement | null): Uint8Array | null {
  if (element === null) return null;
  if (element.tag !== tags.octets) throw new DerError("subject key identifier");
  return element.body;
}
