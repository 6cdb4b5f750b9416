/** Puts the platform together from its settings, and listens. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";
import { writeFileAtomic } from "../node/atomic-file";
import { hashNatively } from "../node/native-digest";
import { nodeCheck } from "../node/signature-check";
import type { Signer } from "../shared/trust/port";
import { RevocationChecker } from "../shared/trust/revocation-checker";
import { build } from "./app";
import { type NightlyOptions, nightlyBackup } from "./backup/nightly";
import type { BlobStore } from "./blobs/blob-store";
import { moveFilesOut } from "./blobs/move";
import { type BlobOptions, openBlobs } from "./blobs/open-blobs";
import {
  castOf,
  foundCities,
  openReceiptKeys,
  openRecoveryKeys,
  revocationFolder,
  type SeededCity,
  seedDatabase,
  writeKeys,
} from "./demo/seed";
import { inspectorOf } from "./effects/inspection";
import type { Engine } from "./effects/inspection-engine";
import { coresForInspection, poolOf } from "./effects/inspection-pool";
import { threadEngine } from "./effects/inspection-thread";
import { defaultStopTimes, type StopTimes, stopListening } from "./graceful-stop";
import type { Tls } from "./http/listener";
import { type Rates, Throttle } from "./http/throttle";
import { LiveSites } from "./live-sites";
import { databaseMemory } from "./memory/database-memory";
import { localMemory } from "./memory/local-memory";
import { createShelf } from "./packs/shelf";
import { openSecret, requireSameSecret, type SecretPlace } from "./platform-secret";
import { httpSource, type RevocationAddresses } from "./revocation/http-source";
import { listsFolder } from "./revocation/lists-folder";
import type { Services } from "./services";
import { type Outlet, openOutlet, type SmsOptions } from "./sms/outlet";
import { openEmbedded } from "./store/embedded";
import { migrate } from "./store/migrate";
import { openPostgres } from "./store/postgres";
import type { Database, Store } from "./store/tables";
import { UpdateFeed, type UpdateFeedParts } from "./updates/feed";
import { startUpkeep, type UpkeepOptions } from "./upkeep";
import { keepUploadsSwept } from "./uploads/sweeper";

export interface PlatformOptions extends SmsOptions, BlobOptions, UpkeepOptions, Omit<SecretPlace, "folder"> {
  /** What keys the people of a demo city get when it is founded; RSA unless said. */
  readonly demoKeys?: "rsa" | "sm2";
  /** The data folder. */
  readonly folder: string;
  readonly port: number;
  readonly host?: string;
  /** A PostgreSQL server instead of the embedded database. No demo city is founded there. */
  readonly databaseUrl?: string;
  /** A cluster made when the program was built (store/embedded.ts); without it the first start takes longer. */
  readonly template?: string;
  readonly tls?: Tls;
  /** Addresses of balancers and gateways that are believed who calls (X-Forwarded-For, -Proto). */
  readonly proxies?: readonly string[];
  readonly rates?: Rates;
  /** Where a backup goes once a day; one process of several is enough. */
  readonly backup?: NightlyOptions;
  readonly stopTimes?: Partial<StopTimes>;
  /** The address desks reach this platform at, where it is not host and port, as behind a gateway. */
  readonly publicUrl?: string;
  /** Where revocation lists and answers are fetched, besides the files in the data folder. */
  readonly revocation?: RevocationAddresses;
  /** Who may sign policies of units. */
  readonly policyKeys?: Services["policyKeys"];
  /** Release feeds to serve, and who signs them (docs/updates.md). */
  readonly updates?: Pick<UpdateFeedParts, "folder" | "keys">;
  readonly clock?: () => Date;
  /** Says what takes long, in Chinese. */
  readonly say?: (line: string) => void;
}

export interface Platform {
  readonly url: string;
  readonly demo: boolean;
  readonly engine: Store["engine"];
  /** The demo cast; null outside the demo city. */
  readonly castFile: string | null;
  readonly stop: () => Promise<void>;
}

/** @throws AppError E_STATE when the data folder is in use; the listener's own error when the port is. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  hashNatively();
  const clock = options.clock ?? (() => new Date());
  const demo = options.databaseUrl === undefined;
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  await requirePort(options);
  const cities = demo && !existsSync(clusterFolder(options)) ? makeCities({ ...options, clock }) : null;
  const store = await openStore(options);
  let outlet: Outlet | null = null;
  try {
    if (demo) await foundDemo(store.db, { ...options, clock }, cities);
    const sites = await LiveSites.open(store.db, nodeCheck);
    const log = openLog(options);
    outlet = await openOutlet({ options, demo, clock, db: store.db, log });
    const engine = poolOf([threadEngine(), ...Array.from({ length: coresForInspection() - 1 }, () => threadEngine())]);
    const blobs = await openBlobs(options.folder, options);
    await moveFilesOut({ store, blobs });
    const services = await servicesOf({ options, clock, store, blobs, sites, outlet, engine, log });
    const uploads = keepUploadsSwept(services);
    const refresh = { name: "sites", everyMs: REFRESH_MS, run: () => sites.refresh() };
    const upkeep = await startUpkeep({
      services,
      folder: options.folder,
      options,
      more: [refresh, ...nightlyBackup(services, options)],
    });
    const { readiness, metrics } = upkeep;
    const { proxies = [], tls = null } = options;
    const updates =
      options.updates === undefined ? {} : { updates: new UpdateFeed({ ...options.updates, clock, log }) };
    const app = build({ services, inbox: outlet.inbox, tls, proxies, readiness, metrics, ...updates });
    const url = await app.listen({ port: options.port, host: options.host ?? "127.0.0.1" });
    const castFile = demo ? await writeCast(store.db, { folder: options.folder, url }) : null;
    const stopSms = outlet.stop;
    const stop = async (): Promise<void> => {
      uploads.stop();
      await stopListening(app, readiness, { ...defaultStopTimes, ...options.stopTimes });
      await upkeep.stop();
      await stopSms();
      await engine.stop();
      await store.close();
    };
    return { url, demo, engine: store.engine, castFile, stop };
  } catch (error) {
    await outlet?.stop();
    await store.close();
    throw error;
  }
}

/** How soon a city that another process added, or a profile it changed, is known here. */
const REFRESH_MS = 30_000;

