/** Drafts and versions as they are stored: the schemas every stored value passes when it is read back. */
import { z } from "zod";
import { runsOf } from "../../shared/model/content";
import { type ManuscriptDocument, storedDocument } from "../../shared/model/manuscript";
import { metadata } from "../../shared/model/metadata";
import { report } from "../../shared/proofreading/finding";
import { ledgerEntry } from "../../shared/proofreading/ledger";
import { digest, id, instant } from "../../shared/schema";
import type { Entry } from "../../shared/store/record";
import { bodyKey } from "../../shared/store/searchable";
import { stepId } from "../../shared/workflow/profile";
import type { Draft, Version } from "../services";

const stage = z.union([z.literal("draft"), stepId]);

export const draftValue = z.object({
  itemId: id,
  document: storedDocument,
  metadata,
  entries: z.array(ledgerEntry),
  report: report.nullable(),
  parent: digest.nullable(),
  baseRevision: z.number().int().nonnegative(),
  previousStatement: digest.nullable(),
  stage,
  createdAt: instant,
  updatedAt: instant,
}) satisfies z.ZodType<Draft>;

/** Small enough that a list of thousands opens at once; the body stays sealed until it is opened. */
export const summaryValue = z.object({
  itemId: id,
  title: z.string(),
  characters: z.number().int(),
  updatedAt: instant,
  stage,
  /** 栏目; blank in summaries of an older version that could not be migrated. */
  columnId: z.string().default(""),
  /** Hash of the content that was submitted and still waits for the platform; null while it is being written. */
  submitted: digest.nullable(),
  /** What the platform took since the body was written; the draft builds on it from then on. */
  base: z
    .object({ contentHash: digest, statementHash: digest.nullable(), revision: z.number().int().positive() })
    .nullable(),
  /** Last link of the chain of versions. */
  lastVersion: z.string().nullable(),
});
export type SummaryValue = z.infer<typeof summaryValue>;

/** The draft on the newest base. The base lies beside the body, so that a save by an open editor cannot undo it. */
export function onBase(draft: Draft, base: SummaryValue["base"] | undefined): Draft {
  if (base === null || base === undefined || base.revision <= draft.baseRevision) return draft;
  const previousStatement = base.statementHash ?? draft.previousStatement;
  return { ...draft, parent: base.contentHash, baseRevision: base.revision, previousStatement };
}

export const versionValue = z.object({
  versionId: id,
  itemId: id,
  at: instant,
  author: z.string(),
  device: z.string(),
  reason: z.string(),
  contentHash: digest,
  parentVersion: id.nullable(),
  document: storedDocument,
  metadata,
}) satisfies z.ZodType<Version>;

/** 字数: every character that is not white space, in title and text. */
export function countCharacters(document: ManuscriptDocument): number {
  const texts = [document.title, ...document.blocks.flatMap(runsOf).map((run) => run.text)];
  return texts.reduce((sum, text) => sum + [...text.replace(/\s/gu, "")].length, 0);
}

export const summaryKey = (itemId: string) => `summary:${itemId}`;
const versionKey = (version: Version) => `${version.itemId}:${version.at}:${version.versionId}`;

export function draftEntries(draft: Draft, summary: SummaryValue): Entry[] {
  return [{ table: "drafts", key: bodyKey(draft.itemId), index: {}, value: json(draft) }, summaryEntry(summary)];
}

export const summaryEntry = (summary: SummaryValue): Entry => ({
  table: "drafts",
  key: summaryKey(summary.itemId),
  index: { updatedAt: summary.updatedAt, stage: summary.stage, submitted: summary.submitted !== null },
  value: json(summary),
});

export const versionEntry = (version: Version): Entry => ({
  table: "revisions",
  key: versionKey(version),
  index: { itemId: version.itemId, at: version.at },
  value: json(version),
});

/** A stored value is plain JSON. Copied by the platform's own code: a schema walk over a long text costs more than a save may. */
export function json(value: unknown): Entry["value"] {
  const copy: Entry["value"] = JSON.parse(JSON.stringify(value));
  return copy;
}
