/** Submissions under load: the platform, and Fastify with the driver alone running the same SQL, in turns over one engine. */
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../../e2e/proxy";
import { nodeCheck } from "../../node/signature-check";
import type { SeededCity } from "../../platform/demo/seed";
import { LiveSites } from "../../platform/live-sites";
import { createShelf } from "../../platform/packs/shelf";
import { openEmbedded } from "../../platform/store/embedded";
import { migrate } from "../../platform/store/migrate";
import { openPostgres } from "../../platform/store/postgres";
import type { Store } from "../../platform/store/tables";
import { proofNonceHeader } from "../../shared/http/proof";
import { median } from "../median";
import { seedCity } from "./city";
import type { Cluster } from "./cluster";
import { deskOf, seat, seatOf } from "./desks";
import { type Drive, drive, type Load, type Target } from "./driving";
import { manuscripts } from "./manuscripts";
import { type Serving, type ServingOrder, serve } from "./serving";

export interface LoadPlan {
  readonly city: SeededCity;
  readonly folder: string;
  readonly cluster: Cluster | null;
  readonly desks: number;
  readonly seconds: number;
  readonly rounds: number;
  /** How many texts there are: more than the platform remembers the passes of, unless it is only tried out. */
  readonly texts: number;
}

/** Of these few it remembers all: what a submission costs without its machine pass. */
const KNOWN = 24;
/** Until the engine has compiled what runs often; before that a process answers half as much. */
const WARM_SECONDS = 8;
/** A pass takes a core for a tenth of a second, and 200 desks wait for each other. */
const PASS_SECONDS = 20;

export const audience = "https://cms.bench.example";

/** Founds the database that both servers begin with. */
export async function found(store: Store, plan: LoadPlan, folder: string) {
  await migrate(store.db);
  await seedCity(store.db, folder, plan.city);
  const desks = Array.from({ length: plan.desks }, (_, number) => deskOf(seatOf(number)));
  await seat(store.db, desks);
  const sites = await LiveSites.open(store.db, nodeCheck);
  const texts = await manuscripts(createShelf({ db: store.db, sites, check: nodeCheck }), plan.texts);
  return { desks, bodies: texts.map((text) => JSON.stringify({ parent: null, ...text })) };
}

export async function measureLoad(plan: LoadPlan): Promise<void> {
  const { cluster } = plan;
  const folder = join(plan.folder, cluster === null ? "embedded" : "postgres");
  await mkdir(folder, { recursive: true });
  cluster?.run("postgres", "create database load");
  const store = cluster === null ? await openEmbedded(join(folder, "platform")) : openPostgres(cluster.url("load"));
  const { desks, bodies } = await found(store, plan, folder);
  await store.close();
  say("founded");
  const twin = `${folder}-bare`;
  await cp(folder, twin, { recursive: true });
  cluster?.run("postgres", "create database bare template load");
  const target = await start("platform", { folder, cluster, database: "load" });
  const bare = await start("bare", { folder: twin, cluster, database: "bare" });
  say("both servers started");
  try {
    await compare({ target, bare, drive: { desks, bodies, seconds: plan.seconds }, rounds: plan.rounds });
  } finally {
    await target.serving.stop();
    await bare.serving.stop();
  }
}

/** Preparing takes long on a busy machine: what is under way is told apart from the figures. */
export function say(step: string): void {
  console.error(`    … ${step} (${(performance.now() / 1_000).toFixed(0)} s)`);
}

interface Started {
  readonly serving: Serving;
  readonly target: Target;
}

interface Place {
  readonly folder: string;
  readonly cluster: Cluster | null;
  readonly database: string;
}

export async function start(kind: "platform" | "bare", { folder, cluster, database }: Place): Promise<Started> {
  const port = await freePort();
  const order: ServingOrder = {
    folder,
    port,
    audience,
    ...(cluster === null ? {} : { databaseUrl: cluster.url(database) }),
  };
  const serving = await serve(kind, order);
  const url = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${url}/health`);
  const nonce = answer.headers.get(proofNonceHeader) ?? "";
  const formal = cluster !== null && kind === "platform";
  return { serving, target: { url, audience: formal ? audience : url, forwarded: formal, nonce } };
}

interface Comparison {
  readonly target: Started;
  readonly bare: Started;
  readonly drive: Drive;
  readonly rounds: number;
}

async function compare({ target, bare, drive: plan, rounds }: Comparison): Promise<void> {
  const known = { ...plan, bodies: plan.bodies.slice(0, KNOWN) };
  const warm = { ...known, seconds: WARM_SECONDS };
  const begun = await drive(target.target, warm);
  const bareBegun = await drive(bare.target, warm);
  const [ours, theirs]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measured(target, whole(known, begun)));
    theirs.push(await measured(bare, whole(known, bareBegun)));
  }
  print("submission, machine pass remembered", ours);
  print(`bare Fastify with the same SQL (${String(bare.serving.said)})`, theirs);
  const ratio = median(ours.map((load, round) => load.perSecond / (theirs[round]?.perSecond ?? Number.NaN)));
  console.log(`    platform / bare: ${(ratio * 100).toFixed(0)} % (goal ≥ 70 %)`);
  // Last, because what is still waiting for its pass at the end would disturb what comes after.
  print("submission of a new text with its machine pass", [await measured(target, { ...plan, seconds: PASS_SECONDS })]);
}

interface Measured extends Load {
  /** Of the server's process, for each answer: what else the machine does changes it least. */
  readonly cpuMs: number;
}

async function measured({ serving, target }: Started, plan: Drive): Promise<Measured> {
  const before = await serving.cpu();
  const load = await drive(target, plan);
  return { ...load, cpuMs: ((await serving.cpu()) - before) / load.answered };
}

/** About as many requests as the seconds of a round take, the same for each desk. */
function whole(plan: Drive, { perSecond }: Load): Drive {
  const each = Math.ceil((perSecond * plan.seconds) / plan.desks.length);
  return { ...plan, amount: Math.max(2, each) * plan.desks.length };
}

function print(name: string, loads: readonly Measured[]): void {
  const of = (figure: (load: Measured) => number, digits = 0): string => median(loads.map(figure)).toFixed(digits);
  const errors = loads.reduce((sum, load) => sum + load.errors, 0);
  const rate = `${of(({ perSecond }) => perSecond, 1)}/s`;
  const times = `p50 ${of(({ p50 }) => p50)} ms, p99 ${of(({ p99 }) => p99)} ms`;
  console.log(`    ${name}: ${rate}, ${times}, CPU ${of(({ cpuMs }) => cpuMs, 2)} ms each, errors ${errors}`);
}
