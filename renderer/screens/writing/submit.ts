/** What stands between a draft and its signature, decided in the order a person would mend it. Pure. */

import type { SigningRequest } from "../../../shared/ipc/signing";
import { type Content, contentHash, contentOf } from "../../../shared/model/content";
import type { Block } from "../../../shared/model/manuscript";
import { overMeasure } from "../../../shared/model/measure";
import type { Account } from "../../../shared/model/person";
import { blockName } from "../../../shared/proofreading/blocks";
import type { Report } from "../../../shared/proofreading/finding";
import { keyOf, type Ledger, ledgerOf, undecided } from "../../../shared/proofreading/ledger";
import { acceptedRoles } from "../../../shared/workflow/duty";
import { type MetadataField, metadataFaults } from "../../../shared/workflow/metadata";
import type { Profile, Step } from "../../../shared/workflow/profile";
import { signedEntries } from "../../proof/local-finding";
import type { Draft } from "../../services";
import { writingText } from "../../text/writing";

export type SubmitFault =
  | { readonly at: "title" | "body" | "account"; readonly text: string }
  | { readonly at: "image"; readonly text: string; readonly block: string }
  | { readonly at: "proof"; readonly text: string; readonly finding: string | null }
  | { readonly at: "metadata"; readonly text: string; readonly field: MetadataField };

export type SubmitPlan =
  | { readonly kind: "fault"; readonly fault: SubmitFault }
  | { readonly kind: "review" }
  /** Somebody else holds the first level: the revision goes up unsigned and waits for these roles. */
  | {
      readonly kind: "hand-over";
      readonly step: Step;
      readonly roles: readonly string[];
      readonly content: Content;
      readonly ledger: Ledger;
    }
  | { readonly kind: "sign"; readonly step: Step; readonly content: Content; readonly ledger: Ledger };

export interface SubmitMatter {
  readonly draft: Draft;
  readonly report: Report;
  readonly profile: Profile | null;
  readonly account: Account | null;
}

export function planSubmit(matter: SubmitMatter): SubmitPlan {
  const { draft, report } = matter;
  const content = contentOf(draft.document, draft.metadata);
  const ledger = ledgerOf(report, signedEntries(draft.entries));
  const fault =
    textFault(draft) ??
    sizeFault(content) ??
    imageFault(draft.document.blocks) ??
    metadataFault(matter) ??
    proofFault(ledger);
  if (fault !== null) return { kind: "fault", fault };
  if (draft.stage !== "draft") return { kind: "review" };
  const barred = accountFault(matter) ?? unchangedFault(draft, content);
  if (barred !== null) return { kind: "fault", fault: barred };
  const step = matter.profile?.review.steps.find((each) => each.id === "review-1");
  if (step === undefined) return { kind: "fault", fault: { at: "account", text: writingText.faults.noStep } };
  const roles = acceptedRoles(step, { itemType: draft.metadata.itemType, important: draft.metadata.important });
  const own = step.authorMayAct && roles.some((role) => matter.account?.roles.includes(role) === true);
  return own ? { kind: "sign", step, content, ledger } : { kind: "hand-over", step, roles, content, ledger };
}

function textFault(draft: Draft): SubmitFault | null {
  if (draft.document.title.trim() === "") return { at: "title", text: writingText.faults.title };
  return draft.document.blocks.some(hasContent) ? null : { at: "body", text: writingText.faults.body };
}

/** What may not leave this machine would be refused only after the signature (shared/model/measure.ts). */
function sizeFault(content: Content): SubmitFault | null {
  const over = overMeasure(content);
  return over === null ? null : { at: over.at, text: writingText.faults.tooLarge(over.words) };
}

const hasContent = (block: Block): boolean =>
  "runs" in block ? block.runs.some((run) => run.text.trim() !== "") : true;

/** Every finding but hints needs a decision before review (R21). */
function proofFault(ledger: Ledger): SubmitFault | null {
  if (ledger.status === "partial") return { at: "proof", text: writingText.faults.partial, finding: null };
  const open = undecided(ledger);
  const [first] = open;
  if (first === undefined) return null;
  return { at: "proof", text: writingText.faults.undecided(open.length), finding: keyOf(first) };
}

function metadataFault({ draft, profile }: SubmitMatter): SubmitFault | null {
  if (profile === null) return { at: "account", text: writingText.faults.noProfile };
  const [first] = metadataFaults(draft.metadata, profile);
  if (first === undefined) return null;
  const text = writingText.faults.metadata(blockName(`meta.${first.field}`));
  return { at: "metadata", text: `${text}${first.text}`, field: first.field };
}

/** No image without words for those who cannot see it, unless marked 装饰性 (E4). */
function imageFault(blocks: readonly Block[]): SubmitFault | null {
  const bare = blocks.find((block) => block.kind === "image" && !block.decorative && block.alt.trim() === "");
  return bare === undefined ? null : { at: "image", text: writingText.faults.alt, block: bare.id };
}

function accountFault({ account }: SubmitMatter): SubmitFault | null {
  return account === null ? { at: "account", text: writingText.faults.noAccount } : null;
}

function unchangedFault(draft: Draft, content: Content): SubmitFault | null {
  return draft.parent !== null && contentHash(content) === draft.parent
    ? { at: "body", text: writingText.faults.unchanged }
    : null;
}

export interface Answers {
  readonly gates: readonly string[];
  readonly checks: readonly string[];
  readonly note: string;
}

/** True when the step asks the signer for anything before the signature. */
export const asksSomething = (step: Step): boolean => step.gates || step.checklist.length > 0 || step.noteRequired;

/** Every gate and item ticked, and the note written where it is required. */
export function answered(step: Step, profile: Profile, answers: Answers): boolean {
  const gates = !step.gates || profile.review.gates.every((gate) => answers.gates.includes(gate));
  const checks = step.checklist.every((item) => answers.checks.includes(item.id));
  return gates && checks && (!step.noteRequired || answers.note.trim() !== "");
}

export function signingRequestOf(
  draft: Draft,
  plan: Extract<SubmitPlan, { kind: "sign" }>,
  answers: Answers,
): SigningRequest {
  return {
    itemId: draft.itemId,
    revision: draft.baseRevision + 1,
    content: plan.content,
    ledger: plan.ledger,
    step: plan.step.id,
    decision: "approve",
    category: null,
    note: answers.note.trim(),
    gates: [...answers.gates],
    checks: [...answers.checks],
    previousStatement: draft.previousStatement,
  };
}
