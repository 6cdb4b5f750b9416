/** OCSP responses (RFC 6960 §4.2), read strictly: one basic response with single responses for certificates. */
import { digestOf } from "../digest";
import { AppError } from "../failure";
import type { Digest } from "../schema";
import { type DerElement, DerError, DerReader, readDer } from "./der";
import { context, generalizedTimeText, oidText, tags, wholeBits } from "./der-values";
import { type ExtensionList, extensionList } from "./extensions";
import { oids } from "./oids";
import { type Revoked, reasonText } from "./revocation-reason";
import { algorithmOid } from "./x509";

export interface CertId {
  readonly digestName: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** The INTEGER element. */
  readonly serialRaw: Uint8Array;
}

export type OcspStatus =
  | { readonly kind: "good" }
  | ({ readonly kind: "revoked" } & Revoked)
  | { readonly kind: "unknown" };

export interface SingleResponse {
  readonly id: CertId;
  readonly status: OcspStatus;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
}

export interface OcspResponse {
  readonly fingerprint: Digest;
  /** DER of the responder's name, or SHA-1 of its key. */
  readonly responder: { readonly name: Uint8Array } | { readonly keyHash: Uint8Array };
  readonly producedAt: string;
  readonly responses: readonly SingleResponse[];
  readonly nonce: Uint8Array | null;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** DER of the certificates that came along. */
  readonly certificates: readonly Uint8Array[];
}

/** @throws AppError E_REVOCATION when the bytes are no successful, well-formed response. */
export function readOcsp(der: Uint8Array): OcspResponse {
  try {
    return response(der);
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_REVOCATION", "吊销查询的应答格式不正确", { cause });
    throw cause;
  }
}

/** Enough for a responder and the authorities above it. */
const MAX_CERTIFICATES = 5;
const MAX_RESPONSES = 100;

function response(der: Uint8Array): OcspResponse {
  const outer = new DerReader(readDer(der), tags.sequence);
  const status = outer.take(tags.enumerated).body;
  if (status.length !== 1 || status[0] !== 0) throw new AppError("E_REVOCATION", "吊销查询未被受理");
  const wrapper = outer.open(context(0));
  outer.end();
  const bytes = wrapper.open(tags.sequence);
  wrapper.end();
  if (oidText(bytes.take(tags.oid)) !== oids.ocspBasic) throw new DerError("basic response expected");
  const basic = new DerReader(readDer(bytes.take(tags.octets).body), tags.sequence);
  bytes.end();
  const tbs = basic.take(tags.sequence);
  const algorithm = basic.take(tags.sequence);
  const signature = wholeBits(basic.take(tags.bits));
  const certificates = basic.maybe(context(0));
  basic.end();
  return {
    ...responseData(tbs),
    fingerprint: digestOf(der),
    tbs: tbs.raw,
    signatureAlgorithm: algorithmOid(algorithm),
    signature,
    certificates: certificates === null ? [] : certificatesIn(certificates),
  };
}

function certificatesIn(wrapper: DerElement): Uint8Array[] {
  const reader = new DerReader(wrapper, context(0));
  const list = new DerReader(reader.take(tags.sequence), tags.sequence).all();
  reader.end();
  if (list.length > MAX_CERTIFICATES) throw new DerError("too many certificates");
  return list.map(({ raw }) => raw);
}

function responseData(tbs: DerElement): Pick<OcspResponse, "responder" | "producedAt" | "responses" | "nonce"> {
  // Version 1 is the default, which DER leaves out.
  const fields = new DerReader(tbs, tags.sequence);
  const responder = responderId(fields.any());
  const producedAt = generalizedTimeText(fields.any());
  const list = new DerReader(fields.take(tags.sequence), tags.sequence).all();
  const extensions = fields.maybe(context(1));
  fields.end();
  if (list.length > MAX_RESPONSES) throw new DerError("too many responses");
  return {
    responder,
    producedAt,
    responses: list.map(singleResponse),
    nonce: extensions === null ? null : nonceIn(known(extensions, context(1))),
  };
}

function responderId(element: DerElement): OcspResponse["responder"] {
  const byName = element.tag === context(1);
  const fields = new DerReader(element, context(byName ? 1 : 2));
  const value = fields.take(byName ? tags.sequence : tags.octets);
  fields.end();
  return byName ? { name: value.raw } : { keyHash: value.body };
}

function singleResponse(element: DerElement): SingleResponse {
  const fields = new DerReader(element, tags.sequence);
  const id = certId(fields.open(tags.sequence));
  const status = statusOf(fields.any());
  const thisUpdate = generalizedTimeText(fields.any());
  const until = fields.maybe(context(0));
  const extensions = fields.maybe(context(1));
  fields.end();
  if (extensions !== null) known(extensions, context(1));
  return { id, status, thisUpdate, nextUpdate: until === null ? null : wrappedTime(until, context(0)) };
}

function wrappedTime(element: DerElement, tag: number): string {
  const fields = new DerReader(element, tag);
  const time = generalizedTimeText(fields.any());
  fields.end();
  return time;
}

function certId(fields: DerReader): CertId {
  const digestName = algorithmOid(fields.take(tags.sequence));
  const issuerNameHash = fields.take(tags.octets).body;
  const issuerKeyHash = fields.take(tags.octets).body;
  const serialRaw = fields.take(tags.integer).raw;
  fields.end();
  return { digestName, issuerNameHash, issuerKeyHash, serialRaw };
}

function statusOf(element: DerElement): OcspStatus {
  switch (element.tag) {
    case context(0, false):
      return empty(element, { kind: "good" });
    case context(2, false):
      return empty(element, { kind: "unknown" });
    default: {
      const fields = new DerReader(element, context(1));
      const at = generalizedTimeText(fields.any());
      const wrapper = fields.maybe(context(0));
      fields.end();
      return { kind: "revoked", at, reason: wrapper === null ? "" : reasonIn(wrapper) };
    }
  }
}

function reasonIn(wrapper: DerElement): string {
  const fields = new DerReader(wrapper, context(0));
  const reason = reasonText(fields.any());
  fields.end();
  return reason;
}

function empty<T>({ body }: DerElement, value: T): T {
  if (body.length > 0) throw new DerError("NULL expected");
  return value;
}

function known(wrapper: DerElement, tag: number): ExtensionList {
  const fields = new DerReader(wrapper, tag);
  const extensions = extensionList(fields.take(tags.sequence), []);
  fields.end();
  if (extensions.unknownCritical.length > 0) throw new AppError("E_REVOCATION", "吊销查询的应答含有无法识别的关键扩展");
  return extensions;
}

/** RFC 8954: an OCTET STRING inside the extension. */
function nonceIn({ value }: ExtensionList): Uint8Array | null {
  const nonce = value(oids.ocspNonce);
  if (nonce === null) return null;
  if (nonce.tag !== tags.octets) throw new DerError("nonce");
  return nonce.body;
}
