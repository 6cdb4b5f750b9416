/** The backup 备份 of the desk (D8) as the window sees it. */
import { z } from "zod";
import { failure } from "../failure";
import { id, instant } from "../schema";

export const generation = z.string().regex(/^\d{8}T\d{6}Z$/);

export const drillLine = z.strictObject({
  at: instant,
  /** Null when it did not get as far as that. */
  generation: generation.nullable(),
  rows: z.number().int().nonnegative(),
  /** Rows equal byte for byte with those of the open store. */
  equal: z.number().int().nonnegative(),
  chunks: z.number().int().nonnegative(),
  failure: failure.nullable(),
});
export type DrillLine = z.infer<typeof drillLine>;

export const backupState = z.strictObject({
  folder: z.string(),
  /** False where the policy names no folder: the backups lie on this machine's own disk. */
  byPolicy: z.boolean(),
  keep: z.number().int().positive(),
  generations: z.array(generation),
  last: z
    .strictObject({ at: instant, rows: z.number().int().nonnegative(), bytes: z.number().int().nonnegative() })
    .nullable(),
  /** Why the last try failed; null when it did not. */
  failure: failure.nullable(),
  drills: z.array(drillLine),
});
export type BackupState = z.infer<typeof backupState>;

/** A backup that lies in the policy's folder and is of no store of this machine. */
export const restorable = z.strictObject({
  storeId: id,
  generation,
  at: instant,
  rows: z.number().int().nonnegative(),
  owner: z.string(),
  /** Another store of the same certificate is on this machine: restored, this one lies beside it. */
  beside: z.boolean(),
});
export type Restorable = z.infer<typeof restorable>;
