/** What this person may do with this item now, and why not: asked of the same `decide` that the platform enforces. */
import type { FailureCode } from "../../../shared/failure";
import type { ItemDetail } from "../../../shared/http/item";
import type { SigningRequest } from "../../../shared/ipc/signing";
import type { Account, Actor } from "../../../shared/model/person";
import type { Finding } from "../../../shared/proofreading/finding";
import { type Ledger, type LedgerEntry, ledgerHash } from "../../../shared/proofreading/ledger";
import { machinePass } from "../../../shared/proofreading/machine-pass";
import { mayActAt, mayEdit, mayRelease, mayTakeDown, roleFor } from "../../../shared/workflow/available";
import { type Decision, decide } from "../../../shared/workflow/decide";
import type { Action, History } from "../../../shared/workflow/history";
import type { Profile, Step } from "../../../shared/workflow/profile";
import { replay } from "../../../shared/workflow/replay";
import type { ItemState } from "../../../shared/workflow/state";
import type { TakedownReason } from "../../../shared/workflow/takedown-reasons";

/** What the reviewer has ticked and written so far. */
export interface Answers {
  readonly gates: readonly string[];
  readonly checks: readonly string[];
  readonly note: string;
}

export interface Refusing {
  readonly category: string;
  readonly text: string;
}

export interface Matter {
  readonly detail: ItemDetail;
  readonly ledger: Ledger;
  readonly account: Account;
  readonly profile: Profile;
}

export interface Turn {
  readonly state: ItemState;
  readonly step: Step | null;
  readonly role: string | null;
  /** Whether this person may act at the step at all, before anything is ticked. */
  readonly mine: Decision;
  readonly edit: Decision;
  readonly release: Decision;
  readonly takedown: Decision;
}

/** The digest of a statement that does not exist yet: no rule looks at its value. */
const UNSIGNED = `sha-256:${"0".repeat(64)}`;

export function actorOf({ accountId, personId, name, roles }: Account): Actor {
  return { accountId, personId, name, roles };
}

export function turnOf({ detail, account, profile }: Omit<Matter, "ledger">): Turn {
  const actor = actorOf(account);
  const { step, decision } = mayActAt(actor, detail.history, profile);
  const { itemType, important } = detail.summary;
  return {
    state: replay(detail.history, profile),
    step,
    role: step === null ? null : roleFor(actor, step, { itemType, important }),
    mine: decision,
    edit: mayEdit(actor, detail.history, profile),
    release: mayRelease(actor, detail.history, profile),
    takedown: mayTakeDown(actor, detail.history, profile),
  };
}

/** The history as it will stand when the platform has taken this ledger. */
function withPass({ detail, ledger, account }: Matter): History {
  const pass = machinePass(ledger);
  const last = detail.history.at(-1);
  if (pass === null || last === undefined) return detail.history;
  return [...detail.history, { seq: last.seq + 1, at: last.at, actor: actorOf(account), action: pass }];
}

/** May the person approve with these answers? The reason of a refusal stands beside the button. */
export function approval(matter: Matter, answers: Answers): Decision {
  const turn = turnOf(matter);
  if (turn.step === null || !turn.mine.allowed) return turn.mine;
  const action: Action = {
    kind: "sign",
    contentHash: matter.detail.summary.contentHash,
    step: turn.step.id,
    role: turn.role ?? "",
    layoutHash: turn.step.layout ? turn.state.layoutHash : null,
    ledgerHash: ledgerHash(matter.ledger),
    statementHash: UNSIGNED,
    gates: [...answers.gates],
    checks: [...answers.checks],
    note: answers.note,
  };
  return decide(action, actorOf(matter.account), withPass(matter), matter.profile);
}

/** May the person send it back with this category and text (W4)? */
export function refusal(matter: Matter, refusing: Refusing): Decision {
  const turn = turnOf(matter);
  if (turn.step === null || !turn.mine.allowed) return turn.mine;
  const action: Action = {
    kind: "return",
    contentHash: matter.detail.summary.contentHash,
    step: turn.step.id,
    role: turn.role ?? "",
    category: refusing.category,
    text: refusing.text,
    statementHash: UNSIGNED,
  };
  return decide(action, actorOf(matter.account), matter.detail.history, matter.profile);
}

/** What main is asked to prepare. @throws Error when nobody's turn it is: the buttons are then off. */
export function signingRequestOf(matter: Matter, answers: Answers, refusing: Refusing | null): SigningRequest {
  const { state, step } = turnOf(matter);
  if (step === null) throw new Error("no step acts next");
  return {
    itemId: matter.detail.summary.itemId,
    revision: state.revision,
    content: matter.detail.content,
    ledger: matter.ledger,
    step: step.id,
    decision: refusing === null ? "approve" : "return",
    category: refusing?.category ?? null,
    note: refusing?.text ?? answers.note,
    gates: refusing === null ? [...answers.gates] : [],
    checks: refusing === null ? [...answers.checks] : [],
    previousStatement: state.lastStatementHash,
  };
}

export interface TakingDown {
  readonly category: TakedownReason;
  readonly text: string;
}

/** The order as main is asked to prepare it. @throws Error for what has no repository number: the button is then off. */
export function takedownRequestOf(
  { detail }: Matter,
  state: ItemState,
  { category, text }: TakingDown,
): SigningRequest {
  if (state.repoId === null) throw new Error("nothing was released");
  return {
    itemId: detail.summary.itemId,
    revision: state.revision,
    content: detail.content,
    ledger: detail.ledger,
    step: "takedown",
    decision: "takedown",
    category,
    note: text.trim(),
    repoId: state.repoId,
    gates: [],
    checks: [],
    previousStatement: state.lastStatementHash,
  };
}

export interface Deciding {
  readonly findings: readonly Finding[];
  readonly disposition: "ignore" | "escalate";
  readonly reason: string;
}

/** The ledger with one decision over a finding or a group of identical ones, each listed (R21). */
export function ledgerWith(
  ledger: Ledger,
  { findings, disposition, reason }: Deciding,
  by: { readonly account: Account; readonly stage: string; readonly at: Date },
): Ledger {
  const group = findings.length > 1 ? (findings[0]?.print ?? null) : null;
  const entries = findings.map(
    (finding): LedgerEntry => ({
      finding,
      disposition,
      reason: reason.trim(),
      personId: by.account.personId,
      name: by.account.name,
      at: by.at.toISOString(),
      stage: by.stage,
      group,
    }),
  );
  return { ...ledger, entries: [...ledger.entries, ...entries] };
}

/** One line of code and reason, or an empty one. */
export function reasonOf(decision: Decision): { readonly code: FailureCode | null; readonly reason: string } {
  return decision.allowed ? { code: null, reason: "" } : { code: decision.code, reason: decision.reason };
}
