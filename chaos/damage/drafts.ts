/** A day's writing through the window's own stores, and whether all of it is there afterwards. Runs in Node and Chromium. */
import { createDesk } from "../../renderer/desk";
import { openRecordsOf } from "../../renderer/store/reconcile-start";
import type { Records } from "../../renderer/store/records";
import type { DeskBridge } from "../../shared/ipc/contract";
import type { Entry } from "../../shared/store/record";

export interface Window {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
  readonly get: (name: string) => string | null;
  readonly set: (name: string, value: string) => void;
}

export const openStores = (storeId: string, bridge: DeskBridge, window: Window): Promise<Records> =>
  openRecordsOf(storeId, { ask: createDesk(bridge).ask, port: window, memory: window });

const drafts = 30;
const keyOf = (draft: number): string => `body:item-${draft}`;
const isGone = (draft: number): boolean => draft % 7 === 6;
/** The last state of a draft. */
const textOf = (draft: number, round: number): string =>
  `第 ${draft} 稿第 ${round} 次：${"江天一色无纤尘".repeat(120)}`;
const rounds = 3;

const entryOf = (draft: number, text: string | null): Entry => ({
  table: "drafts",
  key: keyOf(draft),
  index: { draft },
  value: text === null ? null : { text },
});

/** Thirty drafts, each saved three times with a version; some are deleted in the end. */
export async function writeAll(records: Records): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    for (let draft = 0; draft < drafts; draft += 1) {
      const version: Entry = { table: "revisions", key: `item-${draft}:${round}`, index: {}, value: { round } };
      await records.append([entryOf(draft, textOf(draft, round)), version]);
    }
  }
  for (let draft = 0; draft < drafts; draft += 1) if (isGone(draft)) await records.append([entryOf(draft, null)]);
}

export interface Reading {
  /** Drafts and versions that were saved. */
  readonly saved: number;
  readonly lost: readonly string[];
  /** Deleted drafts that came back. */
  readonly risen: readonly string[];
  /** What the person was told. */
  readonly told: readonly string[];
}

export async function readAll(records: Records): Promise<Reading> {
  const found = new Map((await records.scan("drafts", "")).map(({ key, value }) => [key, JSON.stringify(value)]));
  const versions = new Set((await records.scan("revisions", "")).map(({ key }) => key));
  const all = Array.from({ length: drafts }, (_, draft) => draft);
  const kept = all.filter((draft) => !isGone(draft));
  const lostDrafts = kept.filter(
    (draft) => found.get(keyOf(draft)) !== JSON.stringify({ text: textOf(draft, rounds) }),
  );
  const wanted = all.flatMap((draft) => Array.from({ length: rounds }, (_, at) => `item-${draft}:${at + 1}`));
  const { repairs, trouble } = records.health.get();
  return {
    saved: kept.length + wanted.length,
    lost: [...lostDrafts.map(keyOf), ...wanted.filter((key) => !versions.has(key))],
    risen: all.filter((draft) => isGone(draft) && found.has(keyOf(draft))).map(keyOf),
    told: [...repairs, ...(trouble === null ? [] : [trouble.code])],
  };
}
