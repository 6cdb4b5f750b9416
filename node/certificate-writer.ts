/** Issues X.509 certificates: for the demo city's authority and for tests that need peculiar ones. */
import { createHash, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { utf8 } from "../shared/bytes";
import { context, tags } from "../shared/trust/der-values";
import { element, integer, nothing, octets, oid, sequence, setOf, time } from "../shared/trust/der-write";
import { keyKindOf } from "../shared/trust/key-kind";
import { oids } from "../shared/trust/oids";
import { issuerAlgorithm, suites } from "../shared/trust/suite";
import { readCertificate } from "../shared/trust/x509";
import { type SoftKey, signWith, spkiOf } from "./soft-key";

export interface Subject {
  readonly commonName: string;
  readonly organisation: string;
}

export interface CertificateOrder {
  readonly subject: Subject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /**
   * `sign`: a person's or service's signing certificate. `encrypt`: the other one of a pair. `ca`: an authority.
   * `ocsp`: a responder that an authority trusts with its answers (RFC 6960 §4.2.2.2).
   */
  readonly use: "sign" | "encrypt" | "ca" | "ocsp";
  readonly pathLength?: number;
  /** OID of a critical extension nobody knows, for tests. */
  readonly criticalExtension?: string;
}

/** A key with its certificate. The key is opaque; only PKCS#12 writing exports it. */
export interface KeyPair {
  readonly key: SoftKey;
  /** DER. */
  readonly certificate: Uint8Array;
}

const generate = promisify(generateKeyPair);

export async function newRsaKey(bits = 2048): Promise<KeyObject> {
  return (await generate("rsa", { modulusLength: bits, publicExponent: 0x10001 })).privateKey;
}

/** Issues a certificate for `key`. Without an issuer it signs itself. */
export function issueCertificate(key: SoftKey, order: CertificateOrder, issuer?: KeyPair): KeyPair {
  const authority =
    issuer === undefined
      ? { key, name: nameOf(order.subject) }
      : { key: issuer.key, name: readCertificate(issuer.certificate).subject.raw };
  return { key, certificate: certificateOn(spkiOf(key), order, authority) };
}

/** Issues a certificate for a key that was born elsewhere, as on a token; DER. */
export function certify(spki: Uint8Array, order: CertificateOrder, issuer: KeyPair): Uint8Array {
  const name = readCertificate(issuer.certificate).subject.raw;
  return certificateOn(spki, order, { key: issuer.key, name });
}

interface Authority {
  readonly key: SoftKey;
  /** DER. */
  readonly name: Uint8Array;
}

function certificateOn(spki: Uint8Array, order: CertificateOrder, { key, name }: Authority): Uint8Array {
  return signedBy(key, (algorithm) =>
    sequence(
      element(context(0), integer(2)),
      serialNumber(),
      algorithm,
      name,
      sequence(time(order.notBefore), time(order.notAfter)),
      nameOf(order.subject),
      spki,
      element(context(3), sequence(...extensions(order, spki))),
    ),
  );
}

/** SIGNED (RFC 5280 §4.1): certificates and CRLs name the algorithm inside and beside what it covers. */
export function signedBy(key: SoftKey, tbs: (algorithm: Uint8Array) => Uint8Array): Uint8Array {
  const algorithm = issuerAlgorithm(suites[keyKindOf(spkiOf(key))]);
  const covered = tbs(algorithm);
  return sequence(covered, algorithm, bits(signWith(key, covered)));
}

const bits = (bytes: Uint8Array): Uint8Array => element(tags.bits, Uint8Array.of(0), bytes);

/** Positive and unpredictable (RFC 5280 §4.1.2.2). */
function serialNumber(): Uint8Array {
  const bytes = randomBytes(16);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return element(tags.integer, bytes);
}

/** Names in UTF8String, as Chinese ones must be; the country is a PrintableString by definition. */
function nameOf({ commonName, organisation }: Subject): Uint8Array {
  const attribute = (name: string, tag: number, value: string): Uint8Array =>
    setOf(sequence(oid(name), element(tag, utf8(value))));
  return sequence(
    attribute("2.5.4.6", PRINTABLE_STRING, "CN"),
    attribute(oids.organisation, tags.utf8, organisation),
    attribute(oids.commonName, tags.utf8, commonName),
  );
}

const PRINTABLE_STRING = 0x13;

/** Named bits, first bit leftmost, trailing zeros left off as DER demands. */
const usages = {
  sign: Uint8Array.of(6, 0b1100_0000),
  encrypt: Uint8Array.of(4, 0b0011_0000),
  ca: Uint8Array.of(1, 0b0000_0110),
  ocsp: Uint8Array.of(7, 0b1000_0000),
} as const;

function extensions({ use, pathLength, criticalExtension }: CertificateOrder, spki: Uint8Array): Uint8Array[] {
  const yes = element(tags.boolean, Uint8Array.of(0xff));
  const critical = (name: string, value: Uint8Array): Uint8Array => sequence(oid(name), yes, octets(value));
  const limit = pathLength === undefined ? [] : [integer(pathLength)];
  const keyId = createHash("sha1").update(spki).digest();
  return [
    critical(oids.basicConstraints, sequence(...(use === "ca" ? [yes, ...limit] : []))),
    critical(oids.keyUsage, element(tags.bits, usages[use])),
    sequence(oid(oids.subjectKeyId), octets(octets(keyId))),
    ...(use === "ocsp" ? [sequence(oid(oids.extendedKeyUsage), octets(sequence(oid(oids.ocspSigning))))] : []),
    ...(criticalExtension === undefined ? [] : [critical(criticalExtension, nothing())]),
  ];
}
