/**
 * After a pack has changed, everything held on this machine is looked at again (R18): drafts, and the copies of what is
 * approved or published. New errors in what is out already become tasks; nothing is changed by itself.
 */
import type { ItemDetail, ItemSummary } from "../../shared/http/item";
import { contentOf } from "../../shared/model/content";
import type { Finding, Report } from "../../shared/proofreading/finding";
import { findingsDiff } from "../../shared/proofreading/packs/admission";
import { ageOf, type PackData } from "../../shared/proofreading/packs/load-pack";
import { dayOf } from "../../shared/proofreading/run";
import type { Profile } from "../../shared/workflow/profile";
import type { Draft, Drafts, Items } from "../services";
import { createSignal, type Signal } from "../signal";
import { json } from "../store/draft-record";
import type { Records } from "../store/records";
import { type Correction, openTasks, type ScanRecord, scanRecord, taskKey } from "./corrections";
import type { PassRunner, StartRunner } from "./pass-runner";

export interface RetroParts {
  readonly records: Pick<Records, "append" | "get" | "note">;
  readonly drafts: Pick<Drafts, "list" | "open">;
  readonly items: Pick<Items, "list" | "subscribe"> & {
    /** The sealed copies on this machine; items without one are left out. */
    readonly copies: (itemIds: readonly string[]) => Promise<readonly ItemDetail[]>;
  };
  readonly startRunner: StartRunner;
  readonly clock: () => Date;
}

export interface RetroState {
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly record: ScanRecord | null;
  readonly tasks: readonly Correction[];
}

export interface RetroScan {
  readonly state: Signal<RetroState>;
  readonly load: () => Promise<void>;
  /** Scans when the packs are not those of the last scan. */
  readonly follow: (packs: readonly PackData[], profile: Profile | null) => Promise<void>;
  readonly scan: (packs: readonly PackData[], profile: Profile) => Promise<void>;
  /** What was found so far is kept; the rest is scanned with the next start. */
  readonly cancel: () => void;
  readonly settle: (task: Correction) => Promise<void>;
  readonly forget: () => void;
}

const KEY = "retro-scan";
const nothing: RetroState = { progress: null, record: null, tasks: [] };
const out: ReadonlySet<ItemSummary["phase"]> = new Set(["approved", "in-repository", "published"]);
/** Copies opened at one time, and passes between two words about progress. */
const BATCH = 20;
const SHOWN = 20;

export const packsKey = (packs: readonly PackData[]): string => packs.map(({ hash }) => hash).join(" ");

export function createRetroScan(parts: RetroParts): RetroScan {
  const { records, items, clock } = parts;
  const state = createSignal<RetroState>(nothing);
  let running: { cancelled: boolean; readonly runner: PassRunner } | null = null;

  const show = (change: Partial<RetroState>): void => {
    const next = { ...state.get(), ...change };
    state.set({ ...next, tasks: openTasks(next.record, items.list()) });
  };
  const keep = async (record: ScanRecord): Promise<void> => {
    await records.append([{ table: "settings", key: KEY, index: {}, value: json(record) }]);
    show({ record });
  };
  const stopWatching = items.subscribe(() => state.get().record !== null && show({}));

  const scan = async (packs: readonly PackData[], profile: Profile): Promise<void> => {
    running?.runner.stop();
    const now = clock().toISOString();
    const valid = packs.filter(({ manifest }) => ageOf(manifest, dayOf(now)) !== "expired");
    const job = { cancelled: false, runner: parts.startRunner({ profile, packs: valid }) };
    running = job;
    const outside = items.list().filter(({ phase }) => out.has(phase));
    const drafts = parts.drafts.list();
    const total = outside.length + drafts.length;
    const tasks: Correction[] = [];
    let done = 0;
    let touched = 0;
    const step = (): void => {
      done += 1;
      if (done % BATCH === 0 || done === total) show({ progress: { done, total } });
    };
    show({ progress: { done, total } });
    try {
      for (let at = 0; at < outside.length && !job.cancelled; at += BATCH) {
        const batch = outside.slice(at, at + BATCH);
        const copies = await items.copies(batch.map(({ itemId }) => itemId));
        for (const copy of copies) {
          if (job.cancelled) break;
          const task = await correctionOf(copy, job.runner, now);
          if (task !== null) tasks.push(task);
        }
        for (let count = 0; count < batch.length; count += 1) step();
      }
      for (const { itemId } of drafts) {
        if (job.cancelled) break;
        if (await hasNew(await parts.drafts.open(itemId), job.runner)) touched += 1;
        step();
      }
    } catch (error) {
      // Stopped in the middle of a pass is what was asked for; anything else goes on to whoever asked.
      if (!job.cancelled) throw error;
    } finally {
      job.runner.stop();
      if (running === job) {
        running = null;
        show({ progress: null });
      }
    }
    const before = state.get().record;
    const seen = new Set(tasks.map(taskKey));
    const left = job.cancelled ? (before?.tasks ?? []).filter((task) => !seen.has(taskKey(task))) : [];
    await keep({
      // A scan that was broken off is not the scan of these packs: the next start does it whole.
      packs: job.cancelled ? "" : packsKey(packs),
      at: now,
      scanned: done,
      drafts: touched,
      tasks: [...tasks, ...left],
      settled: before?.settled ?? [],
    });
  };

  return {
    state,
    load: async () => {
      const [stored] = await records.get("settings", [KEY]);
      const parsed = scanRecord.safeParse(stored?.value);
      show({ record: parsed.success ? parsed.data : null });
    },
    follow: async (packs, profile) => {
      if (profile === null || running !== null || packsKey(packs) === (state.get().record?.packs ?? "")) return;
      await scan(packs, profile);
    },
    scan,
    cancel: () => {
      if (running === null) return;
      running.cancelled = true;
      running.runner.stop();
    },
    settle: async (task) => {
      const { record } = state.get();
      if (record !== null) await keep({ ...record, settled: [...record.settled, taskKey(task)] });
    },
    forget: () => {
      stopWatching();
      if (running !== null) running.cancelled = true;
      running?.runner.stop();
      state.set(nothing);
    },
  };
}

/** Judged by the day of the item's last change, so that only the packs make the difference and not the calendar. */
async function correctionOf(detail: ItemDetail, runner: PassRunner, foundAt: string): Promise<Correction | null> {
  const { summary, content, ledger } = detail;
  const report = await runner.run(content, summary.updatedAt);
  const gained = serious(ledger.findings, report);
  if (gained.length === 0) return null;
  const { itemId, title, contentHash } = summary;
  return { itemId, title, contentHash, foundAt, findings: gained.slice(0, SHOWN), count: gained.length };
}

async function hasNew(draft: Draft, runner: PassRunner): Promise<boolean> {
  const report = await runner.run(contentOf(draft.document, draft.metadata), draft.updatedAt);
  return serious(draft.report?.findings ?? [], report).length > 0;
}

function serious(before: readonly Finding[], { findings }: Report): readonly Finding[] {
  return findingsDiff(before, findings).gained.filter(({ severity }) => severity === "block" || severity === "error");
}
