/**
 * Counts of all runs so far, in a file: a campaign that is stopped goes on from what it reached. They are kept by version
 * of what was tried (subject.ts): a repair begins at zero, and what was counted before it stays known as counted before.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { writeFileAtomic } from "../node/atomic-file";
import type { Outcome } from "./campaign";

const count = z.number().int().nonnegative();

const row = z.object({
  campaign: z.string(),
  case: z.string(),
  /** Fingerprint of what was tried; none in counts older than fingerprints. */
  version: z.string().default(""),
  runs: count,
  acknowledged: count,
  lost: count,
  doubled: count,
  control: z.boolean(),
  /** Notes of the runs that did not hold: where to look. */
  notes: z.array(z.string()),
});

export type ResultRow = z.infer<typeof row>;

const notesKept = 20;

export function readResults(file: string): readonly ResultRow[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return z.array(row).parse(JSON.parse(text));
}

export const writeResults = (file: string, rows: readonly ResultRow[]): Promise<void> =>
  writeFileAtomic(file, `${JSON.stringify(rows, null, 2)}\n`, 0o644);

/** A campaign, and the version of what it tries. */
export type Tried = Pick<ResultRow, "campaign" | "version">;

/** The rows with one outcome more. */
export function addOutcome(rows: readonly ResultRow[], tried: Tried, outcome: Outcome): readonly ResultRow[] {
  const isIts = (each: ResultRow) => isOf(tried, each) && each.case === outcome.case;
  const before = rows.find(isIts);
  const after = sum(before, tried, outcome);
  return before === undefined ? [...rows, after] : rows.map((each) => (isIts(each) ? after : each));
}

export const isOf = ({ campaign, version }: Tried, row: ResultRow): boolean =>
  row.campaign === campaign && row.version === version;

function sum(before: ResultRow | undefined, { campaign, version }: Tried, outcome: Outcome): ResultRow {
  const { note } = outcome;
  return {
    campaign,
    case: outcome.case,
    version,
    runs: (before?.runs ?? 0) + outcome.runs,
    acknowledged: (before?.acknowledged ?? 0) + outcome.acknowledged,
    lost: (before?.lost ?? 0) + outcome.lost,
    doubled: (before?.doubled ?? 0) + outcome.doubled,
    control: outcome.control ?? false,
    notes: [...(before?.notes ?? []), ...(note === undefined ? [] : [note])].slice(-notesKept),
  };
}
