/**
 * The three signature suites. Which one applies follows from the certificate's key alone; what a CMS file, a certificate or
 * a CRL says of its algorithm must agree with it, or somebody mixes algorithms on purpose.
 */
import { sha256Bytes } from "../digest";
import { nothing, oid, sequence } from "./der-write";
import type { KeyKind } from "./key-kind";
import { oids } from "./oids";
import { sm3Bytes } from "./sm3";

export interface Suite {
  readonly digest: (data: Uint8Array) => Uint8Array;
  /** OID of `digest`. */
  readonly digestName: string;
  /** Names under which a SignerInfo may give this suite's signature; the first is the one we write. */
  readonly signerNames: readonly string[];
  /** Names that other systems use for the same; one name each in our own files, so that no changed byte is lost on us. */
  readonly foreignNames: readonly string[];
  /** Names in certificates, CRLs and OCSP responses. */
  readonly issuerNames: readonly string[];
  /** Whether our own AlgorithmIdentifiers carry NULL: RSA's must (RFC 4055 §5), the others' must not (RFC 5758 §3.2). */
  readonly parameters: boolean;
  /** Names of the SignedData and its content: PKCS#7's, or those of GM/T 0010. The first pair is the one we write. */
  readonly families: readonly Family[];
}

export interface Family {
  readonly signedData: string;
  readonly data: string;
}

const pkcs7: Family = { signedData: oids.signedData, data: oids.data };
const gm: Family = { signedData: oids.sm2SignedData, data: oids.sm2Data };

export const suites: Readonly<Record<KeyKind, Suite>> = {
  rsa: {
    digest: sha256Bytes,
    digestName: oids.sha256,
    signerNames: [oids.rsa],
    // Both mean PKCS#1 v1.5 here (RFC 5754 §3.2).
    foreignNames: [oids.rsaSha256],
    issuerNames: [oids.rsaSha256],
    parameters: true,
    families: [pkcs7],
  },
  p256: {
    digest: sha256Bytes,
    digestName: oids.sha256,
    signerNames: [oids.ecdsaSha256],
    foreignNames: [],
    issuerNames: [oids.ecdsaSha256],
    parameters: false,
    families: [pkcs7],
  },
  sm2: {
    digest: sm3Bytes,
    digestName: oids.sm3,
    // GM/T 0010 writes 301.1, GB/T 35275 and BouncyCastle 501.
    signerNames: [oids.sm2Sign, oids.sm2WithSm3],
    foreignNames: [],
    issuerNames: [oids.sm2WithSm3],
    parameters: false,
    families: [gm, pkcs7],
  },
};

/** The family we write. */
export const familyWritten = ({ families: [first = pkcs7] }: Suite): Family => first;

/** AlgorithmIdentifiers as we write them. */
const algorithm = (name: string, { parameters }: Suite): Uint8Array =>
  sequence(oid(name), ...(parameters ? [nothing()] : []));
export const digestAlgorithm = (suite: Suite): Uint8Array => algorithm(suite.digestName, suite);
export const signerAlgorithm = (suite: Suite): Uint8Array => algorithm(suite.signerNames[0] ?? "", suite);
export const issuerAlgorithm = (suite: Suite): Uint8Array => algorithm(suite.issuerNames[0] ?? "", suite);
