/** CMS files as other systems write them: any family of OIDs, any claim of algorithms, with and without attributes and content. */
import { writeAttributes } from "../../shared/trust/cms-attributes";
import { context } from "../../shared/trust/der-values";
import { element, integer, nothing, octets, oid, sequence, setOf } from "../../shared/trust/der-write";
import type { KeyKind } from "../../shared/trust/key-kind";
import { oids } from "../../shared/trust/oids";
import { type Family, suites } from "../../shared/trust/suite";
import { readCertificate } from "../../shared/trust/x509";
import { type SoftKey, signWith } from "../soft-key";

export const pkcs7: Family = { signedData: oids.signedData, data: oids.data };
export const gm: Family = { signedData: oids.sm2SignedData, data: oids.sm2Data };

export interface Shape {
  readonly family: Family;
  /** What the file says of its digest and signature, and whether it says so with NULL. */
  readonly digestName: string;
  readonly signatureName: string;
  readonly withNull: boolean;
  readonly attributes: boolean;
  readonly attached: boolean;
}

/** As CFCA's toolkit writes them: GM names, NULL everywhere, the signature over the content itself. */
export const cfca: Shape = {
  family: gm,
  digestName: oids.sm3,
  signatureName: oids.sm2Sign,
  withNull: true,
  attributes: false,
  attached: false,
};

export interface ShapeSigner {
  readonly key: SoftKey;
  readonly kind: KeyKind;
  /** DER, own first. */
  readonly chain: readonly Uint8Array[];
  readonly at: Date;
}

export function shapedCms(content: Uint8Array, { key, kind, chain, at }: ShapeSigner, shape: Shape): Uint8Array {
  const { family, attached, withNull } = shape;
  const certificate = readCertificate(chain[0] ?? new Uint8Array());
  const algorithm = (name: string): Uint8Array => sequence(oid(name), ...(withNull ? [nothing()] : []));
  const order = { content, certificate, suite: suites[kind], family, at };
  const attributes = shape.attributes ? writeAttributes(order) : [];
  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuer.raw, certificate.serialRaw),
    algorithm(shape.digestName),
    ...(shape.attributes ? [element(context(0), ...attributes)] : []),
    algorithm(shape.signatureName),
    octets(signWith(key, shape.attributes ? setOf(...attributes) : content)),
  );
  const signedData = sequence(
    integer(1),
    setOf(algorithm(shape.digestName)),
    sequence(oid(family.data), ...(attached ? [element(context(0), octets(content))] : [])),
    element(context(0), ...chain),
    setOf(signerInfo),
  );
  return sequence(oid(family.signedData), element(context(0), signedData));
}
