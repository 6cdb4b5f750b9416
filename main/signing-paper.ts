/** The paper that will be signed, from what the person decided: a review statement, or a takedown order. */
import { AppError } from "../shared/failure";
import type { SigningRequest } from "../shared/ipc/signing";
import type { Account } from "../shared/model/person";
import { ledgerHash } from "../shared/proofreading/ledger";
import { proofSheet } from "../shared/publication/page";
import type { Digest } from "../shared/schema";
import type { Statement } from "../shared/trust/statement";
import { roleFor } from "../shared/workflow/available";
import type { Step } from "../shared/workflow/profile";
import { takedownRoleOf } from "../shared/workflow/takedown";
import type { CurrentProfile } from "./profile";

export interface PaperMatter {
  readonly request: SigningRequest;
  readonly current: CurrentProfile;
  readonly account: Account;
}

/** What main adds to the decision. */
export interface PaperFacts {
  readonly role: string;
  readonly nonce: string;
  /** Fingerprint of the certificate that will sign. */
  readonly certificate: Digest;
  readonly contentHash: Digest;
  readonly layoutHash: Digest | null;
  readonly at: string;
}

/** The sample page at steps that look at one. @throws AppError E_STAGE, E_FORM */
export function proofAt({ request, current }: PaperMatter): ReturnType<typeof proofSheet> | null {
  if (request.decision === "takedown" || !stepOf(current, request).layout) return null;
  return proofSheet(request.content, current.profile);
}

/** The role in which this person acts. The platform decides whether the person may. @throws AppError E_PERM, E_STAGE */
export function roleIn({ request, current, account }: PaperMatter): string {
  if (request.decision === "takedown") {
    const role = takedownRoleOf(account, current.profile);
    if (role === null) throw new AppError("E_PERM", "撤稿须由承担审核、校对或发布职责的人员办理");
    return role;
  }
  const step = stepOf(current, request);
  const { important, itemType } = request.content.metadata;
  const role = roleFor(account, step, { important, itemType });
  if (role === null) throw new AppError("E_PERM", `${step.name}须由具备岗位的人员办理`);
  return role;
}

/** @throws AppError E_STAGE, E_FORM */
export function paperOf(matter: PaperMatter, facts: PaperFacts): Statement {
  const { request, current, account } = matter;
  const { itemId, revision, note, previousStatement, content, ledger } = request;
  const { personId, accountId, name } = account;
  const common = {
    site: account.site,
    itemId,
    revision,
    title: content.document.title,
    contentHash: facts.contentHash,
    note,
    ledgerHash: ledgerHash(ledger),
    previousStatement,
    signer: { personId, accountId, name, role: facts.role, certificate: facts.certificate },
    profile: { id: current.profile.id, version: current.profile.version, hash: current.hash },
    nonce: facts.nonce,
    signedAt: facts.at,
  };
  if (request.decision === "takedown") {
    const { repoId, category, step, decision } = request;
    const nothing = { layoutHash: null, gates: [], checks: [] };
    return { type: "caibian-takedown/1", ...common, ...nothing, repoId, category, step, stepName: "撤稿", decision };
  }
  const { id: step, name: stepName } = stepOf(current, request);
  const { decision, category, gates, checks } = request;
  const { layoutHash } = facts;
  return { type: "caibian-review/1", ...common, layoutHash, step, stepName, decision, category, gates, checks };
}

type ReviewRequest = Exclude<SigningRequest, { decision: "takedown" }>;

function stepOf({ profile }: CurrentProfile, { step, decision, category, note }: ReviewRequest): Step {
  const found = profile.review.steps.find((each) => each.id === step);
  if (found === undefined) throw new AppError("E_STAGE", "本市流程没有这一环节");
  const returns = decision === "return";
  if (returns && (note.trim() === "" || category === null)) throw new AppError("E_FORM", "退回须选择类别并写明意见");
  return found;
}
