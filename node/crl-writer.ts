/** Issues certificate revocation lists (RFC 5280 §5): for the demo city's authority and for tests. */
import { context, tags } from "../shared/trust/der-values";
import { element, integer, octets, oid, sequence, time } from "../shared/trust/der-write";
import { oids } from "../shared/trust/oids";
import { readCertificate } from "../shared/trust/x509";
import { type KeyPair, signedBy } from "./certificate-writer";

export interface Revocation {
  /** DER of the revoked certificate. */
  readonly certificate: Uint8Array;
  readonly at: Date;
  /** CRLReason: 1 key compromise, 3 affiliation changed, 4 superseded. */
  readonly reason?: number;
}

export interface CrlOrder {
  readonly revoked: readonly Revocation[];
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly number: number;
}

export function issueCrl(issuer: KeyPair, { revoked, thisUpdate, nextUpdate, number }: CrlOrder): Uint8Array {
  const entries = revoked.length === 0 ? [] : [sequence(...revoked.map(entryOf))];
  const crlNumber = sequence(oid(oids.crlNumber), octets(integer(number)));
  return signedBy(issuer.key, (algorithm) =>
    sequence(
      integer(1),
      algorithm,
      readCertificate(issuer.certificate).subject.raw,
      time(thisUpdate),
      time(nextUpdate),
      ...entries,
      element(context(0), sequence(crlNumber)),
    ),
  );
}

function entryOf({ certificate, at, reason }: Revocation): Uint8Array {
  const why = (code: number): Uint8Array =>
    sequence(sequence(oid(oids.reasonCode), octets(element(tags.enumerated, Uint8Array.of(code)))));
  return sequence(readCertificate(certificate).serialRaw, time(at), ...(reason === undefined ? [] : [why(reason)]));
}
