/** The signed statements of a pack: who decided what, by which certificate, and whether it holds. */
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { verifyDetached } from "./cms";
import { parseSignedData } from "./cms-parse";
import { type Evidence, reasonOf } from "./evidence";
import type { KeyKind } from "./key-kind";
import type { Pack, SignedPart } from "./pack-read";
import type { Receipt } from "./receipt";
import { checkClaims, madeOffline } from "./signer-claims";
import type { Statement } from "./statement";
import { stateOf } from "./verdict-history";
import { isStamped, receiptFor } from "./verdict-receipt";
import { type Standing, standingAt } from "./verdict-revocation";
import { type Certificate, readCertificate } from "./x509";

export interface VerdictRow {
  readonly step: Statement["step"];
  readonly stepName: string;
  readonly decision: Statement["decision"];
  /** 退回类别 and note, or the approver's note. */
  readonly note: string;
  readonly person: string;
  readonly role: string;
  readonly certificate: {
    readonly holder: string;
    readonly serial: string;
    readonly issuer: string;
    readonly notBefore: string;
    readonly notAfter: string;
    /** RSA, P-256, SM2; empty for a key that cannot be used. */
    readonly algorithm: string;
  } | null;
  /** The signer's clock. */
  readonly signedAt: string;
  /** The platform's clock, from its signed receipt; empty when there is none. */
  readonly receivedAt: string;
  /** The receipt covers the signature file byte for byte 平台回签. */
  readonly stamped: boolean;
  /** Signed without a connection: the two times lie further apart than clocks may. */
  readonly offline: boolean;
  readonly contentHash: string;
  /** Of the signer's certificates when the platform took the signature. */
  readonly revocation: Standing;
  /** The signature itself holds. */
  readonly valid: boolean;
  /** It still stands for the content; false once a later change or return voided it. */
  readonly standing: boolean;
  /** Why not valid, or why it no longer stands; empty otherwise. */
  readonly reason: string;
}

export function judgeStatements(evidence: Evidence): VerdictRow[] {
  const standing = new Set(
    stateOf(evidence.pack)
      .signatures.filter(({ valid }) => valid)
      .map(({ statementHash }) => statementHash),
  );
  return evidence.pack.statements.map((part) => {
    const receipt = receiptFor(evidence.pack, part);
    const { value } = part;
    const { reason, revocation } = judge(part, receipt, evidence);
    const stands = value.decision !== "approve" || standing.has(digestOf(part.bytes));
    return {
      step: value.step,
      stepName: value.stepName,
      decision: value.decision,
      note: value.note,
      person: value.signer.name,
      role: value.signer.role,
      certificate: shownCertificate(part),
      signedAt: value.signedAt,
      receivedAt: receipt?.at ?? "",
      stamped: receipt !== null && isStamped(receipt),
      offline: receipt !== null && madeOffline(value.signedAt, receipt.at),
      contentHash: value.contentHash,
      revocation,
      valid: reason === null,
      standing: stands,
      reason: reason ?? (stands ? "" : "此后内容有改动或被退回，本次签名不再代表现行内容"),
    };
  });
}

interface Judgement {
  /** Null when the signature holds. */
  readonly reason: string | null;
  readonly revocation: Standing;
}

function judge(part: SignedPart<Statement>, receipt: Receipt | null, evidence: Evidence): Judgement {
  try {
    if (receipt === null) throw new AppError("E_RECEIPT", "没有平台回执");
    return { reason: null, revocation: verifyStatement(part, receipt, evidence) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { reason: reasonOf(error), revocation: { known: false, text: "" } };
  }
}

function verifyStatement(part: SignedPart<Statement>, receipt: Receipt, evidence: Evidence): Standing {
  const { pack, anchors, check } = evidence;
  const { value, bytes, signature } = part;
  // Validity is judged when the platform received it: the signer's clock is only a claim.
  const verified = verifyDetached(bytes, signature, { anchors, check, at: receipt.at, purpose: "review" });
  checkClaims(value, verified, receipt.at);
  if (receipt.contentHash !== value.contentHash) throw new AppError("E_RECEIPT", "回执所指内容与审签书不一致");
  const contents = [pack.content, ...pack.revisions].map(({ bytes: text }) => digestOf(text));
  if (!contents.includes(value.contentHash)) throw new AppError("E_HASH", "所签的不是证据包中的内容");
  checkProfileNamed(value, pack);
  return standingAt(verified.path, receipt, evidence);
}

function checkProfileNamed(said: Statement, pack: Pack): void {
  const { profile, step, stepName } = said;
  const { value, bytes } = pack.profile;
  const named = profile.id === value.id && profile.version === value.version && profile.hash === digestOf(bytes);
  if (!named) throw new AppError("E_PROFILE", "审签书依据的不是所附城市配置");
  // 撤稿 is no step of a city's review: its form fixes its name, and the replay judges who may order it.
  if (said.type === "caibian-takedown/1") return;
  const known = value.review.steps.some((candidate) => candidate.id === step && candidate.name === stepName);
  if (!known) throw new AppError("E_STAGE", "城市配置中没有这一环节");
}

const algorithms: Readonly<Record<KeyKind, string>> = { rsa: "RSA", p256: "P-256", sm2: "SM2" };

/** For display: whatever certificate the signature names, trusted or not. */
function shownCertificate({ signature, value }: SignedPart<Statement>): VerdictRow["certificate"] {
  const found = certificateNamed(signature, value.signer.certificate);
  if (found === null) return null;
  return {
    holder: found.subject.display,
    serial: found.serial,
    issuer: found.issuer.display,
    notBefore: found.notBefore,
    notAfter: found.notAfter,
    algorithm: found.key === null ? "" : algorithms[found.key.kind],
  };
}

function certificateNamed(signature: Uint8Array, fingerprint: string): Certificate | null {
  try {
    const { certificates } = parseSignedData(signature);
    const der = certificates.find((candidate) => digestOf(candidate) === fingerprint);
    return der === undefined ? null : readCertificate(der);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Each statement names the one before it, and no nonce was used twice: none was taken out, added or reordered. */
export function checkChain({ pack }: Evidence): string {
  const { statements } = pack;
  statements.forEach((part, i) => {
    const before = statements[i - 1];
    const expected = before === undefined ? null : digestOf(before.bytes);
    if (part.value.previousStatement !== expected) throw new AppError("E_PACK", `${part.name} 与前一份审签书不相接`);
  });
  if (new Set(statements.map(({ value }) => value.nonce)).size !== statements.length) {
    throw new AppError("E_SIGN", "有两份审签书使用了同一个签名随机数");
  }
  return `${statements.length} 份审签书首尾相接`;
}

/** One certificate is one person, so that nobody signs in two persons' names. */
export function checkPersons({ pack }: Evidence): string {
  const holders = new Map<string, string>();
  for (const { value } of pack.statements) {
    const { certificate, personId, name } = value.signer;
    const holder = holders.get(certificate);
    if (holder !== undefined && holder !== personId) throw new AppError("E_SOD", `${name} 使用了他人签名用过的证书`);
    holders.set(certificate, personId);
  }
  return `${new Set(holders.values()).size} 人，各用各的证书`;
}
