/**
 * The hash chain of an item's history. Receipts carry its head, so that what no person signs (who edited, what the machine
 * found) is bound by the platform when it happens and not only when a pack is made.
 */
import { digestOfJson } from "../digest";
import type { Digest } from "../schema";
import type { History } from "../workflow/history";

/** The head after each entry; `previous` is null before the first. */
export function headsOf(history: History): Digest[] {
  const heads: Digest[] = [];
  for (const entry of history) heads.push(digestOfJson({ entry, previous: heads.at(-1) ?? null }));
  return heads;
}

/** The head of a whole history. @throws Error for an empty one, which no receipt is about. */
export function headOf(history: History): Digest {
  const head = headsOf(history).at(-1);
  if (head === undefined) throw new Error("an empty history has no head");
  return head;
}
