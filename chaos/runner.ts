/** Runs campaigns one after another; each outcome is on disk before the next fault is done. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Campaign, holds } from "./campaign";
import { addOutcome, type ResultRow, readResults, type Tried, writeResults } from "./results";

export interface RunOptions {
  readonly quick: boolean;
  readonly seed: number;
  readonly count: number;
  readonly say: (line: string) => void;
  /** Where counts add up over runs; null keeps them in memory, as tests do. */
  readonly resultsFile: string | null;
  /** Fingerprint of what a campaign tries, at this moment. */
  readonly versionOf: (campaign: string) => string;
}

/** What this run counted, and the campaigns that broke off with an error. */
export interface RunReport {
  readonly rows: readonly ResultRow[];
  readonly broken: readonly { readonly campaign: string; readonly error: unknown }[];
}

export const sound = ({ rows, broken }: RunReport): boolean => broken.length === 0 && rows.every(holds);

export async function runCampaigns(campaigns: readonly Campaign[], options: RunOptions): Promise<RunReport> {
  let rows: readonly ResultRow[] = [];
  const broken: { campaign: string; error: unknown }[] = [];
  for (const campaign of campaigns) {
    options.say(`== ${campaign.name}：${campaign.title}（种子 ${options.seed}）`);
    const outcome = await runOne(campaign, options);
    rows = [...rows, ...outcome.rows];
    if (outcome.error !== null) broken.push({ campaign: campaign.name, error: outcome.error.cause });
  }
  return { rows, broken };
}

async function runOne(campaign: Campaign, { resultsFile, versionOf, ...options }: RunOptions) {
  // Before the first fault: what is written while it runs was not tried.
  const tried: Tried = { campaign: campaign.name, version: versionOf(campaign.name) };
  const folder = mkdtempSync(join(tmpdir(), `caibian-chaos-${campaign.name}-`));
  // A database server that refuses to be root must be able to pass through.
  chmodSync(folder, 0o711);
  let rows: readonly ResultRow[] = [];
  let kept: Promise<void> = Promise.resolve();
  let error: { readonly cause: unknown } | null = null;
  try {
    await campaign.run({
      ...options,
      folder,
      note: (outcome) => {
        rows = addOutcome(rows, tried, outcome);
        if (resultsFile === null) return;
        kept = kept.then(() => writeResults(resultsFile, addOutcome(readResults(resultsFile), tried, outcome)));
      },
    });
  } catch (cause) {
    error = { cause };
  }
  await kept;
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A disk that is still mounted there, after a campaign that broke off.
    options.say(`  ! 没有清理干净：${folder}`);
  }
  return { rows, error };
}
