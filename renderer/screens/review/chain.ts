/** The chain of signatures and the history, as the screen tells them; and what happens after a signature. */
import { fromBase64, utf8 } from "../../../shared/bytes";
import { digestOf } from "../../../shared/digest";
import { check } from "../../../shared/failure";
import type { ItemDetail } from "../../../shared/http/item";
import { never } from "../../../shared/never";
import type { Digest } from "../../../shared/schema";
import { parseSignedData } from "../../../shared/trust/cms-parse";
import { madeOffline } from "../../../shared/trust/signer-claims";
import { type SignedStatement, type Statement, statement } from "../../../shared/trust/statement";
import { readCertificate } from "../../../shared/trust/x509";
import { acceptedRoles } from "../../../shared/workflow/duty";
import type { HistoryEntry } from "../../../shared/workflow/history";
import type { Profile, StepId } from "../../../shared/workflow/profile";
import { replay } from "../../../shared/workflow/replay";
import { type Phase, phases } from "../../../shared/workflow/state";
import { takedownName, takedownReasons } from "../../../shared/workflow/takedown-reasons";

export interface CertificateView {
  readonly name: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface ChainRow {
  readonly statementHash: Digest;
  readonly stepName: string;
  readonly decision: "approve" | "return" | "takedown";
  readonly name: string;
  readonly role: string;
  /** Platform time of the entry. */
  readonly at: string;
  /** The signer's clock, where the signature was made without a connection and arrived later; else null. */
  readonly signedOffline: string | null;
  readonly revision: number | null;
  readonly note: string;
  readonly category: string;
  /** Still standing for the current content; a return never is an approval. */
  readonly valid: boolean;
  readonly certificate: CertificateView | null;
}

/** Every signed decision in order, with the certificate that made it. */
export function chainRows(detail: ItemDetail, profile: Profile): ChainRow[] {
  const state = replay(detail.history, profile);
  const valid = new Set(state.signatures.filter((row) => row.valid).map((row) => row.statementHash));
  const signed = new Map(detail.statements.map((item) => [digestOf(utf8(item.statement)), item]));
  return detail.history.flatMap((entry): ChainRow[] => {
    const { action } = entry;
    if (action.kind !== "sign" && action.kind !== "return" && action.kind !== "takedown") return [];
    const item = signed.get(action.statementHash);
    const parsed = item === undefined ? null : readStatement(item);
    return [
      {
        statementHash: action.statementHash,
        stepName: action.kind === "takedown" ? takedownName : stepName(profile, action.step),
        decision: action.kind === "sign" ? "approve" : action.kind,
        name: entry.actor.name,
        role: action.role,
        at: entry.at,
        signedOffline: parsed !== null && madeOffline(parsed.signedAt, entry.at) ? parsed.signedAt : null,
        revision: parsed?.revision ?? null,
        note: action.kind === "sign" ? action.note : action.text,
        category: categoryOf(action, profile),
        valid: stillStands(action, state.phase) ?? valid.has(action.statementHash),
        certificate: item === undefined || parsed === null ? null : certificateOf(item, parsed),
      },
    ];
  });
}

type Signed = Extract<HistoryEntry["action"], { statementHash: Digest }>;

function categoryOf(action: Signed, profile: Profile): string {
  if (action.kind === "sign") return "";
  return action.kind === "takedown" ? takedownReasons[action.category] : refusalText(profile, action.category);
}

/** A return stands while the text waits for its author, an order while it is down; null for an approval. */
function stillStands(action: Signed, phase: Phase): boolean | null {
  if (action.kind === "sign") return null;
  return action.kind === "takedown" ? phase === "withdrawn" : phase === "returned";
}

function readStatement(item: SignedStatement): Statement | null {
  try {
    return check(statement, JSON.parse(item.statement));
  } catch {
    // The platform verified it; a text this version cannot read is shown without its particulars.
    return null;
  }
}

/** The certificate in the signature that the statement names by its digest. */
function certificateOf(item: SignedStatement, value: Statement): CertificateView | null {
  try {
    const all = parseSignedData(fromBase64(item.signature)).certificates.map((der) => readCertificate(der));
    const own = all.find((one) => one.fingerprint === value.signer.certificate);
    if (own === undefined) return null;
    const { serial, notBefore, notAfter } = own;
    return { name: own.subject.display, issuer: own.issuer.display, serial, notBefore, notAfter };
  } catch {
    return null;
  }
}

export interface TimelineRow {
  readonly key: number;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly more: string;
}

/** The history in words, newest first. */
export function timelineRows(detail: ItemDetail, profile: Profile): TimelineRow[] {
  return detail.history
    .map((entry) => ({ key: entry.seq, at: entry.at, who: entry.actor.name, ...wordsOf(entry, profile) }))
    .reverse();
}

function wordsOf({ action }: HistoryEntry, profile: Profile): { readonly what: string; readonly more: string } {
  switch (action.kind) {
    case "edit":
      return { what: action.parent === null ? "建立稿件" : `修改为版本 ${action.revision}`, more: "" };
    case "machine-pass": {
      const open = action.undecided.block + action.undecided.error + action.undecided.warning;
      return { what: "机器校对", more: open === 0 ? "疑点均已处置" : `${open} 处疑点未处置` };
    }
    case "sign":
      return { what: `${stepName(profile, action.step)}签名同意`, more: action.note };
    case "return":
      return {
        what: `${stepName(profile, action.step)}退回`,
        more: `${refusalText(profile, action.category)}：${action.text}`,
      };
    case "layout":
      return { what: "排版出样", more: "" };
    case "ingest":
      return { what: "入库", more: action.repoId };
    case "publish":
      return { what: "发布", more: "" };
    case "takedown":
      return { what: "撤稿", more: `${takedownReasons[action.category]}：${action.text}` };
    default:
      return never(action);
  }
}

export function stepName(profile: Profile, id: StepId): string {
  return profile.review.steps.find((step) => step.id === id)?.name ?? id;
}

function refusalText(profile: Profile, code: string): string {
  return profile.review.refusals.find((row) => row.code === code)?.text ?? code;
}

export interface Afterwards {
  readonly detail: ItemDetail;
  readonly profile: Profile;
  readonly decision: "approve" | "return" | "takedown";
  readonly step: StepId | "takedown";
  readonly reachable: boolean;
}

/** What happens next and to whom it goes, in one or two sentences. */
export function afterwards({ detail, profile, decision, step, reachable }: Afterwards): string {
  const wait = reachable
    ? "签名已保存并上报，平台确认后生效。"
    : "网络已断开。签名已保存在本机，恢复后自动上报，平台确认后才算数。";
  if (decision === "takedown")
    return reachable
      ? "撤稿单已签名并优先上报，平台确认后公开页面即不再显示。修改后须重新走完全部审核才能再次发布。"
      : "网络已断开。撤稿单已签名并保存在本机，恢复后最先上报；如须立即撤下，请电话通知平台值班人员。";
  if (decision === "return") return `${wait}稿件随后退回采编人修改，修改后从头审核。`;
  const steps = profile.review.steps;
  const following = steps[steps.findIndex((row) => row.id === step) + 1];
  if (following === undefined)
    return `${wait}全部环节随后完成，由${profile.review.publisherRoles.join("或")}办理入库和发布。`;
  const { itemType, important } = detail.summary;
  return `${wait}下一环节是${following.name}，由${acceptedRoles(following, { itemType, important }).join("或")}办理。`;
}

/** Earlier contents of the item, newest first, without the current one. */
export function earlierRevisions(detail: ItemDetail): { readonly hash: Digest; readonly label: string }[] {
  const seen = new Set<Digest>([detail.summary.contentHash]);
  return detail.history.toReversed().flatMap(({ action, actor }) => {
    if (action.kind !== "edit" || seen.has(action.contentHash)) return [];
    seen.add(action.contentHash);
    return [{ hash: action.contentHash, label: `版本 ${action.revision} · ${actor.name}` }];
  });
}

export function phaseName(detail: ItemDetail, profile: Profile): string {
  const state = replay(detail.history, profile);
  const name = phases[state.phase];
  return state.phase === "in-review" && state.next !== null ? `待${stepName(profile, state.next)}` : name;
}
