/** From 已送达 to 已上报: the platform is asked whether it shows what its receipt says, and the draft is settled. */
import { toFailure } from "../../shared/failure";
import type { LocalDrafts, Settled } from "../store/drafts";
import type { PlatformItems } from "../store/items";
import type { Outbox } from "./outbox";
import type { OutboxValue } from "./outbox-record";
import { isConfirmed } from "./receipt-match";

export interface ConfirmationParts {
  readonly outbox: Outbox;
  readonly drafts: LocalDrafts;
  readonly items: PlatformItems;
  readonly clock: () => Date;
}

/** @throws AppError when the platform or the local stores do not answer; asked again in the next round. */
export async function confirmAcknowledged(parts: ConfirmationParts): Promise<void> {
  const waiting = parts.outbox.view.get().values.filter((value) => value.state === "acknowledged");
  for (const itemId of new Set(waiting.map((value) => value.itemId))) {
    const detail = await parts.items.fetch(itemId).catch(unlessHidden);
    if (detail === null) continue;
    const shown = waiting.filter((value) => value.itemId === itemId && isConfirmed(value, detail));
    const ids = shown.map((value) => value.operationId);
    await parts.outbox.changeAll(ids, { state: "confirmed", endedAt: parts.clock().toISOString() });
    await settleItem(itemId, parts);
  }
}

/** An item that has gone out of this person's sight, or that only a newer version can read, stays 已送达, and keeps no other from being confirmed. */
function unlessHidden(error: unknown): null {
  const { code } = toFailure(error);
  if (code === "E_PERM" || code === "E_NOT_FOUND" || code === "E_NEWER") return null;
  throw error;
}

/** When nothing of an item is open any more, its draft goes, or comes back if a person took the rest back. */
export async function settleItem(itemId: string, { outbox, drafts }: Omit<ConfirmationParts, "items" | "clock">) {
  if (outbox.open(itemId).length > 0) return;
  const values = outbox.view.get().values.filter((value) => value.itemId === itemId);
  const last = values.at(-1);
  if (last?.state === "confirmed") {
    const taken = takenOf(values);
    if (taken !== null) await drafts.settle(itemId, taken);
  } else {
    await drafts.reopen(itemId, takenOf(values));
  }
}

/** What the platform has of the item by now, as far as this machine's operations tell. */
export function takenOf(values: readonly OutboxValue[]): Settled | null {
  const has = values.filter((value) => value.state === "confirmed" || value.state === "acknowledged");
  const content = has.filter((value) => value.kind === "revision" || value.kind === "review").at(-1);
  if (content === undefined) return null;
  const statementHash = has.filter((value) => value.kind === "review").at(-1)?.statementHash ?? null;
  return { contentHash: content.contentHash, statementHash };
}
