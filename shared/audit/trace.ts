/**
 * The trace of one item 办理轨迹 (LG-1, TN-18): every audit row about it, each bound to a signed checkpoint. Between them
 * the rows of other items stand as hashes only, so that nothing can be left out and nothing about them is told.
 */
import { z } from "zod";
import { AppError } from "../failure";
import { type Digest, digest, id, instant } from "../schema";
import { signedDocument } from "../trust/receipt";
import { auditEntry, chainName, entryHash, linkHash } from "./chain";
import { type Checkpoint, type CheckpointTrust, readCheckpoint } from "./checkpoint";

const link = z.union([
  z.strictObject({ entry: auditEntry }),
  /** Another item's row. */
  z.strictObject({ hash: digest }),
]);
export type TraceLink = z.infer<typeof link>;

/** Rows in a row, from `after` on up to the place that a checkpoint names. */
export const auditPath = z.strictObject({
  chain: chainName,
  after: z.strictObject({ seq: z.number().int().nonnegative(), hash: digest }),
  links: z.array(link).min(1).max(100_000),
});
export type AuditPath = z.infer<typeof auditPath>;

const run = auditPath.extend({ checkpoint: signedDocument });
export type TraceRun = z.infer<typeof run>;

export const trace = z.strictObject({
  type: z.literal("caibian-trace/1"),
  site: id,
  itemId: id,
  createdAt: instant,
  /** Names of the accounts in the rows, for people to read. */
  accounts: z.array(z.strictObject({ accountId: id, name: z.string(), unitName: z.string() })),
  runs: z.array(run),
});
export type Trace = z.infer<typeof trace>;

export interface TracedRow {
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly accountId: string;
  readonly detail: string;
}

/** The rows of a trace, once every one of them leads to a checkpoint that the platform signed. @throws AppError E_AUDIT */
export function verifyTrace(given: Trace, trust: CheckpointTrust): readonly TracedRow[] {
  return given.runs.flatMap((one) => followPath(one, given.itemId, readCheckpoint(one.checkpoint, trust)));
}

/** The item's rows on a path, once it leads to where a checkpoint says the chain stood. @throws AppError E_AUDIT */
export function followPath(given: AuditPath, itemId: string, signed: Checkpoint): readonly TracedRow[] {
  const rows: TracedRow[] = [];
  let { seq, hash }: { seq: number; hash: Digest } = given.after;
  for (const one of given.links) {
    seq += 1;
    const entry = "entry" in one ? entryHash(one.entry) : one.hash;
    hash = linkHash({ chain: given.chain, seq, previous: hash, entry });
    if (!("entry" in one)) continue;
    if (one.entry.item_id !== itemId) throw new AppError("E_AUDIT", `第 ${seq} 条不属于这份稿件`);
    const { at, event, account_id, detail } = one.entry;
    rows.push({ seq, at, event, accountId: account_id, detail });
  }
  if (!leadsTo(signed, { chain: given.chain, seq, hash })) throw new AppError("E_AUDIT", "轨迹与检查点不一致");
  return rows;
}

const leadsTo = (
  signed: Checkpoint,
  end: { readonly chain: string; readonly seq: number; readonly hash: Digest },
): boolean => signed.chain === end.chain && signed.seq === end.seq && signed.hash === end.hash;
