/** Certificate revocation lists (RFC 5280 §5), read strictly: complete lists of one issuer, no deltas, none for others. */
import { sameBytes } from "../bytes";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import type { Digest } from "../schema";
import { type DerElement, DerError, DerReader, readDer } from "./der";
import { context, integerBytes, smallInteger, tags, timeText, wholeBits } from "./der-values";
import { type ExtensionList, extensionList } from "./extensions";
import { oids } from "./oids";
import type { SignatureCheck } from "./port";
import { type Revoked, reasonText } from "./revocation-reason";
import { isIssued } from "./signature";
import { algorithmOid, type Certificate } from "./x509";

export interface Crl {
  readonly fingerprint: Digest;
  /** DER Name. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: string;
  readonly nextUpdate: string;
  /** By serial number as `Certificate.serial` writes it. */
  readonly revoked: ReadonlyMap<string, Revoked>;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
}

/** @throws AppError E_REVOCATION when the bytes are not one well-formed complete list. */
export function readCrl(der: Uint8Array): Crl {
  try {
    return list(der);
  } catch (cause) {
    if (cause instanceof DerError) throw new AppError("E_REVOCATION", "吊销列表格式不正确", { cause });
    throw cause;
  }
}

function list(der: Uint8Array): Crl {
  const outer = new DerReader(readDer(der), tags.sequence);
  const tbs = outer.take(tags.sequence);
  const algorithm = outer.take(tags.sequence);
  const signature = wholeBits(outer.take(tags.bits));
  outer.end();
  const fields = new DerReader(tbs, tags.sequence);
  if (smallInteger(fields.take(tags.integer)) !== 1) throw new DerError("version 2 expected");
  if (!sameBytes(fields.take(tags.sequence).raw, algorithm.raw)) throw new DerError("two signature algorithms");
  const issuer = fields.take(tags.sequence).raw;
  const thisUpdate = timeText(fields.any());
  // Optional in the syntax, demanded by RFC 5280 §5.1.2.5: a list without an end would never be stale.
  const nextUpdate = timeText(fields.any());
  const entries = fields.maybe(tags.sequence);
  const extensions = fields.maybe(context(0));
  fields.end();
  if (extensions !== null) checkExtensions(new DerReader(extensions, context(0)));
  return {
    fingerprint: digestOf(der),
    issuer,
    thisUpdate,
    nextUpdate,
    revoked: entries === null ? new Map() : entriesOf(entries),
    tbs: tbs.raw,
    signatureAlgorithm: algorithmOid(algorithm),
    signature,
  };
}

function entriesOf(element: DerElement): ReadonlyMap<string, Revoked> {
  const found = new Map<string, Revoked>();
  const entries = new DerReader(element, tags.sequence);
  while (!entries.done) {
    const fields = entries.open(tags.sequence);
    const serial = hex(integerBytes(fields.take(tags.integer)));
    const at = timeText(fields.any());
    const extensions = fields.maybe(tags.sequence);
    fields.end();
    if (found.has(serial)) throw new DerError("serial number twice");
    found.set(serial, { at, reason: extensions === null ? "" : reasonText(known(extensions).value(oids.reasonCode)) });
  }
  // RFC 5280 §5.1.2.6: an empty list is left out.
  if (found.size === 0) throw new DerError("empty list of entries");
  return found;
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function checkExtensions(wrapper: DerReader): void {
  known(wrapper.take(tags.sequence));
  wrapper.end();
}

/** Delta lists and lists for part of the certificates say so in a critical extension, and so does an entry of another issuer. */
function known(element: DerElement): ExtensionList {
  const extensions = extensionList(element, []);
  if (extensions.unknownCritical.length > 0)
    throw new AppError("E_REVOCATION", "吊销列表含有无法识别的关键扩展，或不是完整列表");
  return extensions;
}

/** A clock may be off by so much. */
export const CLOCK_SKEW = 5 * 60_000;

export interface CrlTrust {
  /** The authority that issued both the certificates in question and the list. */
  readonly issuer: Certificate;
  readonly at: string;
  readonly check: SignatureCheck;
}

/** @throws AppError E_REVOCATION for a list of another issuer, unsigned, or not of this time. */
export function verifyCrl(crl: Crl, { issuer, at, check }: CrlTrust): void {
  if (!sameBytes(crl.issuer, issuer.subject.raw)) throw new AppError("E_REVOCATION", "吊销列表属于另一个签发机构");
  if (issuer.keyUsage !== null && !issuer.keyUsage.includes("cRLSign"))
    throw new AppError("E_REVOCATION", "签发机构无权签发吊销列表");
  if (!isIssued(crl, issuer, check)) throw new AppError("E_REVOCATION", "吊销列表的签名不成立");
  if (Date.parse(crl.thisUpdate) > Date.parse(at) + CLOCK_SKEW)
    throw new AppError("E_REVOCATION", "吊销列表的签发时间晚于判定时间");
  if (Date.parse(crl.nextUpdate) < Date.parse(at)) throw new AppError("E_REVOCATION", "吊销列表已过时");
}
