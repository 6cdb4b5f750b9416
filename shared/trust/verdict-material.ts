/** What the statements speak of: the versions of the content, the ledgers and the sample page. */
import { utf8 } from "../bytes";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import type { Content } from "../model/content";
import { type Finding, needsDisposition, type Severity } from "../proofreading/finding";
import { type Ledger, undecided } from "../proofreading/ledger";
import { proofSheet } from "../publication/page";
import type { Action } from "../workflow/history";
import type { Evidence } from "./evidence";
import type { Pack, Part } from "./pack-read";
import { stateOf } from "./verdict-history";

type Of<K extends Action["kind"]> = Extract<Action, { kind: K }>;

const actionsOf = <K extends Action["kind"]>(pack: Pack, kind: K): Of<K>[] =>
  pack.history.value.flatMap(({ action }) => (isOf(action, kind) ? [action] : []));

const isOf = <K extends Action["kind"]>(action: Action, kind: K): action is Of<K> => action.kind === kind;

function byHash<T>(parts: readonly Part<T>[]): ReadonlyMap<string, T> {
  const found = new Map(parts.map(({ bytes, value }) => [digestOf(bytes), value]));
  if (found.size !== parts.length) throw new AppError("E_PACK", "同一份材料出现了两次");
  return found;
}

const contentsOf = ({ content, revisions }: Pack): ReadonlyMap<string, Content> => byHash([...revisions, content]);

/** Every version that somebody signed is here, is in the history, and says of itself what the history says of it. */
export function checkRevisions({ pack }: Evidence): string {
  const contents = contentsOf(pack);
  const edits = actionsOf(pack, "edit");
  for (const { value, name } of pack.statements) {
    const signed = contents.get(value.contentHash);
    if (signed === undefined) throw new AppError("E_HASH", `${name} 签署的内容不在证据包中`);
    if (signed.document.title !== value.title) throw new AppError("E_HASH", `${name} 的标题与所签内容不符`);
    const known = edits.some((edit) => edit.contentHash === value.contentHash && edit.revision === value.revision);
    if (!known) throw new AppError("E_HASH", `${name} 的版本号不在流程记录中`);
  }
  for (const [hash, { metadata }] of contents) {
    const saying = edits.filter((edit) => edit.contentHash === hash);
    const agrees = saying.every((edit) => edit.itemType === metadata.itemType && edit.important === metadata.important);
    if (saying.length === 0 || !agrees) throw new AppError("E_HASH", "流程记录与所附版本的内容不符");
  }
  return `${contents.size} 个版本`;
}

/** Every ledger a statement names is here and speaks of the signed content; none is here that nothing names. */
export function checkLedgers({ pack }: Evidence): string {
  const ledgers = byHash(pack.ledgers);
  const passes = actionsOf(pack, "machine-pass");
  for (const { value, name } of pack.statements) {
    const ledger = ledgers.get(value.ledgerHash);
    if (ledger === undefined) throw new AppError("E_HASH", `${name} 所指的校对台账不在证据包中`);
    const step = pack.profile.value.review.steps.find(({ id }) => id === value.step);
    const bound = value.decision === "approve" && step?.machinePass === true;
    if (bound && ledger.contentHash !== value.contentHash) {
      throw new AppError("E_MACHINE", `${name} 的校对台账属于另一版本`);
    }
  }
  const named = new Set([
    ...pack.statements.map(({ value }) => value.ledgerHash),
    ...passes.map((pass) => pass.ledgerHash),
  ]);
  if ([...ledgers.keys()].some((hash) => !named.has(hash))) throw new AppError("E_PACK", "有校对台账不属于任何环节");
  passes.forEach((pass) => {
    checkPass(pass, ledgers.get(pass.ledgerHash));
  });
  const findings = pack.ledgers.reduce((sum, { value }) => sum + value.findings.filter(needsDisposition).length, 0);
  return `${ledgers.size} 份台账，${findings} 条疑点均有记载`;
}

/** The counts that let the review go on are those of the ledger itself. */
function checkPass(pass: Of<"machine-pass">, ledger: Ledger | undefined): void {
  if (ledger === undefined) return;
  const open = undecided(ledger);
  const count = (findings: readonly Finding[], severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const { block, error, warning } = pass.undecided;
  const same =
    block === count(open, "block") &&
    error === count(open, "error") &&
    warning === count(open, "warning") &&
    pass.ignoredBlocks === count(ledger.findings, "block") - block;
  if (!same || pass.contentHash !== ledger.contentHash || ledger.status !== "complete") {
    throw new AppError("E_MACHINE", "机器校对记录与台账不符");
  }
}

/** The sample page of every proof is rendered again from the content it shows. */
export function checkLayout({ pack }: Evidence): string {
  const contents = contentsOf(pack);
  const claims = [...actionsOf(pack, "layout"), ...pack.statements.map(({ value }) => value)];
  for (const { contentHash, layoutHash } of claims) {
    const shown = contents.get(contentHash);
    if (layoutHash === null || shown === undefined) continue;
    const again = proofSheet(shown, pack.profile.value).layoutHash;
    if (again !== layoutHash) throw new AppError("E_HASH", "按内容重新排版，与所签样版不一致");
  }
  const { layoutHash } = stateOf(pack);
  const attached = pack.proof === null ? null : digestOf(utf8(pack.proof));
  if (attached !== layoutHash) throw new AppError("E_HASH", "所附样版不是所签的样版");
  return layoutHash === null ? "本流程没有样版环节" : "由内容重新排版，与所签样版一致";
}
