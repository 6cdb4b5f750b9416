/** Takes the first version that stands: verifies what was downloaded, and leads the data back where an older one needs it. */
import { AppError } from "../../shared/failure";
import { type Candidate, startOrder } from "../../shared/update/choose";
import type { RollbackOrder } from "../../shared/update/manifest";
import { isWithdrawn } from "../../shared/update/manifest";
import {
  type Fallback,
  faultOf,
  fellBack,
  isBad,
  isSpent,
  kept,
  markBad,
  type Starts,
} from "../../shared/update/starts";
import { isOlder } from "../../shared/update/version";
import { readBuildIdentity } from "../build-identity";
import { identityFolderOf, storesFolder, versionFolder } from "../update/places";
import { verifyVersion } from "../update/verify-version";
import { type Returned, returnData } from "./data-return";
import { folderOf, type Ground, type Survey } from "./survey";

export interface Picked {
  readonly candidate: Candidate;
  /** The version's own folder. */
  readonly folder: string;
  readonly starts: Starts;
}

interface Standing {
  readonly candidate: Candidate;
  readonly folder: string;
  /** Version of the stores' records that it reads; null when it does not say. */
  readonly dataVersion: number | null;
}

export interface PickParts extends Ground {
  readonly clock: () => Date;
  /** One line for the log: what was passed over and why. */
  readonly say: (line: string) => void;
}

/** Null when nothing on this machine may be started. */
export async function pick(parts: PickParts, found: Survey, before: Starts): Promise<Picked | null> {
  const { candidates, rollback, minimum } = found;
  const present = candidates.map(({ version }) => version);
  const starts = kept(before, [...present, ...(before.last === null ? [] : [before.last])]);
  // What was started last and is gone was taken away, which is no better than damaged.
  const damaged = new Set<string>(starts.last === null || present.includes(starts.last) ? [] : [starts.last]);
  for (const candidate of startOrder({ candidates, starts, rollback, minimum })) {
    const standing = await stand(parts, found, candidate);
    if (standing === null) damaged.add(candidate.version);
    else return settle({ parts, rollback, starts, damaged }, standing);
  }
  return null;
}

async function stand(parts: PickParts, { identity, trust }: Survey, candidate: Candidate): Promise<Standing | null> {
  const { data, edition, say } = parts;
  const { version, place } = candidate;
  const folder = folderOf(parts, candidate);
  try {
    if (place === "installed") {
      const { storeSchema } = readBuildIdentity(identityFolderOf(folder), edition);
      return { candidate, folder, dataVersion: storeSchema ?? null };
    }
    const release = await verifyVersion(versionFolder(data, version), version, trust);
    if (release.edition !== identity.edition) throw new AppError("E_UPDATE_OTHER");
    return { candidate, folder, dataVersion: release.data.writes };
  } catch (error) {
    // Whatever is wrong with one version, the next one is tried.
    say(`版本 ${version} 没有通过核验，未启动：${error instanceof AppError ? error.message : String(error)}`);
    return null;
  }
}

interface Settling {
  readonly parts: PickParts;
  readonly rollback: RollbackOrder | null;
  readonly starts: Starts;
  readonly damaged: ReadonlySet<string>;
}

async function settle({ parts, rollback, starts, damaged }: Settling, standing: Standing): Promise<Picked> {
  const { candidate, folder, dataVersion } = standing;
  const now = parts.clock();
  const { last } = starts;
  const isBack = last !== null && isOlder(candidate.version, last);
  // Only on the way back: a desk of the same or a newer version brings its data forward itself.
  const data = await lead(parts, isBack ? dataVersion : null);
  const spent = Object.keys(starts.versions).filter(
    (version) => version !== candidate.version && isSpent(starts, version) && !isBad(starts, version),
  );
  const marked = spent.reduce((before, version) => markBad(before, version, now), starts);
  if (!isBack) return { candidate, folder, starts: marked };
  const about: Fallback = {
    from: last,
    to: candidate.version,
    at: now.toISOString(),
    why: whyLeft({ starts, rollback, damaged }, last),
    storesReturned: data.returned.length,
    storesStuck: data.stuck.length,
  };
  return { candidate, folder, starts: fellBack(marked, about) };
}

function whyLeft({ starts, rollback, damaged }: Omit<Settling, "parts">, last: string): Fallback["why"] {
  if (rollback !== null && isWithdrawn(rollback, last)) return "ordered";
  return damaged.has(last) ? "damaged" : faultOf(starts, last);
}

async function lead(parts: PickParts, dataVersion: number | null): Promise<Returned> {
  const { fs, data, clock, say } = parts;
  try {
    return await returnData({ fs, stores: storesFolder(data), now: clock() }, dataVersion);
  } catch (error) {
    // The store refuses an older version by name and stays as it is; the rest of the workstation serves.
    say(`本机存储没有退回：${error instanceof AppError ? error.message : String(error)}`);
    return { returned: [], stuck: ["?"] };
  }
}