/** Before the long steps, not after them. @throws the listener's own error when the port is taken */
function requirePort({ port, host = "127.0.0.1" }: PlatformOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port, host }, () => probe.close(() => resolve()));
  });
}

const clusterFolder = ({ folder }: PlatformOptions): string => join(folder, "platform", "pgdata");

async function openStore(options: PlatformOptions): Promise<Store> {
  const { databaseUrl } = options;
  if (databaseUrl === undefined && !existsSync(clusterFolder(options)))
    options.say?.("首次启动：正在建立数据库（约需几秒）…");
  const store =
    databaseUrl === undefined
      ? await openEmbedded(join(options.folder, "platform"), options.template)
      : openPostgres(databaseUrl);
  try {
    await migrate(store.db);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

type Founding = PlatformOptions & { readonly clock: () => Date };

/** Keys take threads, the database takes the main thread: at a first start they are made side by side. */
function makeCities({ clock, say, demoKeys }: Founding): Promise<SeededCity[]> {
  say?.("首次启动：正在生成演示城市的密钥与证书…");
  const progress = (done: number, total: number) => {
    if (done % 5 === 0 || done === total) say?.(`  密钥 ${done}/${total}`);
  };
  const made = foundCities(clock(), progress, demoKeys);
  // A failure is told where the result is awaited.
  made.catch(() => {});
  return made;
}

async function foundDemo(db: Database, founding: Founding, early: Promise<SeededCity[]> | null): Promise<void> {
  const known = await db.selectFrom("sites").select("site").executeTakeFirst();
  if (known !== undefined) return;
  const seeded = await (early ?? makeCities(founding));
  // Keys first: a database without its key files would have no way back, files without a database are overwritten.
  await writeKeys(founding.folder, seeded, founding.clock());
  await seedDatabase(db, seeded, founding.clock());
}

interface Parts {
  readonly options: PlatformOptions;
  readonly clock: () => Date;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly sites: LiveSites;
  readonly outlet: Outlet;
  readonly engine: Engine;
  readonly log: FastifyBaseLogger;
}

async function servicesOf({ options, clock, store, blobs, sites, outlet, engine, log }: Parts): Promise<Services> {
  const packs = createShelf({ db: store.db, sites, check: nodeCheck });
  const pepper = await openSecret(options);
  await requireSameSecret(store.db, pepper);
  const keys = await openReceiptKeys(options.folder, [...sites.keys()], readFile);
  const recoveryKeys = await openRecoveryKeys(options.folder, [...sites.keys()], readFile);
  return {
    store,
    blobs,
    sites,
    clock,
    receiptSigner: (site) => signerOf(keys, site),
    recoveryKey: (site) => recoveryKeys.get(site) ?? null,
    check: nodeCheck,
    sms: outlet.gateway,
    pepper,
    throttle: new Throttle(options.rates),
    memory: store.engine === "postgres" ? databaseMemory(store.db) : localMemory(),
    revocation: new RevocationChecker({
      source: httpSource(options.revocation ?? nowhere, listsFolder(revocationFolder(options.folder)), fetch),
      check: nodeCheck,
      policy: "hard",
      randomBytes,
    }),
    audience: audienceOf(options),
    demo: outlet.inbox !== null,
    inspector: inspectorOf({ engine, packs, clock }),
    packs,
    log,
    policyKeys: options.policyKeys ?? [],
  };
}

const nowhere: RevocationAddresses = { crls: [], ocsp: null };

/** The address that desks are given in their policy; without one, where this process listens. */
function audienceOf({ publicUrl, host = "127.0.0.1", port }: PlatformOptions): string {
  return (publicUrl ?? `https://${host}:${port}`).replace(/\/+$/, "");
}

function openLog({ folder }: PlatformOptions): FastifyBaseLogger {
  const sink = pino.destination({ dest: join(folder, "platform.log"), mkdir: true, sync: true });
  // A full disk takes no line; unhandled, the event would end the process.
  sink.on("error", () => undefined);
  return pino({ level: "warn" }, sink);
}

function signerOf(keys: ReadonlyMap<string, Signer>, site: string): Signer {
  const signer = keys.get(site);
  if (signer === undefined) throw new Error(`no receipt key for ${site}`);
  return signer;
}

async function writeCast(db: Database, place: { readonly folder: string; readonly url: string }): Promise<string> {
  const rows = await db.selectFrom("accounts").select(["site", "name", "person_id", "phone"]).execute();
  const file = join(place.folder, "demo", "cast.json");
  await writeFileAtomic(file, `${JSON.stringify(castOf(place, rows), null, 2)}\n`);
  return file;
}
