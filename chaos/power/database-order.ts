/** What a process of child-database.ts is told to do. */
import { z } from "zod";

export const databaseOrder = z.strictObject({
  mode: z.enum(["write", "read"]),
  engine: z.enum(["embedded", "stock", "postgres"]),
  /** A folder, or the address of a server. */
  place: z.string(),
  /** An empty cluster to copy, which is faster than initdb. */
  template: z.string().optional(),
  next: z.number().int().nonnegative(),
});

export type DatabaseOrder = z.infer<typeof databaseOrder>;

export const databaseRows = z.array(z.tuple([z.string(), z.string()]));
