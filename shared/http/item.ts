/** Items on the wire. */
import { z } from "zod";
import { content } from "../model/content";
import { ledger } from "../proofreading/ledger";
import { digest, id, instant } from "../schema";
import { signedReceipt } from "../trust/receipt";
import { signedStatement } from "../trust/statement";
import { historyEntry } from "../workflow/history";

export const itemSummary = z.strictObject({
  itemId: id,
  site: id,
  title: z.string(),
  itemType: z.string(),
  columnId: z.string(),
  important: z.boolean(),
  revision: z.number().int(),
  contentHash: digest,
  phase: z.enum(["draft", "in-review", "returned", "approved", "in-repository", "published", "withdrawn"]),
  /** Name of the step that acts next, empty when none does. */
  nextStep: z.string(),
  /** True when the signed-in account may act at that step, or publish. */
  waitingForMe: z.boolean(),
  /** True when the signed-in person is among the authors. */
  mine: z.boolean(),
  updatedAt: instant,
});
export type ItemSummary = z.infer<typeof itemSummary>;

/** Without a limit the whole list is answered; title and phase narrow pages only. */
export const itemsWish = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).optional(),
  /** The `next` of the page before. */
  after: z.string().max(120).optional(),
  title: z.string().min(1).max(100).optional(),
  phase: itemSummary.shape.phase.optional(),
});
export const itemsPage = z.strictObject({
  items: z.array(itemSummary),
  /** Where the next page begins, null after the last; only where pages were asked for. */
  next: z.string().nullable().optional(),
});

export const itemDetail = z.strictObject({
  summary: itemSummary,
  content,
  ledger,
  history: z.array(historyEntry),
  statements: z.array(signedStatement),
  receipts: z.array(signedReceipt),
  repoId: id.nullable(),
  /** Path of the public page, empty until published. */
  publicPath: z.string(),
  /** Unit of whoever began the item (RP-5); copies kept by older workstations have none. */
  unitName: z.string().max(100).optional(),
});
export type ItemDetail = z.infer<typeof itemDetail>;

export const revisionRequest = z.strictObject({ parent: digest.nullable(), content, ledger });
export const reviewRequest = z.strictObject({ signed: signedStatement, ledger });
/** The ledger is the one the item was released with: the platform has it. */
export const takedownRequest = z.strictObject({ signed: signedStatement });

/** The answer to every operation that takes effect. The same key gets the same answer again. */
export const effect = z.strictObject({ receipt: signedReceipt, summary: itemSummary.nullable() });
export type Effect = z.infer<typeof effect>;
