/** An admitted lexicon pack made ready for passes. */
import { AppError } from "../../failure";
import type { PatternRule } from "../rule";
import { dayOf } from "../run";
import type { Speller } from "../spelling/speller";
import { spellerOf } from "../spelling/statistical-speller";
import type { Pack } from "./pack";
import type { PackAge } from "./pack-age";
import type { PackContents, PackManifest } from "./pack-file";
import { ruleOf } from "./pack-rules";

/** What of a pack travels from where it was verified to where it works: everything but its signature and tests. */
export type PackData = Pick<PackContents, "manifest" | "hash" | "lexicon" | "patterns" | "model">;

const DAY = 86_400_000;

/** How far a pack may still be believed on a day `YYYY-MM-DD`. */
export function ageOf(
  manifest: Pick<PackManifest, "expiresOn" | "issuedAt" | "staleAfterDays">,
  today: string,
): PackAge {
  if (manifest.expiresOn !== null && today > manifest.expiresOn) return "expired";
  return daysOld(manifest, today) > manifest.staleAfterDays ? "stale" : "fresh";
}

/** Whole days between the issue of a pack and a day; none for a pack from tomorrow. */
export function daysOld({ issuedAt }: Pick<PackManifest, "issuedAt">, today: string): number {
  return Math.max(0, Math.floor((Date.parse(today) - Date.parse(dayOf(issuedAt))) / DAY));
}

interface Working {
  readonly rules: readonly PatternRule[];
  readonly spelling: Speller | null;
}

const working = new WeakMap<PackData, Working>();

/**
 * The pack as it stands on the day of a pass. An expired one is named in the report and finds nothing: a list of persons
 * that nobody has renewed is worse than none. @throws AppError E_LEXICON for a model this engine cannot read
 */
export function loadPack(data: PackData, today: string): Pack {
  const { manifest, hash, lexicon } = data;
  const age = ageOf(manifest, today);
  const named = { id: manifest.id, version: String(manifest.version), hash, issuedAt: manifest.issuedAt, age };
  if (age === "expired") return { ...named, lexicon: {} };
  const { rules, spelling } = workingOf(data);
  return { ...named, lexicon, rules, ...(spelling === null ? {} : { spelling }) };
}

function workingOf(data: PackData): Working {
  const known = working.get(data);
  if (known !== undefined) return known;
  const made = { rules: data.patterns.map(ruleOf), spelling: data.model === null ? null : modelOf(data.model) };
  working.set(data, made);
  return made;
}

function modelOf(bytes: Uint8Array): Speller {
  const speller = openModel(bytes);
  if (speller === null) throw new AppError("E_LEXICON", "词库包中的拼写模型不是本版本所用的");
  return speller;
}

function openModel(bytes: Uint8Array): Speller | null {
  try {
    return spellerOf(bytes);
  } catch (cause) {
    throw new AppError("E_LEXICON", "词库包中的拼写模型无法读取", { cause });
  }
}
