/** 待更正: items that are approved or published already and in which a new pack finds an error (R18). Kept sealed on this machine. */
import { z } from "zod";
import type { ItemSummary } from "../../shared/http/item";
import { finding } from "../../shared/proofreading/finding";
import { digest, instant } from "../../shared/schema";

export const correction = z.strictObject({
  itemId: z.string(),
  title: z.string(),
  contentHash: digest,
  foundAt: instant,
  /** The first of them; `count` says how many there are. */
  findings: z.array(finding).max(20),
  count: z.number().int().positive(),
});
export type Correction = z.infer<typeof correction>;

/** What the last scan went by and brought, and what a person has settled. */
export const scanRecord = z.strictObject({
  /** Hashes of the packs it went by. */
  packs: z.string(),
  at: instant,
  scanned: z.number().int(),
  drafts: z.number().int(),
  tasks: z.array(correction).max(5_000),
  /** Items and content of tasks that a person has closed, `item hash`. */
  settled: z.array(z.string()).max(20_000),
});
export type ScanRecord = z.infer<typeof scanRecord>;

export const taskKey = ({ itemId, contentHash }: Pick<Correction, "itemId" | "contentHash">): string =>
  `${itemId} ${contentHash}`;

/** A task stands while the item still has the text in which the error was found, and nobody has closed it. */
export function openTasks(record: ScanRecord | null, items: readonly ItemSummary[]): readonly Correction[] {
  if (record === null) return [];
  const current = new Set(items.map(taskKey));
  const settled = new Set(record.settled);
  return record.tasks.filter((task) => current.has(taskKey(task)) && !settled.has(taskKey(task)));
}
