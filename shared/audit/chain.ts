/**
 * The audit chain 审计链 (LG-1): each row is bound to the one before by its hash. What a row says is hashed by itself
 * first, so that a trace of one item can show that nothing was left out or moved between its rows, without telling what
 * the rows of others say.
 */
import { z } from "zod";
import { digestOfJson } from "../digest";
import { type Digest, id, instant } from "../schema";

/** A city's site; or what belongs to no city. */
export const chainName = z.union([id, z.literal("@platform"), z.literal("@before")]);
export const PLATFORM_CHAIN = "@platform";
/** Rows of before there was one chain for each city. */
export const EARLIER_CHAIN = "@before";

/** What every chain begins with. */
export const FIRST: Digest = `sha-256:${"0".repeat(64)}`;

export const auditEntry = z.strictObject({
  at: instant,
  event: z.string().max(200),
  account_id: z.string().max(200),
  item_id: z.string().max(200),
  detail: z.string().max(1_000),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const entryHash = ({ at, event, account_id, item_id, detail }: AuditEntry): Digest =>
  digestOfJson({ at, event, account_id, item_id, detail });

export interface Link {
  readonly chain: string;
  readonly seq: number;
  readonly previous: string;
  readonly entry: Digest;
}

export const linkHash = ({ chain, entry, previous, seq }: Link): Digest =>
  digestOfJson({ chain, entry, previous, seq });

/** A row as it lies in a store. */
export interface AuditRow extends AuditEntry {
  readonly chain: string;
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
}

/** The hash that a row must have, by the rule of its chain. */
export function hashOfRow(row: AuditRow): Digest {
  const { chain, seq, previous, at, event, account_id, item_id, detail } = row;
  if (chain === EARLIER_CHAIN) return digestOfJson({ seq, at, event, account_id, item_id, detail, previous });
  return linkHash({ chain, seq, previous, entry: entryHash(row) });
}
