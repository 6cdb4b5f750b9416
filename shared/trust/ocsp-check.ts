/** Whether an OCSP response speaks of a certificate, now, and with its authority's word (RFC 6960 §3.2). */
import { sha1 } from "@noble/hashes/legacy.js";
import { sameBytes } from "../bytes";
import { sha256Bytes } from "../digest";
import { AppError } from "../failure";
import { CLOCK_SKEW } from "./crl";
import { DerReader, readDer } from "./der";
import { context, tags, wholeBits } from "./der-values";
import { element, nothing, octets, oid, sequence } from "./der-write";
import type { CertId, OcspResponse, SingleResponse } from "./ocsp";
import { oids } from "./oids";
import type { SignatureCheck } from "./port";
import { isIssued } from "./signature";
import { sm3Bytes } from "./sm3";
import { type Certificate, readCertificate } from "./x509";

export interface OcspTrust {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly at: string;
  readonly check: SignatureCheck;
  /** What was sent with the question; null for an answer that was stored. */
  readonly nonce: Uint8Array | null;
}

/** An answer without an end is believed for so long. */
const MAX_AGE = 24 * 3_600_000;

/** The answer about the certificate. @throws AppError E_REVOCATION when the response does not settle it. */
export function verifyOcsp(response: OcspResponse, trust: OcspTrust): SingleResponse {
  const responder = responderOf(response, trust);
  if (!isIssued(response, responder, trust.check)) throw new AppError("E_REVOCATION", "吊销查询应答的签名不成立");
  const { nonce } = trust;
  if (nonce !== null && (response.nonce === null || !sameBytes(nonce, response.nonce)))
    throw new AppError("E_REVOCATION", "吊销查询的应答不是对本次查询的回答");
  const answer = response.responses.find(({ id }) => speaksOf(id, trust));
  if (answer === undefined) throw new AppError("E_REVOCATION", "吊销查询的应答没有涉及这张证书");
  checkFresh(response, answer, trust.at);
  return answer;
}

function checkFresh({ producedAt }: OcspResponse, { thisUpdate, nextUpdate }: SingleResponse, at: string): void {
  const now = Date.parse(at);
  const early = Math.max(Date.parse(producedAt), Date.parse(thisUpdate)) > now + CLOCK_SKEW;
  const end = nextUpdate === null ? Date.parse(thisUpdate) + MAX_AGE : Date.parse(nextUpdate);
  if (early) throw new AppError("E_REVOCATION", "吊销查询应答的时间晚于判定时间");
  if (end < now) throw new AppError("E_REVOCATION", "吊销查询的应答已过时");
}

/** The issuer itself, or a responder that the issuer certified for exactly this (§4.2.2.2). */
function responderOf(response: OcspResponse, { issuer, at, check }: OcspTrust): Certificate {
  const named = [issuer, ...response.certificates.map(readResponder)].filter((certificate) =>
    names(response.responder, certificate),
  );
  const found = named.find(
    (certificate) => sameBytes(certificate.der, issuer.der) || delegated(certificate, { issuer, at, check }),
  );
  if (found === undefined) throw new AppError("E_REVOCATION", "应答者不是签发机构，也没有得到它的授权");
  return found;
}

function readResponder(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch (cause) {
    if (cause instanceof AppError) throw new AppError("E_REVOCATION", "应答者的证书格式不正确", { cause });
    throw cause;
  }
}

/** Whether the responder's own certificate was revoked is not asked: it is short-lived as a rule (§4.2.2.2.1). */
function delegated(certificate: Certificate, { issuer, at, check }: Omit<OcspTrust, "certificate" | "nonce">): boolean {
  const { extendedKeyUsage, keyUsage, unknownCritical, notBefore, notAfter } = certificate;
  return (
    sameBytes(certificate.issuer.raw, issuer.subject.raw) &&
    extendedKeyUsage?.includes(oids.ocspSigning) === true &&
    (keyUsage === null || keyUsage.includes("digitalSignature") || keyUsage.includes("nonRepudiation")) &&
    unknownCritical.length === 0 &&
    notBefore <= at &&
    at <= `${notAfter.slice(0, 19)}.999Z` &&
    isIssued(certificate, issuer, check)
  );
}

function names(responder: OcspResponse["responder"], certificate: Certificate): boolean {
  return "name" in responder
    ? sameBytes(responder.name, certificate.subject.raw)
    : sameBytes(responder.keyHash, sha1(keyBits(certificate)));
}

/** The BIT STRING of the SubjectPublicKeyInfo without tag, length and unused bits: what OCSP hashes. */
function keyBits({ spki }: Certificate): Uint8Array {
  const fields = new DerReader(readDer(spki), tags.sequence);
  fields.take(tags.sequence);
  return wholeBits(fields.take(tags.bits));
}

/** SHA-1 only names the issuer here, nothing rests on it; RFC 5019 §2.1.1 demands it of light clients. */
const digests: ReadonlyMap<string, (data: Uint8Array) => Uint8Array> = new Map([
  [oids.sha1, sha1],
  [oids.sha256, sha256Bytes],
  [oids.sm3, sm3Bytes],
]);

function speaksOf(id: CertId, { certificate, issuer }: OcspTrust): boolean {
  const digest = digests.get(id.digestName);
  return (
    digest !== undefined &&
    sameBytes(id.serialRaw, certificate.serialRaw) &&
    sameBytes(id.issuerNameHash, digest(issuer.subject.raw)) &&
    sameBytes(id.issuerKeyHash, digest(keyBits(issuer)))
  );
}

/** DER of the CertID that names `certificate`. */
const certIdOf = (certificate: Certificate, issuer: Certificate): Uint8Array =>
  sequence(
    sequence(oid(oids.sha1), nothing()),
    octets(sha1(issuer.subject.raw)),
    octets(sha1(keyBits(issuer))),
    certificate.serialRaw,
  );

/** The question about one certificate, with a nonce against old answers (RFC 6960 §4.1, RFC 8954). */
export function ocspRequest(certificate: Certificate, issuer: Certificate, nonce: Uint8Array): Uint8Array {
  const extension = sequence(oid(oids.ocspNonce), octets(octets(nonce)));
  const list = sequence(sequence(certIdOf(certificate, issuer)));
  return sequence(sequence(list, element(context(2), sequence(extension))));
}
