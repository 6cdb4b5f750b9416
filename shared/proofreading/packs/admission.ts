/** Whether a lexicon pack may take the place of the installed one (R17): newer, not expired, and true to its own tests. */
import { AppError } from "../../failure";
import { placesOf, readMarked } from "../examples";
import type { Finding } from "../finding";
import { inspect } from "../run";
import type { PackTest } from "./lexicon-schema";
import type { Pack } from "./pack";
import type { PackManifest } from "./pack-file";

/** @throws AppError E_LEXICON_OLD unless the candidate is newer or a signed return to an older state. */
export function checkSuccession(candidate: PackManifest, installed: PackManifest | null): void {
  if (installed === null) return;
  if (candidate.id !== installed.id) throw new AppError("E_LEXICON", "不是同一个词库的包");
  if (candidate.version > installed.version) return;
  if (candidate.rollback && candidate.version < installed.version && candidate.issuedAt > installed.issuedAt) return;
  throw new AppError("E_LEXICON_OLD", `现有第 ${installed.version} 版，收到第 ${candidate.version} 版`);
}

export type PackAge = "fresh" | "stale" | "expired";

const DAY = 86_400_000;

/** How far a pack may still be believed on a day `YYYY-MM-DD`. */
export function ageOf(manifest: PackManifest, today: string): PackAge {
  if (manifest.expiresOn !== null && today > manifest.expiresOn) return "expired";
  const days = (Date.parse(today) - Date.parse(manifest.issuedAt.slice(0, 10))) / DAY;
  return days > manifest.staleAfterDays ? "stale" : "fresh";
}

export interface FailedTest {
  readonly test: PackTest;
  /** What came instead, as places; empty when nothing was found. */
  readonly found: readonly string[];
}

/** Runs a pack's self-tests on this engine with the pack beside the others. */
export function failedTests(tests: readonly PackTest[], packs: readonly Pack[], today: string): FailedTest[] {
  return tests.flatMap((test) => {
    const { blocks, expected } = readMarked(test.text);
    const own = inspect(blocks, { today, packs, metadata: null }).findings.filter(({ rule }) => rule === test.rule);
    const right = String(placesOf(own)) === String(placesOf(expected));
    const first = test.first === undefined || own[0]?.suggestions[0] === test.first;
    return right && first ? [] : [{ test, found: placesOf(own) }];
  });
}

export interface FindingsDiff {
  readonly gained: readonly Finding[];
  readonly lost: readonly Finding[];
}

/** What a new pack finds more and less in the same text. */
export function findingsDiff(before: readonly Finding[], after: readonly Finding[]): FindingsDiff {
  const key = ({ rule, block, start, end }: Finding): string => `${rule} ${block} ${start} ${end}`;
  const [old, fresh] = [new Set(before.map(key)), new Set(after.map(key))];
  return {
    gained: after.filter((item) => !old.has(key(item))),
    lost: before.filter((item) => !fresh.has(key(item))),
  };
}
