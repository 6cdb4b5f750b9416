/**
 * What the counts of a campaign are about: the sources it tries and its own, and a fingerprint of them. Counts of another
 * fingerprint are counts of an earlier version, and are never added to those of the present one.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Places of the sources, below the root: files, or folders with all that is in them. */
type Places = readonly string[];

const index: Places = ["renderer/store/database.ts", "renderer/store/records.ts", "shared/store"];
const desk: Places = ["shared/sync", "renderer/sync", "main/sync.ts"];
const effects: Places = ["change", "fate", "operation", "revise"].map((name) => `platform/effects/${name}.ts`);
const postgres: Places = ["postgres", "pipeline", "lane"].map((name) => `platform/store/${name}.ts`);
const statements: Places = ["prepared", "brief", "coming"].map((name) => `platform/store/${name}.ts`);
// What the stores keep has campaigns of its own.
const sync: Places = [...desk, "main/platform/client.ts", "platform/feed.ts", ...effects, "chaos/sync/world"];

const subjects: Readonly<Record<string, Places>> = {
  kill: ["main/journal", "renderer/store", "renderer/editor", "chaos/kill"],
  "power-journal": ["main/journal", "chaos/power/journal.ts", "chaos/ledger"],
  "power-index": [...index, "chaos/power/index-database.ts", "chaos/ledger"],
  "power-embedded": ["platform/store/embedded.ts", "platform/store/durable-fs.ts", "chaos/ledger"],
  "power-postgres": [...postgres, "chaos/ledger"],
  "power-blobs": ["platform/blobs", "chaos/ledger"],
  "damage-journal": ["main/journal", "renderer/store", "shared/store", "chaos/damage"],
  "damage-index": ["main/journal", "renderer/store", "shared/store", "chaos/damage"],
  "disk-journal": ["main/journal", "chaos/disk/full-journal.ts"],
  "disk-stores": ["main/journal", "renderer/store", "shared/store", "chaos/disk/full-stores.ts"],
  "disk-workstation": ["main/journal", "renderer/store", "shared/store", "chaos/disk/full-workstation.ts"],
  platform: [...effects, "platform/store/embedded.ts", "platform/store/durable-fs.ts", "chaos/platform"],
  "platform-postgres": [...effects, ...postgres, ...statements, "chaos/platform"],
  "sync-model": ["shared/sync"],
  "sync-faults": [...sync, "chaos/sync/schedule"],
  "sync-day": [...sync, "chaos/sync/day"],
  updates: ["main/update", "main/launcher", "shared/update", "chaos/updates"],
};

/** A campaign that names no places is about the whole product. */
const product: Places = ["shared", "node", "main", "renderer", "platform"];

export const subjectOf = (campaign: string): Places => subjects[campaign] ?? product;

/** Short hash over names and contents of the sources there; tests are no part of what runs. */
export function fingerprintOf(root: string, places: Places): string {
  const hash = createHash("sha256");
  for (const file of sourcesAt(root, places)) {
    hash.update(`${file}\0`);
    hash.update(
      createHash("sha256")
        .update(readFileSync(join(root, file)))
        .digest(),
    );
  }
  return hash.digest("hex").slice(0, 12);
}

/** @throws Error when a place is not there any more, or holds no sources */
function sourcesAt(root: string, places: Places): readonly string[] {
  const found = places.flatMap((place) => {
    if (!statSync(join(root, place)).isDirectory()) return [place];
    const inside = readdirSync(join(root, place), { recursive: true, encoding: "utf8" }).filter(isSource);
    if (inside.length === 0) throw new Error(`no sources in ${place}`);
    return inside.map((file) => `${place}/${file.replaceAll("\\", "/")}`);
  });
  return [...new Set(found)].sort();
}

const isSource = (file: string): boolean => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file);
