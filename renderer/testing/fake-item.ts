/** Test support: how an item on the fake platform follows from the operations it took. */

import { canonicalJson } from "../../shared/canonical";
import type { ItemDetail } from "../../shared/http/item";
import { contentHash, contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import type { Ledger } from "../../shared/proofreading/ledger";
import type { OperationBody } from "../../shared/sync/operation";
import {
  type ReviewStatement,
  reviewStatement,
  type SignedStatement,
  takedownOrder,
} from "../../shared/trust/statement";
import type { Action } from "../../shared/workflow/history";
import { statementDigest } from "../sync/receipt-match";

const AT = "2026-11-22T02:00:00.000Z";
const actor = { accountId: "a-1", personId: "p-1", name: "张晓岚", roles: ["编辑员"] };
const ZERO = `sha-256:${"0".repeat(64)}`;

export const documentOf = (title: string, text: string) => ({
  title,
  blocks: [
    {
      kind: "paragraph" as const,
      id: "b1",
      align: "left" as const,
      runs: [{ text, marks: [], link: null }],
    },
  ],
});

export const ledgerFor = (hash: string): Ledger => ({
  format: "caibian-ledger/1",
  contentHash: hash,
  status: "complete",
  packs: [],
  findings: [],
  entries: [],
});

export function signedFor(
  itemId: string,
  hash: string,
  decision: ReviewStatement["decision"] = "approve",
): SignedStatement {
  const said: ReviewStatement = reviewStatement.parse({
    type: "caibian-review/1",
    site: "luan",
    itemId,
    revision: 1,
    title: "通知",
    contentHash: hash,
    layoutHash: null,
    step: "review-1",
    stepName: "初审",
    decision,
    category: decision === "return" ? "other" : null,
    note: decision === "return" ? "请核对日期" : "",
    gates: [],
    checks: [],
    ledgerHash: ZERO,
    previousStatement: null,
    signer: { personId: "p-1", accountId: "a-1", name: "张晓岚", role: "编辑员", certificate: ZERO },
    profile: { id: "luan", version: 1, hash: ZERO },
    nonce: "nonce-0123456789abcdef",
    signedAt: AT,
  });
  return { statement: canonicalJson(said), signature: "AA==" };
}

type ItemBody = Exclude<OperationBody, { kind: "file" }>;

export function itemDetailOf(known: ItemDetail | null, body: ItemBody): ItemDetail {
  const before = known ?? emptyDetail(body.itemId);
  const content = body.kind === "revision" ? body.content : before.content;
  const revision = before.summary.revision + (body.kind === "revision" ? 1 : 0);
  const action = actionOf(body, before);
  return {
    ...before,
    content,
    history: [...before.history, { seq: before.history.length, at: AT, actor, action }],
    statements: body.kind === "review" ? [...before.statements, body.signed] : before.statements,
    summary: {
      ...before.summary,
      title: content.document.title,
      revision,
      contentHash: contentHash(content),
      phase: action.kind === "return" ? "returned" : "in-review",
    },
  };
}

function emptyDetail(itemId: string): ItemDetail {
  const content = contentOf({ title: "", blocks: [] }, emptyMetadata);
  return {
    summary: {
      itemId,
      site: "luan",
      title: "",
      itemType: "notice",
      columnId: "",
      important: false,
      revision: 0,
      contentHash: contentHash(content),
      phase: "draft",
      nextStep: "一审",
      waitingForMe: false,
      mine: true,
      updatedAt: AT,
    },
    content,
    ledger: ledgerFor(contentHash(content)),
    history: [],
    statements: [],
    receipts: [],
    repoId: null,
    publicPath: "",
  };
}

function actionOf(body: ItemBody, { summary }: ItemDetail): Action {
  switch (body.kind) {
    case "revision": {
      const hash = contentHash(body.content);
      const revision = summary.revision + 1;
      return { kind: "edit", contentHash: hash, parent: body.parent, revision, itemType: "notice", important: false };
    }
    case "review":
      return reviewAction(body.signed);
    case "takedown":
      return takedownAction(body.signed);
    case "ingest":
      return { kind: "ingest", contentHash: body.contentHash, repoId: "repo-1" };
    case "publish":
      return { kind: "publish", contentHash: summary.contentHash, repoId: body.repoId };
  }
}

function takedownAction(signed: SignedStatement): Action {
  const { contentHash: taken, repoId, signer, category, note } = takedownOrder.parse(JSON.parse(signed.statement));
  const statementHash = statementDigest(signed.statement);
  return { kind: "takedown", contentHash: taken, repoId, role: signer.role, category, text: note, statementHash };
}

function reviewAction(signed: SignedStatement): Action {
  const said = reviewStatement.parse(JSON.parse(signed.statement));
  const base = { contentHash: said.contentHash, step: said.step, role: said.signer.role };
  const statementHash = statementDigest(signed.statement);
  if (said.decision === "return") {
    return { ...base, kind: "return", category: said.category ?? "other", text: said.note, statementHash };
  }
  const { layoutHash, ledgerHash, gates, checks, note } = said;
  return { ...base, kind: "sign", layoutHash, ledgerHash, statementHash, gates, checks, note };
}
