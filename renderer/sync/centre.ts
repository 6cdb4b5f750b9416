/** The sync centre's lists: every item this machine has something to say about, under the state that matters. Pure. */
import { type OperationKind, type OperationState, operationStates } from "../../shared/sync/operation";
import { type Receipt, receipt } from "../../shared/trust/receipt";
import type { OutboxValue } from "./outbox-record";

/** Most urgent first; also the order on the screen. */
export const groupIds = ["conflict", "rejected", "waiting", "sending", "queued", "acknowledged", "confirmed"] as const;
export type GroupId = (typeof groupIds)[number];

/** Names of the groups: the words of the state itself, and for what is done, of the day. */
export const groupNames = {
  conflict: operationStates.conflict,
  rejected: operationStates.rejected,
  waiting: operationStates.waiting,
  sending: operationStates.sending,
  queued: operationStates.queued,
  acknowledged: operationStates.acknowledged,
  confirmed: "今天已上报",
} as const satisfies Record<GroupId, string>;

export const stepNames = {
  revision: "稿件版本",
  file: "附件",
  review: "签名",
  ingest: "入库",
  publish: "发布",
  takedown: "下线令",
} as const satisfies Record<OperationKind, string>;

export interface CentreItem {
  readonly itemId: string;
  readonly title: string;
  readonly group: GroupId;
  /** In the order of delivery. */
  readonly steps: readonly OutboxValue[];
  /** The step that holds the others up, or the last one that is done. */
  readonly head: OutboxValue;
  readonly since: string;
}

export interface CentreGroup {
  readonly id: GroupId;
  readonly items: readonly CentreItem[];
}

/** Every group that has an item; within a group what waits longest comes first, what is done last comes first. */
export function centreGroups(values: readonly OutboxValue[], today: string): readonly CentreGroup[] {
  const byItem = new Map<string, OutboxValue[]>();
  for (const value of values) byItem.set(value.itemId, [...(byItem.get(value.itemId) ?? []), value]);
  const items = [...byItem.values()].flatMap((steps) => itemOf(steps, today) ?? []);
  return groupIds.flatMap((id) => {
    const mine = items.filter((item) => item.group === id);
    const sorted = mine.toSorted((a, b) => (a.since < b.since ? -1 : 1));
    return mine.length === 0 ? [] : [{ id, items: id === "confirmed" ? sorted.toReversed() : sorted }];
  });
}

function itemOf(values: readonly OutboxValue[], today: string): CentreItem | null {
  const steps = values.toSorted((a, b) => a.order - b.order);
  const open = steps.filter(({ endedAt }) => endedAt === null);
  const group = groupIds.find((id) => open.some(({ state }) => state === id));
  const head = open.find(({ state }) => state === group);
  if (group !== undefined && head !== undefined) {
    const { itemId, title, queuedAt } = head;
    // What went before and is done belongs to the same delivery.
    return { itemId, title, group, steps: ofThisDelivery(steps, open), head, since: queuedAt };
  }
  const done = steps.filter(
    ({ state, endedAt }) => state === "confirmed" && endedAt !== null && dayOf(endedAt) === today,
  );
  const last = done.findLast(({ kind }) => kind !== "file");
  if (last?.endedAt === undefined || last.endedAt === null) return null;
  return { itemId: last.itemId, title: last.title, group: "confirmed", steps: done, head: last, since: last.endedAt };
}

function ofThisDelivery(steps: readonly OutboxValue[], open: readonly OutboxValue[]): readonly OutboxValue[] {
  const begun = open[0]?.queuedAt ?? "";
  return steps.filter(
    ({ endedAt, state, queuedAt }) => endedAt === null || (state !== "withdrawn" && queuedAt >= begun),
  );
}

/** The day in Beijing, where every desk stands. */
export const dayOf = (instant: string): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** What a stored receipt says; null while there is none. It was verified in main before it was stored. */
export function receiptOf({ receipt: stored }: Pick<OutboxValue, "receipt">): Receipt | null {
  if (stored === null) return null;
  try {
    const parsed = receipt.safeParse(JSON.parse(stored.receipt));
    return parsed.success ? parsed.data : null;
  } catch {
    // A text that is no receipt says nothing.
    return null;
  }
}

/** When a step is tried next: null when it waits for nothing but its turn. */
export function nextTry({ state, dueAt }: Pick<OutboxValue, "state" | "dueAt">, now: number): number | null {
  const waits: ReadonlySet<OperationState> = new Set(["waiting"]);
  return waits.has(state) && dueAt > now ? dueAt : null;
}
