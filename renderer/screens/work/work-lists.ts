/** Which items stand under which tab. Pure, so that every count equals its list (N1). */
import type { ItemSummary } from "../../../shared/http/item";
import { phases } from "../../../shared/workflow/state";
import type { Correction } from "../../packs/corrections";
import type { DraftSummary, OutboxEntry } from "../../services";
import { type PendingItem, pendingItems } from "../../sync/summary";

export interface WorkLists {
  readonly drafts: readonly DraftSummary[];
  readonly waiting: readonly ItemSummary[];
  readonly returned: readonly ItemSummary[];
  readonly unsent: readonly PendingItem[];
  /** 待更正: out already, and a newer pack finds an error in it. Such an item stands under its own tab besides. */
  readonly corrections: readonly CorrectionItem[];
  readonly done: readonly ItemSummary[];
}

export interface CorrectionItem {
  readonly item: ItemSummary;
  readonly task: Correction;
}

export interface WorkFacts {
  readonly drafts: readonly DraftSummary[];
  readonly items: readonly ItemSummary[];
  readonly entries: readonly OutboxEntry[];
  readonly tasks?: readonly Correction[];
}

/** An item stands under exactly one platform tab; while a decision on it waits here, it stands under 待上报 instead. */
export function workLists({ drafts, items, entries, tasks = [] }: WorkFacts): WorkLists {
  const unsent = pendingItems(entries);
  const pending = new Set(unsent.map((item) => item.itemId));
  const free = items.filter((item) => !pending.has(item.itemId)).toSorted(newestFirst);
  const isReturned = (item: ItemSummary) => item.phase === "returned" && item.mine;
  const isWaiting = (item: ItemSummary) => item.waitingForMe && item.phase !== "returned";
  return {
    drafts,
    unsent,
    returned: free.filter(isReturned),
    waiting: free.filter(isWaiting),
    corrections: tasks.flatMap((task) => {
      const item = items.find(({ itemId }) => itemId === task.itemId);
      return item === undefined ? [] : [{ item, task }];
    }),
    done: free.filter((item) => !isReturned(item) && !isWaiting(item)),
  };
}

const newestFirst = (a: ItemSummary, b: ItemSummary) => (a.updatedAt < b.updatedAt ? 1 : -1);

/** Keeps the rows whose title holds every word that was typed. */
export function matching<T extends { readonly title: string }>(rows: readonly T[], query: string): readonly T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => row.title.toLowerCase().includes(word)));
}

/** 环节: the level an item has reached, in the words of its city. */
export function levelOf(item: Pick<ItemSummary, "phase" | "nextStep">): string {
  const waits = (item.phase === "in-review" || item.phase === "draft") && item.nextStep !== "";
  return waits ? `待${item.nextStep}` : phases[item.phase];
}
