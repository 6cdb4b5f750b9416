/**
 * What the signing window shows (S1): read from the text main will sign over and from nothing else. The hash is
 * computed here over exactly that text, so a window that shows something else cannot name the hash main expects.
 */
import { utf8 } from "../../../shared/bytes";
import { canonicalJson } from "../../../shared/canonical";
import { digestOf } from "../../../shared/digest";
import { AppError, check } from "../../../shared/failure";
import type { SigningRequest, SigningView } from "../../../shared/ipc/signing";
import { type Content, content } from "../../../shared/model/content";
import type { Digest } from "../../../shared/schema";
import { type Statement, statement } from "../../../shared/trust/statement";
import { signingText } from "../../text/review";

export interface Shown {
  readonly content: Content;
  readonly statement: Statement;
  /** Digest of the very text the window renders from. */
  readonly shown: Digest;
}

/** @throws AppError E_HASH when text, statement and sample page do not speak of one thing. */
export function readShown(view: SigningView): Shown {
  const shown = digestOf(utf8(view.canonical));
  const parsed = parseCanonical(content, view.canonical);
  const signed = parseCanonical(statement, view.statement);
  if (shown !== view.contentHash || signed.contentHash !== shown)
    throw new AppError("E_HASH", "显示的内容与要签名的摘要不符");
  if (signed.title !== parsed.document.title) throw new AppError("E_HASH", "审签书的标题与内容不符");
  const layout = view.proof === null ? null : digestOf(utf8(view.proof.html));
  if (layout !== (view.proof?.layoutHash ?? null) || layout !== signed.layoutHash)
    throw new AppError("E_HASH", "样张与要签名的摘要不符");
  return { content: parsed, statement: signed, shown };
}

/** Only the canonical spelling has one meaning: repeated members or odd numbers are refused. */
function parseCanonical<T>(schema: Parameters<typeof check<T>>[0], text: string): T {
  const value = check(schema, parseJson(text));
  if (canonicalJson(value) !== text) throw new AppError("E_HASH", "要签名的内容不是规范形式");
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("E_HASH", "要签名的内容不是规范形式", { cause });
  }
}

/** Whether the statement says what the person decided on the screen before. */
export function statesRequest(value: Statement, request: SigningRequest): boolean {
  const said = [value.itemId, value.revision, value.step, value.decision, value.category, value.note];
  const asked = [request.itemId, request.revision, request.step, request.decision, request.category, request.note];
  return (
    canonicalJson(said) === canonicalJson(asked) &&
    canonicalJson([...value.gates].sort()) === canonicalJson([...request.gates].sort()) &&
    canonicalJson([...value.checks].sort()) === canonicalJson([...request.checks].sort()) &&
    value.previousStatement === request.previousStatement &&
    numberOf(value) === numberOf(request)
  );
}

/** The repository number that a takedown is about. */
const numberOf = (about: Statement | SigningRequest): string | null =>
  about.decision === "takedown" ? about.repoId : null;

/** `您将以审核员身份，对《…》版本 7 作出同意的决定` */
export function decisionSentence(value: Statement): string {
  if (value.type === "caibian-takedown/1")
    return `您将以${value.signer.role}身份，撤下已入库或已发布的《${value.title}》（入库编号 ${value.repoId}）。公开页面随即不再显示。`;
  const decision = signingText.decisions[value.decision];
  return `您将以${value.signer.role}身份，在${value.stepName}环节，对《${value.title}》版本 ${value.revision} 作出${decision}的决定。`;
}

/** A digest as people compare it: the algorithm, then groups of four characters. */
export function hashGroups(value: Digest): { readonly algorithm: string; readonly groups: readonly string[] } {
  const [algorithm = "", hex = ""] = value.split(":");
  return { algorithm: algorithm.toUpperCase(), groups: hex.match(/.{1,4}/g) ?? [] };
}

/** Whether a reading pane of these measures has been read to its end; one that fits is read at once. */
export function isReadToEnd(pane: { scrollTop: number; clientHeight: number; scrollHeight: number }): boolean {
  // Zoomed screens report fractions of a pixel.
  return pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 4;
}
