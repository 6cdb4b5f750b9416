/**
 * The platform under load (docs/scaling.md): 200 signed-in desks that submit, beside a bare server that runs the same SQL,
 * on the embedded database and on PostgreSQL; and what a million items make of lists, reads and submissions.
 * `npm run bench -- platform` is the short form; words after it choose parts (`embedded`, `postgres`, `growth`) and sizes
 * (`million` or `items=300000`, `desks=50`, `load=30` for seconds a round, `texts=10`).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SeededCity } from "../platform/demo/seed";
import { never } from "../shared/never";
import { foundBenchCity } from "./platform/city";
import { type Cluster, startCluster } from "./platform/cluster";
import { measureLoad, say } from "./platform/load";
import { measureGrowth } from "./platform/million";

const DESKS = 200;
/** The platform remembers the passes of the last 40 texts: in turn, none of so many is among them. */
const TEXTS = 60;
/** Of each kind, of each archive; every twentieth is above its p95. */
const SAMPLES = 400;
/** Items that the larger archive is compared with. */
const SMALL = 10_000;

const parts = ["embedded", "postgres", "growth"] as const;
type Part = (typeof parts)[number];

export async function platform(options: readonly string[]): Promise<void> {
  const named = parts.filter((part) => options.includes(part));
  const folder = mkdtempSync(join(tmpdir(), "caibian-platform-bench-"));
  const started = await startCluster();
  const cluster = "cluster" in started ? started.cluster : null;
  if ("missing" in started) console.log(`  PostgreSQL: not measured: ${started.missing}`);
  try {
    const city = await foundBenchCity();
    say("city founded");
    for (const part of named.length === 0 ? parts : named) await measure(part, { city, folder, cluster, options });
  } finally {
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly city: SeededCity;
  readonly folder: string;
  readonly cluster: Cluster | null;
  readonly options: readonly string[];
}

async function measure(part: Part, { city, folder, cluster, options }: Place): Promise<void> {
  const desks = optionOf(options, "desks", DESKS);
  const load = {
    city,
    folder,
    desks,
    seconds: optionOf(options, "load", 6),
    rounds: 3,
    texts: optionOf(options, "texts", TEXTS),
  };
  switch (part) {
    case "embedded":
      console.log(`  embedded database, ${desks} desks at once`);
      return measureLoad({ ...load, cluster: null });
    case "postgres":
      if (cluster === null) return;
      console.log(`  PostgreSQL ${cluster.version}, ${desks} desks at once`);
      return measureLoad({ ...load, cluster });
    case "growth": {
      if (cluster === null) return;
      const sizes = [SMALL, optionOf(options, "items", options.includes("million") ? 1_000_000 : 100_000)];
      console.log("  archive in PostgreSQL, one request after the other");
      return measureGrowth({ city, folder, cluster, sizes, samples: SAMPLES });
    }
    default:
      return never(part);
  }
}

function optionOf(options: readonly string[], name: string, otherwise: number): number {
  const given = options.find((option) => option.startsWith(`${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 1));
}
