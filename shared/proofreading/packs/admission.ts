/**
 * Whether a lexicon pack may take the place of the installed one (R17). The order of judgement is fixed: form, signature,
 * engine, succession, expiry, hygiene, self-tests; the first that fails is told and the installed one stays.
 */
import { AppError } from "../../failure";
import { placesOf, readMarked } from "../examples";
import type { Finding } from "../finding";
import { inspect } from "../run";
import type { PackTest } from "./lexicon-schema";
import { ageOf, loadPack } from "./load-pack";
import type { Pack } from "./pack";
import { type PackContents, type PackManifest, type PackTrust, readPackFile } from "./pack-file";
import { type PackSurroundings, packComplaints } from "./pack-hygiene";

export interface Admission extends PackSurroundings {
  readonly trust: PackTrust;
  /** The issue that is installed now; null when none is. */
  readonly installed: PackManifest | null;
  /** The day of the judgement, `YYYY-MM-DD`. */
  readonly today: string;
}

/** @throws AppError E_LEXICON, E_LEXICON_SIGN, E_LEXICON_OLD, E_LEXICON_EXPIRED, E_LEXICON_TEST, E_TOO_LARGE */
export function admitPack(bytes: Uint8Array, { trust, installed, today, ...around }: Admission): PackContents {
  const contents = readPackFile(bytes, trust);
  checkSuccession(contents.manifest, installed);
  if (ageOf(contents.manifest, today) === "expired")
    throw new AppError("E_LEXICON_EXPIRED", `有效期至 ${contents.manifest.expiresOn}`);
  checkSoundness(contents, around, today);
  return contents;
}

/** Hygiene and self-tests: also what the maker asks before it signs. @throws AppError E_LEXICON, E_LEXICON_TEST */
export function checkSoundness(contents: PackContents, around: PackSurroundings, today: string): void {
  const complaints = packComplaints(contents, around);
  if (complaints.length > 0) throw new AppError("E_LEXICON_TEST", summed(complaints));
  const failed = failedTests(contents.tests, [...around.beside, loadPack(contents, today)], today);
  if (failed.length > 0) throw new AppError("E_LEXICON_TEST", summed(failed.map(wordsOf)));
}

const SHOWN = 3;

function summed(lines: readonly string[]): string {
  const rest = lines.length - SHOWN;
  return lines.slice(0, SHOWN).join("；") + (rest > 0 ? `；另有 ${rest} 处` : "");
}

const LONG = 40;

function wordsOf({ test, found }: FailedTest): string {
  const text = test.text.length > LONG ? `${test.text.slice(0, LONG)}…` : test.text;
  const came = found.length === 0 ? "没有查出" : `查出 ${found.length} 处，与标注不符`;
  return `规则 ${test.rule} 的自检“${text}”${came}`;
}

/** @throws AppError E_LEXICON_OLD unless the candidate is newer or a signed return to an older state. */
export function checkSuccession(candidate: PackManifest, installed: PackManifest | null): void {
  if (installed === null) return;
  if (candidate.id !== installed.id) throw new AppError("E_LEXICON", "不是同一个词库的包");
  // Issued later in any case: what was once taken back cannot be played again.
  const isLater = candidate.issuedAt > installed.issuedAt;
  if (isLater && candidate.version > installed.version) return;
  if (isLater && candidate.rollback && candidate.version < installed.version) return;
  throw new AppError("E_LEXICON_OLD", `现有第 ${installed.version} 版，收到第 ${candidate.version} 版`);
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
