/** OCSP responses of an authority that answers for itself (RFC 6960 §4.2), for tests of what packs carry. */
import { utf8 } from "../../shared/bytes";
import { DerReader, readDer } from "../../shared/trust/der";
import { context, tags } from "../../shared/trust/der-values";
import { element, octets, oid, sequence } from "../../shared/trust/der-write";
import { ocspRequest } from "../../shared/trust/ocsp-check";
import { oids } from "../../shared/trust/oids";
import { readCertificate } from "../../shared/trust/x509";
import { type KeyPair, signedBy } from "../certificate-writer";

export interface OcspOrder {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly issuer: KeyPair;
  readonly at: Date;
  /** Null while the certificate stands. */
  readonly revokedAt: Date | null;
}

export function ocspAnswer({ certificate, issuer, at, revokedAt }: OcspOrder): Uint8Array {
  const authority = readCertificate(issuer.certificate);
  const status = revokedAt === null ? element(context(0, false)) : element(context(1), generalized(revokedAt));
  const basic = signedBy(issuer.key, () =>
    sequence(
      element(context(1), authority.subject.raw),
      generalized(at),
      sequence(
        sequence(
          nameIn(ocspRequest(readCertificate(certificate), authority, new Uint8Array(32))),
          status,
          generalized(at),
        ),
      ),
    ),
  );
  const wrapped = sequence(oid(oids.ocspBasic), octets(basic));
  return sequence(element(tags.enumerated, Uint8Array.of(0)), element(context(0), wrapped));
}

/** The CertID of the question. */
function nameIn(request: Uint8Array): Uint8Array {
  const list = new DerReader(readDer(request), tags.sequence).open(tags.sequence).open(tags.sequence);
  return list.open(tags.sequence).take(tags.sequence).raw;
}

function generalized(at: Date): Uint8Array {
  return element(tags.generalizedTime, utf8(`${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`));
}
