/**
 * An operation 上报操作: a frozen request with its idempotency key. The bytes never change after it is queued,
 * so delivery may repeat and the effect is once.
 */
import { z } from "zod";
import { content } from "../model/content";
import { never } from "../never";
import { ledger } from "../proofreading/ledger";
import { digest, id } from "../schema";
import { signedStatement } from "../trust/statement";

export const operationBody = z.discriminatedUnion("kind", [
  /** A new revision of an item with its ledger. `parent` null creates the item. */
  z.strictObject({ kind: z.literal("revision"), itemId: id, parent: digest.nullable(), content, ledger }),
  /** A file named by its hash, sent before the revision that refers to it. Its bytes travel apart, from main's store. */
  z.strictObject({
    kind: z.literal("file"),
    itemId: id,
    hash: digest,
    mime: z.string(),
    /** Null in operations queued before sizes were noted. */
    size: z.number().int().nonnegative().nullable(),
  }),
  /** A signed decision, with the ledger its `ledgerHash` names. */
  z.strictObject({ kind: z.literal("review"), itemId: id, ledger, signed: signedStatement }),
  /** 撤稿 (W9): a signed order. It waits behind nothing that is not an order itself. */
  z.strictObject({ kind: z.literal("takedown"), itemId: id, signed: signedStatement }),
  /** 入库 */
  z.strictObject({ kind: z.literal("ingest"), itemId: id, contentHash: digest }),
  /** 发布 */
  z.strictObject({ kind: z.literal("publish"), itemId: id, repoId: id }),
]);
export type OperationBody = z.infer<typeof operationBody>;
export type OperationKind = OperationBody["kind"];

/** `urgent` overtakes (W9). `release`: the way out to the public, which an order to take down cannot precede. */
export type Priority = "urgent" | "release" | "ordinary";

export function priorityOf(kind: OperationKind): Priority {
  switch (kind) {
    case "takedown":
      return "urgent";
    case "ingest":
    case "publish":
      return "release";
    case "revision":
    case "file":
    case "review":
      return "ordinary";
    default:
      return never(kind);
  }
}

export const operation = z.strictObject({ operationId: id, body: operationBody });
export type Operation = z.infer<typeof operation>;

/** As stored on a desk: before uploads could be resumed, the operation of a file had a place for its bytes. */
export const storedOperation = z.preprocess(withoutBytes, operation);

const oldFile = z.looseObject({ body: z.looseObject({ kind: z.literal("file"), bytes: z.string() }) });

function withoutBytes(raw: unknown): unknown {
  const old = oldFile.safeParse(raw);
  if (!old.success) return raw;
  const { bytes: _, ...body } = old.data.body;
  return { ...old.data, body: { ...body, size: null } };
}

/** What became of a delivery attempt, as the desk stores it. */
export const operationStates = {
  queued: "待上报",
  sending: "上报中",
  acknowledged: "已送达",
  confirmed: "已上报",
  waiting: "等待重试",
  conflict: "冲突",
  rejected: "需要处理",
  /** Taken back by a person before the platform had it; kept as a record, never sent again. */
  withdrawn: "已撤回",
} as const;
export type OperationState = keyof typeof operationStates;
