/** What grows with the archive, and what does not: the same requests at ten thousand items and at many more. */
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { nodeCheck } from "../../node/signature-check";
import type { SeededCity } from "../../platform/demo/seed";
import { LiveSites } from "../../platform/live-sites";
import { createShelf } from "../../platform/packs/shelf";
import { migrate } from "../../platform/store/migrate";
import { openPostgres } from "../../platform/store/postgres";
import { itemsPage } from "../../shared/http/item";
import { quantile } from "../figure";
import { fillArchive, reviewerNumber, staffFor } from "./archive";
import { seedCity, site } from "./city";
import type { Cluster } from "./cluster";
import { type Desk, deskOf, seat, seatOf } from "./desks";
import { type Ask, headersFor, type Target } from "./driving";
import { say, start } from "./load";
import { manuscripts } from "./manuscripts";

export interface MillionPlan {
  readonly city: SeededCity;
  readonly folder: string;
  readonly cluster: Cluster;
  readonly sizes: readonly number[];
  readonly samples: number;
}

const EDITORS = 20;
const REVIEWERS = 5;
const KNOWN = 12;
/** Each kind so often first: a cold process would make the small archive look slow, and growth small. */
const WARM = 60;

type Times = Readonly<Record<string, readonly number[]>>;

export async function measureGrowth({ sizes, ...plan }: MillionPlan): Promise<void> {
  const measured: Times[] = [];
  for (const items of sizes) measured.push(await measureAt(items, plan));
  const [small] = measured;
  for (const name of Object.keys(small ?? {})) {
    const figures = measured.map((times) => quantile(times[name] ?? [], 0.95));
    const [least = Number.NaN] = figures;
    const shown = figures.map((figure, at) => `${sizes[at]?.toLocaleString("en")}: ${figure.toFixed(1)} ms`);
    const growth = ((figures.at(-1) ?? Number.NaN) / least).toFixed(2);
    console.log(`    ${name}, p95: ${shown.join(", ")}; × ${growth} (goal ≤ 2)`);
  }
}

async function measureAt(items: number, plan: Omit<MillionPlan, "sizes">): Promise<Times> {
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
  fillArchive({ cluster, database, items, sample, profileHash: sites.get(site)?.profileHash ?? "" });
  say(`archive of ${items} items filled`);
  const { serving, target } = await start("platform", { folder, cluster, database });
  try {
    const bodies = texts.map((text) => JSON.stringify({ parent: null, ...text }));
    return await timesOf({ target, editors, reviewers, bodies, items, samples: plan.samples });
  } finally {
    await serving.stop();
  }
}

interface Scene {
  readonly target: Target;
  readonly editors: readonly Desk[];
  readonly reviewers: readonly Desk[];
  readonly bodies: readonly string[];
  readonly items: number;
  readonly samples: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

async function timesOf(scene: Scene): Promise<Times> {
  const { editors, reviewers, bodies, items, samples } = scene;
  const anybody = (desks: readonly Desk[], turn: number): Desk => {
    const desk = desks[turn % desks.length];
    if (desk === undefined) throw new Error("no desk");
    return desk;
  };
  const get = (desk: Desk, path: string) => ask(scene.target, desk, { method: "GET", path });
  const second = await nextOf(scene);
  const submit = (turn: number) => {
    const path = `/items/item-${randomUUID()}/revisions`;
    const order = { method: "PUT", path, operationId: `op-${randomUUID()}` };
    return ask(scene.target, anybody(editors, turn), order, bodies[turn % bodies.length]);
  };
  const work: Readonly<Record<string, (turn: number) => Promise<string>>> = {
    "list, first page of an editor": (turn) => get(anybody(editors, turn), "/items?limit=50"),
    "list, a later page": () => get(anybody(editors, 0), `/items?limit=50&after=${encodeURIComponent(second)}`),
    "list of a reviewer with 2,000 items": (turn) => get(anybody(reviewers, turn), "/items?limit=50"),
    "search in titles": (turn) => get(anybody(editors, turn), `/items?limit=50&title=${encodeURIComponent("第2")}`),
    "changes, the newest 50": (turn) => get(anybody(editors, turn), `/changes?after=${items - 50}`),
    "one item": (turn) => get(anybody(editors, turn % 5), `/items/${itemFor(turn % 5, items)}`),
    "submission (machine pass remembered)": submit,
  };
  const times: Record<string, number[]> = {};
  for (const [name, run] of Object.entries(work)) {
    for (let turn = 0; turn < WARM; turn += 1) await run(turn);
    const taken: number[] = [];
    for (let turn = 0; turn < samples; turn += 1) {
      const at = performance.now();
      await run(turn);
      taken.push(performance.now() - at);
    }
    times[name] = taken;
  }
  return times;
}

/** One that this editor wrote, and that was published. */
function itemFor(editor: number, items: number): string {
  const turn = 2 + Math.floor(Math.random() * 97);
  return `archive-${turn * staffFor(items).editors + editor}`;
}

async function nextOf({ target, editors }: Scene): Promise<string> {
  const [desk] = editors;
  if (desk === undefined) throw new Error("no desk");
  const page = itemsPage.parse(JSON.parse(await ask(target, desk, { method: "GET", path: "/items?limit=100" })));
  if (page.items.length === 0 || typeof page.next !== "string") throw new Error("the list has no second page");
  return page.next;
}

/** @throws Error for any answer but 200 */
function ask(target: Target, desk: Desk, order: Ask, body = ""): Promise<string> {
  const { method, path } = order;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${target.url}${path}`,
      { method, agent, headers: { ...headersFor(target, desk, order), "content-length": Buffer.byteLength(body) } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
