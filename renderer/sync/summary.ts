/** The one line in the title bar that must always be true. Pure. */
import type { SessionView } from "../../shared/ipc/contract";
import { type OperationState, operationStates } from "../../shared/sync/operation";
import type { OutboxEntry, SyncState } from "../services";

export interface PendingItem {
  readonly itemId: string;
  readonly title: string;
  readonly queuedAt: string;
  /** The state that says most about what the person must know. */
  readonly state: OperationState;
  readonly entries: readonly OutboxEntry[];
  /** The entry that holds the others up, with its failure. */
  readonly head: OutboxEntry;
}

const ended: ReadonlySet<OperationState> = new Set(["confirmed", "withdrawn"]);
/** Most urgent first. */
const urgency: readonly OperationState[] = ["conflict", "rejected", "sending", "waiting", "queued", "acknowledged"];

/** Items with anything not yet 已上报, oldest first: the list behind every 待上报 count. */
export function pendingItems(entries: readonly OutboxEntry[]): PendingItem[] {
  const open = entries.filter((entry) => !ended.has(entry.state));
  const itemIds = [...new Set(open.map((entry) => entry.operation.body.itemId))];
  return itemIds.flatMap((itemId) => {
    const mine = open.filter((entry) => entry.operation.body.itemId === itemId);
    const state = urgency.find((name) => mine.some((entry) => entry.state === name));
    const head = mine.find((entry) => entry.state === state);
    if (state === undefined || head === undefined) return [];
    return [{ itemId, title: head.title, queuedAt: head.queuedAt, state, entries: mine, head }];
  });
}

export interface Summary {
  readonly words: string;
  readonly tone: "calm" | "attention" | "trouble" | "good";
}

/** 离线 · 3 待上报 … Trouble that needs a person comes first. */
export function syncSummary(sync: SyncState, session: SessionView): Summary {
  const pending = pendingItems(sync.entries);
  const count = (state: OperationState) => pending.filter((item) => item.state === state).length;
  const place = session.state !== "online" ? "未登录" : sync.reachable ? "在线" : "离线";
  const waiting = pending.length - count("conflict") - count("rejected") - count("acknowledged");
  const parts = [
    [count("conflict"), operationStates.conflict],
    [count("rejected"), operationStates.rejected],
    [waiting, operationStates.queued],
    [count("acknowledged"), operationStates.acknowledged],
  ] as const;
  const words = parts.filter(([amount]) => amount > 0).map(([amount, name]) => `${amount} ${name}`);
  const tone = count("conflict") + count("rejected") > 0 ? "trouble" : toneOf(place, pending.length);
  return { words: [place, ...(words.length === 0 ? [allSent(place)] : words)].join(" · "), tone };
}

const allSent = (place: string) => (place === "在线" ? "全部已上报" : "没有待上报");

function toneOf(place: string, pending: number): Summary["tone"] {
  if (place !== "在线") return "attention";
  return pending === 0 ? "good" : "calm";
}
