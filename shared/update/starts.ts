/**
 * What the launcher remembers of starts (L9): pure. A start is counted before the program runs and forgotten when it went
 * well, so that a start cut off by anything, even a power cut, is one that did not go well.
 */
import { z } from "zod";
import { releaseVersion } from "../model/build-identity";
import { instant } from "../schema";

/** So many starts in a row that went wrong, and the version is left. */
export const STARTS_BEFORE_BAD = 2;

export const startFault = z.enum(["crashed", "hung", "refused", "cut-off"]);
export type StartFault = z.infer<typeof startFault>;

const versionRecord = z.strictObject({
  /** Starts since the last one that went well. */
  attempts: z.number().int().min(0).max(1_000),
  /** It ran well once on this machine. */
  proved: z.boolean(),
  lastFault: startFault.nullable(),
  /** Left since then; never started again while another version is there. */
  badSince: instant.nullable(),
});
type VersionRecord = z.infer<typeof versionRecord>;

/** A way back that was gone, told to the person until it is seen. */
export const fallback = z.strictObject({
  from: releaseVersion,
  to: releaseVersion,
  at: instant,
  /** `ordered`: by a signed order. `damaged`: its files are no longer what was signed. */
  why: z.enum([...startFault.options, "ordered", "damaged"]),
  /** Stores that went back to the data from before the newer version. */
  storesReturned: z.number().int().nonnegative(),
  /** Stores that only the newer version can open; nothing in them was touched. */
  storesStuck: z.number().int().nonnegative(),
});
export type Fallback = z.infer<typeof fallback>;

export const starts = z.strictObject({
  format: z.literal("caibian-starts/1"),
  versions: z.record(releaseVersion, versionRecord),
  /** The version that was started last. */
  last: releaseVersion.nullable(),
  untold: z.array(fallback).max(10),
});
export type Starts = z.infer<typeof starts>;

export const noStarts: Starts = { format: "caibian-starts/1", versions: {}, last: null, untold: [] };

const fresh: VersionRecord = { attempts: 0, proved: false, lastFault: null, badSince: null };
const recordOf = ({ versions }: Starts, version: string): VersionRecord => versions[version] ?? fresh;

function changed(before: Starts, version: string, change: Partial<VersionRecord>): Starts {
  const record = { ...recordOf(before, version), ...change };
  return { ...before, versions: { ...before.versions, [version]: record } };
}

/** Before the program runs. Until something else is heard, it was cut off. */
export const begun = (before: Starts, version: string): Starts => ({
  ...changed(before, version, { attempts: recordOf(before, version).attempts + 1, lastFault: "cut-off" }),
  last: version,
});

/**
 * `healthy`: window and program stood for a while. `clean`: it ended as it should. `elsewhere`: another one runs already,
 * which says nothing about this version. `refused`: it would not start here, e.g. for the machine's policy.
 */
export type StartOutcome = "healthy" | "clean" | "elsewhere" | "refused" | "crashed" | "hung";

export function ended(before: Starts, version: string, outcome: StartOutcome): Starts {
  const { attempts, proved } = recordOf(before, version);
  const undone = changed(before, version, { attempts: Math.max(0, attempts - 1), lastFault: null });
  switch (outcome) {
    case "healthy":
      return changed(before, version, { attempts: 0, proved: true, lastFault: null, badSince: null });
    case "clean":
      return changed(before, version, { attempts: 0, lastFault: null });
    case "elsewhere":
      return undone;
    case "refused":
      // What ran well here once refuses the machine's policy, not itself; another version would do no better.
      return proved ? undone : changed(before, version, { lastFault: "refused" });
    default:
      return changed(before, version, { lastFault: outcome });
  }
}

export const isSpent = (before: Starts, version: string): boolean =>
  recordOf(before, version).attempts >= STARTS_BEFORE_BAD;
export const isBad = (before: Starts, version: string): boolean => recordOf(before, version).badSince !== null;
export const faultOf = (before: Starts, version: string): StartFault =>
  recordOf(before, version).lastFault ?? "cut-off";
export const badVersions = ({ versions }: Starts): readonly string[] =>
  Object.entries(versions).flatMap(([version, { badSince }]) => (badSince === null ? [] : [version]));

export const markBad = (before: Starts, version: string, now: Date): Starts =>
  changed(before, version, { badSince: now.toISOString() });

export const fellBack = (before: Starts, about: Fallback): Starts => ({
  ...before,
  untold: [...before.untold, about].slice(-10),
});

export const told = (before: Starts): Starts => ({ ...before, untold: [] });

/** Versions that are no longer on the machine are forgotten, so that one laid there anew begins anew. */
export const kept = (before: Starts, present: readonly string[]): Starts => ({
  ...before,
  versions: Object.fromEntries(Object.entries(before.versions).filter(([version]) => present.includes(version))),
});
