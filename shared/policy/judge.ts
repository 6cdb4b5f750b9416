/**
 * What to think of a policy that was read (style.md's rule of three answers): absent, unreadable and refused are three, and
 * none of them is a policy. Pure: who reads files, registries and the platform hands in what was found.
 */
import { fromUtf8 } from "../bytes";
import { digestOf } from "../digest";
import type { FailureCode } from "../failure";
import { never } from "../never";
import type { Digest } from "../schema";
import {
  type DocumentCheck,
  type DocumentKey,
  type DocumentVerdict,
  verifyDocument,
} from "../trust/document-signature";
import { contradictions } from "./contradictions";
import type { PolicyLevel } from "./key-row";
import { type PolicyDocument, type PolicyFault, type PolicyReading, readPolicy } from "./reading";

export type PolicyFound =
  | { readonly kind: "absent" }
  /** `why` is for an administrator: permission, input/output, not UTF-8. */
  | { readonly kind: "unreadable"; readonly why: string }
  | { readonly kind: "found"; readonly document: Uint8Array; readonly signature: string | null };

/** The issue a machine took last of one source. */
export interface AcceptedIssue {
  readonly serial: number;
  readonly hash: Digest;
}

export interface PolicyTrust {
  readonly level: PolicyLevel;
  /** Where it lies, as the administrator knows the place. */
  readonly place: string;
  readonly keys: readonly DocumentKey[];
  readonly check: DocumentCheck;
  /**
   * `signed`: nothing without a signature. `demo`: unsigned too, when the machine's policy is the demo city's. `open`:
   * never signed, because only administrators write there, or because it can only tighten.
   */
  readonly demand: "signed" | "demo" | "open";
  readonly accepted: AcceptedIssue | null;
  /** The site a unit's policy must be for; null elsewhere. */
  readonly site: string | null;
}

export interface AcceptedPolicy extends PolicyDocument {
  readonly hash: Digest;
  readonly signedBy: string | null;
}

export type PolicyVerdict =
  | { readonly kind: "absent" }
  | { readonly kind: "refused"; readonly code: FailureCode; readonly detail: string }
  | { readonly kind: "accepted"; readonly policy: AcceptedPolicy };

export function judgePolicy(found: PolicyFound, trust: PolicyTrust): PolicyVerdict {
  switch (found.kind) {
    case "absent":
      return { kind: "absent" };
    case "unreadable":
      return refused("E_POLICY_UNREADABLE", trust, found.why);
    case "found":
      return judgeDocument(found, trust);
    default:
      return never(found);
  }
}

function judgeDocument(
  { document, signature }: Extract<PolicyFound, { kind: "found" }>,
  trust: PolicyTrust,
): PolicyVerdict {
  const text = textOf(document);
  if (text === null) return refused("E_POLICY_UNREADABLE", trust, "不是 UTF-8 文本");
  const reading = readPolicy(trust.level, text);
  // Who signed is asked first: faults of a forged file are nobody's to mend.
  const issuedAt = reading.kind === "read" ? reading.document.issuedAt : null;
  const verdict = signature === null ? null : verifyDocument({ ...trust, document, signature, ...proofOf(issuedAt) });
  const unsigned = signatureFault(verdict);
  if (unsigned !== null && !mayGoUnsigned(trust, signature, reading)) return refused("E_PROFILE", trust, unsigned);
  if (reading.kind === "faulty") return invalid(trust, reading.faults);
  return judgeIssue(reading.document, {
    trust,
    hash: digestOf(document),
    signedBy: verdict?.kind === "holds" ? verdict.keyId : null,
  });
}

/** The demo city's policy may; one that cannot be read could be the demo city's, and is refused for its faults next. */
function mayGoUnsigned({ demand, level }: PolicyTrust, signature: string | null, reading: PolicyReading): boolean {
  if (demand === "open") return true;
  if (demand === "signed" || signature !== null) return false;
  return level !== "machine" || reading.kind === "faulty" || reading.document.values.demo === true;
}

const proofOf = (issuedAt: string | null) => ({
  purpose: "policy" as const,
  at: new Date(issuedAt ?? "1970-01-01T00:00:00.000Z"),
});

interface Issue {
  readonly trust: PolicyTrust;
  readonly hash: Digest;
  readonly signedBy: string | null;
}

function judgeIssue(document: PolicyDocument, { trust, hash, signedBy }: Issue): PolicyVerdict {
  const { level, accepted, site } = trust;
  const faults = [...contradictions(document.values), ...stampFaults(document, signedBy)];
  if (faults.length > 0) return invalid(trust, faults);
  if (level === "unit" && document.site !== site)
    return invalid(trust, [{ key: "site", words: "不是本站点的单位策略" }]);
  if (accepted !== null && document.serial !== null) {
    if (document.serial < accepted.serial)
      return refused("E_POLICY_OLD", trust, `serial 为 ${document.serial}，本机已采用过 ${accepted.serial}`);
    if (document.serial === accepted.serial && hash !== accepted.hash)
      return refused("E_POLICY_OLD", trust, `serial 仍是 ${document.serial}，内容却已不同`);
  }
  return { kind: "accepted", policy: { ...document, hash, signedBy } };
}

/** What is signed is kept in order by its serial; what is not has no order to keep. */
function stampFaults({ serial, issuedAt }: PolicyDocument, signedBy: string | null): PolicyFault[] {
  if (signedBy === null) return [];
  return [
    ...(serial === null ? [{ key: "serial", words: "签名的策略须有序号" }] : []),
    ...(issuedAt === null ? [{ key: "issuedAt", words: "签名的策略须写明签发时间" }] : []),
  ];
}

const signatureWords = {
  unreadable: "签名文件（.sig）不是本产品的签名",
  purpose: "签名是为别的用途作的",
  "unknown-key": "不是由本版本认可的密钥签名",
  "expired-key": "签名密钥在签发时已经过期",
  broken: "签名之后内容被改动过",
} as const;

/** Null when it holds. */
function signatureFault(verdict: DocumentVerdict | null): string | null {
  if (verdict === null) return "没有签名文件（.sig）";
  return verdict.kind === "holds" ? null : signatureWords[verdict.why];
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return fromUtf8(bytes);
  } catch {
    // Another encoding: an answer of its own, given by the caller.
    return null;
  }
}

const refused = (code: FailureCode, { place }: PolicyTrust, why: string): PolicyVerdict => ({
  kind: "refused",
  code,
  detail: short(`${place}：${why}`),
});

/** So many faults are told; the rest comes up with the next try. */
const TOLD = 6;

const invalid = (trust: PolicyTrust, faults: readonly PolicyFault[]): PolicyVerdict =>
  refused(
    "E_POLICY_INVALID",
    trust,
    faults
      .slice(0, TOLD)
      .map(({ key, words }) => (key === "" ? words : `“${key}”${words}`))
      .join("；"),
  );

/** A failure's detail has at most 500 characters. */
const short = (text: string): string => (text.length > 480 ? `${text.slice(0, 480)}…` : text);
