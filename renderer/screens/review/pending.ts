/** What this machine has sent or queued for an item: the buttons wait for it, a refusal is told. */

import { operationStates } from "../../../shared/sync/operation";
import type { HistoryEntry } from "../../../shared/workflow/history";
import type { OutboxEntry } from "../../services";

const names = {
  revision: "新版本",
  file: "附件",
  review: "签名",
  takedown: "撤稿单",
  ingest: "入库",
  publish: "发布",
} as const;

export interface Pending {
  readonly kind: "none" | "waiting" | "refused";
  readonly sentence: string;
}

const nothing: Pending = { kind: "none", sentence: "" };

/** Judges the newest entry of the item; one that is older than what the platform has recorded since is past. */
export function pendingOf(
  entries: readonly OutboxEntry[],
  itemId: string,
  history: readonly Pick<HistoryEntry, "at">[],
): Pending {
  const [newest] = entries
    .filter(({ operation }) => operation.body.itemId === itemId)
    .sort((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1));
  if (newest === undefined) return nothing;
  const name = names[newest.operation.body.kind];
  switch (newest.state) {
    case "confirmed":
    case "withdrawn":
      return nothing;
    case "rejected":
    case "conflict": {
      if (newest.queuedAt <= (history.at(-1)?.at ?? "")) return nothing;
      const why = newest.failure === null ? "" : `：${newest.failure.detail}（${newest.failure.code}）`;
      return { kind: "refused", sentence: `平台没有接受您的${name}${why}` };
    }
    default:
      return { kind: "waiting", sentence: `${name}：${operationStates[newest.state]}，待平台确认。` };
  }
}

/** How many operations of the item the platform has confirmed: when it grows, the item has changed there. */
export function confirmedCount(entries: readonly OutboxEntry[], itemId: string): number {
  return entries.filter(({ operation, state }) => operation.body.itemId === itemId && state === "confirmed").length;
}
