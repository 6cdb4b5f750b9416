/** Documents of all levels to what holds; one that would contradict what stands above it is left out, and told. */
import { contradictions } from "./contradictions";
import { policyLevels } from "./key-row";
import { policyKeyOf } from "./key-table";
import type { PolicyFault } from "./reading";
import { type LevelDocument, type Resolution, resolve } from "./resolve";
import type { PolicyValues } from "./values";

export interface Combination {
  readonly resolution: Resolution;
  readonly left: readonly { readonly document: LevelDocument; readonly faults: readonly PolicyFault[] }[];
}

/** E.g. a unit's address ranges in which the platform does not lie: going by them would end all work. */
export function combine(documents: readonly LevelDocument[]): Combination {
  const kept: LevelDocument[] = [];
  const left: { document: LevelDocument; faults: readonly PolicyFault[] }[] = [];
  for (const level of policyLevels) {
    for (const document of documents.filter((one) => one.level === level)) {
      const faults = contradictions(valuesOf(resolve([...kept, document])));
      if (faults.length === 0) kept.push(document);
      else left.push({ document, faults });
    }
  }
  return { resolution: resolve(kept), left };
}

const valuesOf = ({ keys }: Resolution): PolicyValues =>
  Object.fromEntries(keys.flatMap(({ key, value }) => (value === null ? [] : [[key, value]])));

/** What a running workstation goes by: keys that are read at the start stay as they were then. */
export function running(atStart: Resolution, now: Resolution): Resolution {
  const started = new Map(atStart.keys.map((row) => [row.key, row]));
  const keys = now.keys.map((row) => (policyKeyOf(row.key).effect === "live" ? row : (started.get(row.key) ?? row)));
  return { keys, ignored: now.ignored };
}
