/** The history of an item 流程记录: what happened, in order. Everything the workflow decides follows from it. */
import { z } from "zod";
import { actor } from "../model/person";
import { digest, id, instant } from "../schema";
import { stepId } from "./profile";
import { takedownReason } from "./takedown-reasons";

const base = { contentHash: digest };

export const action = z.discriminatedUnion("kind", [
  /** A revision with new canonical bytes. `parent` is null for the first one. */
  z.strictObject({
    kind: z.literal("edit"),
    ...base,
    parent: digest.nullable(),
    revision: z.number().int().positive(),
    /** Facts of the content that the workflow needs: 稿件类型 and 重要重大. */
    itemType: z.string(),
    important: z.boolean(),
  }),
  /** Machine pass 机器校对 on exactly this content, with what was still undecided when it was recorded. */
  z.strictObject({
    kind: z.literal("machine-pass"),
    ...base,
    ledgerHash: digest,
    undecided: z.strictObject({ block: z.number().int(), error: z.number().int(), warning: z.number().int() }),
    /** Block findings that were ignored rather than repaired; only a reviewer other than the author may do that. */
    ignoredBlocks: z.number().int(),
  }),
  /** An approving signature at a step. */
  z.strictObject({
    kind: z.literal("sign"),
    ...base,
    step: stepId,
    role: z.string(),
    layoutHash: digest.nullable(),
    ledgerHash: digest,
    statementHash: digest,
    gates: z.array(z.string()),
    checks: z.array(id),
    note: z.string().max(2_000),
  }),
  /** 退回: a signed refusal with category and text (W4). */
  z.strictObject({
    kind: z.literal("return"),
    ...base,
    step: stepId,
    role: z.string(),
    category: id,
    text: z.string().min(1).max(2_000),
    statementHash: digest,
  }),
  /** 排版出样: the platform rendered the sample page. */
  z.strictObject({ kind: z.literal("layout"), ...base, layoutHash: digest }),
  /** 入库 */
  z.strictObject({ kind: z.literal("ingest"), ...base, repoId: id }),
  /** 发布 */
  z.strictObject({ kind: z.literal("publish"), ...base, repoId: id }),
  /** 撤稿: a signed order, with reason code and text (TN-25, TN-26). */
  z.strictObject({
    kind: z.literal("takedown"),
    ...base,
    repoId: id,
    role: z.string(),
    category: takedownReason,
    text: z.string().min(1).max(2_000),
    statementHash: digest,
  }),
]);
export type Action = z.infer<typeof action>;
export type ActionKind = Action["kind"];

export const historyEntry = z.strictObject({
  seq: z.number().int().nonnegative(),
  at: instant,
  actor,
  action,
});
export type HistoryEntry = z.infer<typeof historyEntry>;
export type History = readonly HistoryEntry[];
