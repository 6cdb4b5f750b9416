/** From a signed decision to its operations: files, then the revision, then the review, in that order. */

import { AppError } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import { contentHash, contentOf } from "../../shared/model/content";
import type { Ledger } from "../../shared/proofreading/ledger";
import type { Digest } from "../../shared/schema";
import type { SignedStatement } from "../../shared/trust/statement";
import type { Draft } from "../services";
import type { NewOperation } from "./outbox";
import { statementDigest } from "./receipt-match";

export interface SubmissionInput {
  readonly draft: Draft | null;
  readonly itemId: string;
  readonly title: string;
  readonly ledger: Ledger;
  readonly signed: SignedStatement | null;
}

export interface SubmissionFacts {
  readonly newId: () => string;
  /** Hashes of files of this content that lie on this machine and the platform may lack. */
  readonly files: ReadonlySet<Digest>;
}

/** The content a draft would send, and whether the platform lacks it. */
export function revisionOf(draft: Draft | null): { readonly content: Content; readonly hash: Digest } | null {
  if (draft === null) return null;
  const content = contentOf(draft.document, draft.metadata);
  const hash = contentHash(content);
  return hash === draft.parent ? null : { content, hash };
}

/** @throws AppError E_HASH when ledger, statement and text do not speak of the same content. */
export function operationsOf(input: SubmissionInput, { newId, files }: SubmissionFacts): NewOperation[] {
  const { draft, itemId, title, ledger, signed } = input;
  const revision = revisionOf(draft);
  const hash = revision?.hash ?? ledger.contentHash;
  if (ledger.contentHash !== hash) throw new AppError("E_HASH", "校对台账与要上报的内容不是同一版本");
  const about = { title, contentHash: hash, statementHash: null };
  const list: NewOperation[] = [];
  if (revision !== null && draft !== null) {
    const unique = new Map(revision.content.files.map((file) => [file.hash, file]));
    for (const file of [...unique.values()].filter((item) => files.has(item.hash))) {
      const body = { kind: "file" as const, itemId, hash: file.hash, mime: file.mime, size: file.size };
      list.push({ ...about, contentHash: file.hash, operation: { operationId: newId(), body } });
    }
    const body = { kind: "revision" as const, itemId, parent: draft.parent, content: revision.content, ledger };
    list.push({ ...about, operation: { operationId: newId(), body } });
  }
  if (signed !== null) {
    const body = { kind: "review" as const, itemId, ledger, signed };
    const statementHash = statementDigest(signed.statement);
    list.push({ ...about, statementHash, operation: { operationId: newId(), body } });
  }
  return list;
}
