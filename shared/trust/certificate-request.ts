/** PKCS#10 certification requests (RFC 2986): a key, wherever it was born, asks for its certificate and proves itself. */
import { AppError } from "../failure";
import { DerError, DerReader, readDer } from "./der";
import { context, smallInteger, tags, wholeBits } from "./der-values";
import { element, integer, sequence } from "./der-write";
import { keyKindOf } from "./key-kind";
import { type DistinguishedName, readName } from "./name";
import type { SignatureCheck } from "./port";
import { issuerAlgorithm, suites } from "./suite";
import { algorithmOid } from "./x509";

export interface RequestOrder {
  /** DER Name. */
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** As `Signer.sign`. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
}

/** @throws AppError E_CERT for a kind of key that we do not take. */
export async function certificateRequest({ subject, spki, sign }: RequestOrder): Promise<Uint8Array> {
  const algorithm = issuerAlgorithm(suites[keyKindOf(spki)]);
  // No attributes; the field itself may not be left out.
  const info = sequence(integer(0), subject, spki, element(context(0)));
  return sequence(info, algorithm, element(tags.bits, Uint8Array.of(0), await sign(info)));
}

export interface CertificateRequest {
  readonly subject: DistinguishedName;
  readonly spki: Uint8Array;
}

/** Reads a request and has its key prove itself. @throws AppError E_CERT for form, E_CERT_SIGNATURE for the proof. */
export function readRequest(der: Uint8Array, check: SignatureCheck): CertificateRequest {
  try {
    return request(der, check);
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_CERT", "证书申请的格式不正确", { cause });
    throw cause;
  }
}

function request(der: Uint8Array, check: SignatureCheck): CertificateRequest {
  const outer = new DerReader(readDer(der), tags.sequence);
  const info = outer.take(tags.sequence);
  const algorithm = algorithmOid(outer.take(tags.sequence));
  const signature = wholeBits(outer.take(tags.bits));
  outer.end();
  const fields = new DerReader(info, tags.sequence);
  if (smallInteger(fields.take(tags.integer)) !== 0) throw new DerError("version 1 expected");
  const subject = readName(fields.take(tags.sequence));
  const spki = fields.take(tags.sequence).raw;
  fields.take(context(0));
  fields.end();
  const kind = keyKindOf(spki);
  const proves = suites[kind].issuerNames.includes(algorithm) && check.holds({ kind, spki }, info.raw, signature);
  if (!proves) throw new AppError("E_CERT_SIGNATURE", "证书申请不是由所附公钥的私钥签名");
  return { subject, spki };
}
