/**
 * The platform under load (docs/scaling.md): 200 signed-in desks that submit, beside a bare server that runs the same SQL,
 * on the embedded database and on PostgreSQL; and what a million items make of lists, reads and submissions.
 * `npm run bench -- platform` is the short form; `platform million` takes 1,000,000 items, `platform load=30` longer rounds,
 * `platform postgres` leaves the embedded database out, `platform growth` the load.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foundBenchCity } from "./platform/city";
import { type Cluster, startCluster } from "./platform/cluster";
import { measureLoad, say } from "./platform/load";
import { measureGrowth } from "./platform/million";

const DESKS = 200;
/** Items that the larger archive is compared with. */
const SMALL = 10_000;

export async function platform(options: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "caibian-platform-bench-"));
  const started = await startCluster();
  const cluster = "cluster" in started ? started.cluster : null;
  if ("missing" in started) console.log(`  PostgreSQL: not measured: ${started.missing}`);
  try {
    const city = await foundBenchCity();
    say("city founded");
    const plan = { city, folder, desks: DESKS, seconds: optionOf(options, "load", 6), rounds: 3 };
    const chosen = engines(cluster).filter(([name]) => !options.includes("postgres") || !name.startsWith("embedded"));
    for (const [name, on] of options.includes("growth") ? [] : chosen) {
      console.log(`  ${name}, ${DESKS} desks at once`);
      await measureLoad({ ...plan, cluster: on });
    }
    if (cluster !== null) {
      const sizes = [SMALL, optionOf(options, "items", options.includes("million") ? 1_000_000 : 100_000)];
      console.log("  archive in PostgreSQL, one request after the other");
      await measureGrowth({ city, folder, cluster, sizes, samples: 100 });
    }
  } finally {
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function engines(cluster: Cluster | null): readonly (readonly [string, Cluster | null])[] {
  const embedded = ["embedded database", null] as const;
  return cluster === null ? [embedded] : [embedded, [`PostgreSQL ${cluster.version}`, cluster]];
}

function optionOf(options: readonly string[], name: string, otherwise: number): number {
  const given = options.find((option) => option.startsWith(`${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 1));
}
