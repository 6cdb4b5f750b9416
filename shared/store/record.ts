/**
 * Local records: what the journal appends and Dexie indexes.
 * `index` is clear (ids, times, states); `sealed` is AES-256-GCM ciphertext that only main can open.
 */
import { z } from "zod";
import { base64, instant } from "../schema";

export const tables = ["drafts", "revisions", "outbox", "items", "files", "settings"] as const;
export type TableName = (typeof tables)[number];

const clearValue = z.union([z.string().max(200), z.number(), z.boolean(), z.null()]);
const key = z.string().min(1).max(200);

/** A plaintext record on its way into the journal. `value` null deletes the key. */
export const entry = z.strictObject({
  table: z.enum(tables),
  key,
  index: z.record(z.string(), clearValue),
  value: z.json().nullable(),
});
export type Entry = z.infer<typeof entry>;

/** A record as it lies in both stores. `seq` is the journal sequence number; `sealed` null is a deletion. */
export const sealedRecord = z.strictObject({
  table: z.enum(tables),
  key,
  index: z.record(z.string(), clearValue),
  seq: z.number().int().nonnegative(),
  sealed: base64.nullable(),
});
export type SealedRecord = z.infer<typeof sealedRecord>;

/** Where a record stands, for reconciliation. */
export const position = sealedRecord.pick({ table: true, key: true, seq: true }).extend({ deleted: z.boolean() });
export type Position = z.infer<typeof position>;

export const appended = z.strictObject({ savedAt: instant, records: z.array(sealedRecord) });
export const journalHealth = z.strictObject({
  /** What recovery did at start, in Chinese, one line each; empty when all was well. */
  repairs: z.array(z.string()),
  records: z.number().int(),
  bytes: z.number().int(),
  freeBytes: z.number(),
  readOnly: z.boolean(),
});
