/** The change feed of a site, and what became of one operation, on the wire. */
import { z } from "zod";
import { digest, id } from "../schema";
import { effect } from "./item";

export const feedEntry = z.strictObject({
  seq: z.number().int().positive(),
  itemId: id,
  /** Tombstone 墓碑: this person may not see the item any more, or it was removed. */
  gone: z.boolean(),
});

export const changes = z.strictObject({
  /** Which city's feed this is, and under which key its receipts are: a foreign platform shows by them. */
  site: id,
  receiptKey: digest,
  /** Another one than before: the platform was restored from a backup, and the numbers count on from there. */
  epoch: id,
  /** Contiguous from the number asked for. */
  entries: z.array(feedEntry),
  next: z.number().int().nonnegative(),
});
export type Changes = z.infer<typeof changes>;

/** What became of an operation of this account. */
export const operationFate = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("unknown") }),
  z.strictObject({ state: z.literal("effect"), answer: effect }),
  z.strictObject({ state: z.literal("stored"), hash: digest }),
]);
export type OperationFate = z.infer<typeof operationFate>;
