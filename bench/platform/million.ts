/**
 * What grows with the archive, and what does not: the same requests at ten thousand items and at many more. Both archives lie
 * on one server, each with a process of the platform, and are asked in turn, so that what disturbs one disturbs the other.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { nodeCheck } from "../../node/signature-check";
import type { SeededCity } from "../../platform/demo/seed";
import { LiveSites } from "../../platform/live-sites";
import { createShelf } from "../../platform/packs/shelf";
import { migrate } from "../../platform/store/migrate";
import { openPostgres } from "../../platform/store/postgres";
import { quantile } from "../figure";
import { fillArchive, reviewerNumber, staffFor } from "./archive";
import { seedCity, site } from "./city";
import type { Cluster } from "./cluster";
import { type Answered, askedAtOnce } from "./crowd";
import { deskOf, seat, seatOf } from "./desks";
import { say, start } from "./load";
import { manuscripts } from "./manuscripts";
import { type Meter, meterOf } from "./meter";
import { type RequestName, type Requests, requestNames, requestsOf, type Scene } from "./requests";

export interface MillionPlan {
  readonly city: SeededCity;
  readonly folder: string;
  readonly cluster: Cluster;
  readonly sizes: readonly number[];
  readonly samples: number;
}

const EDITORS = 50;
const REVIEWERS = 5;
const KNOWN = 12;
/** Each kind so often first: a cold process would make the small archive look slow, and growth small. */
const WARM = 60;

/** Asked by everybody at once too. */
const atOnce: readonly RequestName[] = ["list, first page of an editor", "search in titles", "changes, the newest 50"];

/** What is filled outlives no run and is lost with it; what is measured runs on PostgreSQL's own settings. */
const filling = ["fsync=off", "wal_level=minimal", "max_wal_senders=0"];
const measuring = ["shared_preload_libraries=pg_stat_statements"];

export async function measureGrowth({ sizes, samples, ...plan }: MillionPlan): Promise<void> {
  const { cluster } = plan;
  cluster.restart(filling);
  const founded: Founded[] = [];
  for (const items of sizes) founded.push(await found(items, plan));
  cluster.restart(measuring);
  const meter = await meterOf(cluster);
  const archives: Archive[] = [];
  try {
    for (const each of founded) archives.push(await open(each, cluster));
    say("platforms started");
    for (const name of requestNames) await compare(name, { archives, samples, meter });
    console.log("  200 desks at once, of each archive in turn");
    for (const name of atOnce) await compareCrowds(name, archives);
  } finally {
    for (const { stop } of archives) await stop();
    await meter.close();
  }
}

interface Founded extends Omit<Scene, "target"> {
  readonly database: string;
  readonly folder: string;
}

async function found(items: number, plan: Omit<MillionPlan, "sizes" | "samples">): Promise<Founded> {
  const { city, cluster } = plan;
  const database = `archive${items}`;
  const folder = join(plan.folder, database);
  await mkdir(folder, { recursive: true });
  cluster.run("postgres", `create database ${database}`);
  const store = openPostgres(cluster.url(database));
  await migrate(store.db);
  await seedCity(store.db, folder, city);
  const staff = staffFor(items);
  const editors = Array.from({ length: Math.min(EDITORS, staff.editors) }, (_, number) => deskOf(seatOf(number)));
  const reviewers = Array.from({ length: Math.min(REVIEWERS, staff.reviewers) }, (_, number) =>
    deskOf({ ...seatOf(reviewerNumber(number), ["审核员"]), unitId: seatOf(number * 10).unitId }),
  );
  const rest = Array.from({ length: staff.editors - editors.length }, (_, at) => seatOf(editors.length + at));
  await seat(store.db, [...editors, ...reviewers]);
  await seat(store.db, rest);
  const sites = await LiveSites.open(store.db, nodeCheck);
  const texts = await manuscripts(createShelf({ db: store.db, sites, check: nodeCheck }), KNOWN);
  await store.close();
  const [sample] = texts;
  if (sample === undefined) throw new Error("no manuscript");
  const profileHash = sites.get(site)?.profileHash ?? "";
  await fillArchive({ url: cluster.url(database), items, sample, profileHash });
  say(`archive of ${items} items filled`);
  const bodies = texts.map((text) => JSON.stringify({ parent: null, ...text }));
  return { database, folder, editors, reviewers, bodies, items };
}

interface Archive {
  readonly items: number;
  readonly database: string;
  readonly requests: Requests;
  readonly stop: () => Promise<void>;
}

async function open({ database, folder, ...scene }: Founded, cluster: Cluster): Promise<Archive> {
  const { serving, target } = await start("platform", { folder, cluster, database });
  try {
    const requests = await requestsOf({ ...scene, target });
    return { items: scene.items, database, requests, stop: serving.stop };
  } catch (error) {
    await serving.stop();
    throw error;
  }
}

interface Comparison {
  readonly archives: readonly Archive[];
  readonly samples: number;
  readonly meter: Meter;
}

async function compare(name: RequestName, { archives, samples, meter }: Comparison): Promise<void> {
  const runs = archives.map(({ database, items, requests }) => {
    const run = requests[name];
    if (run === undefined) throw new Error(`no request ${name}`);
    return { database, items, run, times: [] as number[] };
  });
  for (let turn = 0; turn < WARM; turn += 1) for (const { run } of runs) await run(turn);
  const readings = () => Promise.all(runs.map(({ database }) => meter.read(database)));
  const before = await readings();
  for (let turn = 0; turn < samples; turn += 1)
    for (const { run, times } of runs) {
      const at = performance.now();
      await run(turn);
      times.push(performance.now() - at);
    }
  const after = await readings();
  const figures = runs.map(({ items, times }, at) => {
    const spent = (what: "pages" | "ms"): number => ((after[at]?.[what] ?? 0) - (before[at]?.[what] ?? 0)) / samples;
    return { items, p50: quantile(times, 0.5), p95: quantile(times, 0.95), ms: spent("ms"), pages: spent("pages") };
  });
  const [small, large] = [figures[0], figures.at(-1)];
  console.log(`    ${name}`);
  if (small === undefined || large === undefined) return;
  const line = (label: string, what: "p50" | "p95" | "ms" | "pages", unit: string): string =>
    `${label} ${figures.map((figure) => figure[what].toFixed(1)).join(" → ")}${unit}, × ${(large[what] / small[what]).toFixed(2)}`;
  console.log(`      ${line("p95", "p95", " ms")} (goal ≤ 2); ${line("p50", "p50", " ms")}`);
  console.log(`      of it in the database: ${line("", "ms", " ms").trim()}; ${line("pages", "pages", "")}`);
}

async function compareCrowds(name: RequestName, archives: readonly Archive[]): Promise<void> {
  const answered = await askedAtOnce(archives.map(({ requests }) => requests[name]));
  const [small, large] = [answered[0], answered.at(-1)];
  if (small === undefined || large === undefined) return;
  const shown = (what: keyof Answered): string => answered.map((each) => each[what].toFixed(0)).join(" → ");
  const growth = (large.p95 / small.p95).toFixed(2);
  console.log(
    `    ${name}: ${shown("perSecond")} a second; p95 ${shown("p95")} ms, × ${growth}; p50 ${shown("p50")} ms`,
  );
}
