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

interface Titled {
  readonly itemId: string;
  readonly title: string;
}

/** What was typed, and whom the search has found by it so far, in the order of likeness. */
export interface Sought {
  readonly query: string;
  readonly found: ReadonlyMap<string, number>;
}

/** Keeps what the search has found, best first, and besides it what holds every word in its title. */
export function matching<T extends Titled>(rows: readonly T[], { query, found }: Sought): readonly T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const rank = ({ itemId }: T) => found.get(itemId) ?? Number.POSITIVE_INFINITY;
  const kept = rows.filter(
    (row) => found.has(row.itemId) || words.every((word) => row.title.toLowerCase().includes(word)),
  );
  return kept.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

export const PAGE_ROWS = 50;

export interface Paged {
  readonly lists: WorkLists;
  readonly total: number;
}

/** One page of a tab: of ten thousand drafts only those on the screen become lines. */
export function pageOf(lists: WorkLists, tab: keyof WorkLists, sought: Sought & { readonly page: number }): Paged {
  const cut = <T>(list: readonly T[], about: (each: T) => Titled) => {
    const kept = matching(
      list.map((each) => ({ each, itemId: about(each).itemId, title: about(each).title })),
      sought,
    );
    const start = (sought.page - 1) * PAGE_ROWS;
    return { rows: kept.slice(start, start + PAGE_ROWS).map(({ each }) => each), total: kept.length };
  };
  if (tab === "corrections") {
    const { rows, total } = cut(lists.corrections, ({ item }) => item);
    return { lists: { ...lists, corrections: rows }, total };
  }
  const { rows, total } = cut<Titled>(lists[tab], (each) => each);
  return { lists: { ...lists, [tab]: rows }, total };
}

/** 环节: the level an item has reached, in the words of its city. */
export function levelOf(item: Pick<ItemSummary, "phase" | "nextStep">): string {
  const waits = (item.phase === "in-review" || item.phase === "draft") && item.nextStep !== "";
  return waits ? `待${item.nextStep}` : phases[item.phase];
}
