/** A whole platform without a network: own store, own clock, soft keys, log in memory. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { nodeCheck } from "../../node/signature-check";
import { sameBytes } from "../../shared/bytes";
import { readCrl } from "../../shared/trust/crl";
import type { Signer } from "../../shared/trust/port";
import { RevocationChecker } from "../../shared/trust/revocation-checker";
import type { Certificate } from "../../shared/trust/x509";
import { build } from "../app";
import type { BlobStore } from "../blobs/blob-store";
import { diskBlobs } from "../blobs/disk";
import { type SeededCity, type SeededPerson, seedDatabase } from "../demo/seed";
import { inspectorOf } from "../effects/inspection";
import { ownThread } from "../effects/inspection-engine";
import { Throttle } from "../http/throttle";
import { LiveSites } from "../live-sites";
import { databaseMemory } from "../memory/database-memory";
import { localMemory } from "../memory/local-memory";
import { createShelf } from "../packs/shelf";
import type { Services } from "../services";
import { type DemoInbox, demoInbox } from "../sms/gateway";
import type { Store } from "../store/tables";
import { testCities, testDay } from "./city";
import { openTestStores } from "./store";

export interface TestPlatform {
  /** One process; or several behind one database that take requests in turn (TEST_PLATFORM_PROCESSES). */
  readonly app: FastifyInstance;
  /** Of the first process. */
  readonly services: Services;
  readonly cities: readonly SeededCity[];
  readonly inbox: DemoInbox;
  /** Everything the platform logged, at the most talkative level. */
  readonly logged: () => string;
  /** Cuts the platform off from the authorities' revocation lists. */
  readonly silenceLists: (silent: boolean) => void;
  /** Moves the platform's clock. */
  readonly pass: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

const processes = Number(process.env.TEST_PLATFORM_PROCESSES ?? 1);

export async function openTestPlatform(given: Pick<Partial<Services>, "blobs"> = {}): Promise<TestPlatform> {
  let now = testDay.getTime();
  const clock = (): Date => new Date(now);
  const [stores, cities] = await Promise.all([openTestStores(processes), testCities()]);
  const [store] = stores;
  if (store === undefined) throw new Error("no process");
  await seedDatabase(store.db, cities, testDay);
  const lines: string[] = [];
  const blobFolder = await mkdtemp(join(tmpdir(), "caibian-blobs-"));
  const world: World = {
    clock,
    cities,
    inbox: demoInbox(clock),
    lists: { silent: false },
    secret: randomBytes(32),
    lines,
    blobs: async () => given.blobs ?? (await diskBlobs(blobFolder)),
  };
  const all = await Promise.all(stores.map((each) => servicesOn(each, world)));
  const apps = all.map((services) => build({ services, inbox: world.inbox, tls: null }));
  const [services] = all;
  if (services === undefined) throw new Error("no process");
  return {
    app: inTurn(apps),
    services,
    cities,
    inbox: world.inbox,
    logged: () => lines.join(""),
    silenceLists: (silent) => {
      world.lists.silent = silent;
    },
    pass: (milliseconds) => {
      now += milliseconds;
    },
    close: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await store.close();
      await rm(blobFolder, { recursive: true, force: true });
    },
  };
}

/** What every process has in common. */
interface World {
  readonly clock: () => Date;
  readonly cities: readonly SeededCity[];
  readonly inbox: DemoInbox;
  readonly lists: { silent: boolean };
  readonly secret: Uint8Array;
  readonly lines: string[];
  readonly blobs: () => Promise<BlobStore>;
}

/** One process: everything it keeps to itself is its own. */
async function servicesOn(
  store: Store,
  { clock, cities, inbox, lists, secret, lines, blobs }: World,
): Promise<Services> {
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const sites = await LiveSites.open(store.db, nodeCheck);
  const packs = createShelf({ db: store.db, sites, check: nodeCheck });
  return {
    store,
    blobs: await blobs(),
    sites,
    clock,
    receiptSigner: (site) => receiptSignerOf(cities, site),
    recoveryKey: (site) => cities.find(({ city }) => city.site === site)?.authority.recoveryKey ?? null,
    check: nodeCheck,
    sms: inbox,
    pepper: secret,
    throttle: new Throttle(),
    memory: store.engine === "postgres" ? databaseMemory(store.db) : localMemory(),
    revocation: new RevocationChecker({
      source: {
        crl: async (issuer) => (lists.silent ? null : listOf(cities, issuer, clock())),
        ocsp: async () => null,
      },
      check: nodeCheck,
      policy: "hard",
      randomBytes,
    }),
    audience: "https://cms.test",
    demo: true,
    inspector: inspectorOf({ engine: ownThread, packs, clock }),
    packs,
    policyKeys: [],
    log: pino({ level: "trace" }, sink),
  };
}

/** Requests go to one process after the other, as over a balancer that knows nothing of sessions. */
function inTurn(apps: readonly FastifyInstance[]): FastifyInstance {
  const [first] = apps;
  if (first === undefined) throw new Error("no process");
  let turn = 0;
  return new Proxy(first, {
    get: (target, name) => {
      if (name !== "inject") return Reflect.get(target, name, target);
      const app = apps[turn % apps.length] ?? first;
      turn += 1;
      return app.inject.bind(app);
    },
  });
}

/** The list that the issuer would publish now. */
function listOf(cities: readonly SeededCity[], issuer: Certificate, at: Date): Uint8Array | null {
  const lists = cities.flatMap(({ authority }) => authority.crls(at));
  return lists.find((list) => sameBytes(readCrl(list).issuer, issuer.subject.raw)) ?? null;
}

function receiptSignerOf(cities: readonly SeededCity[], site: string): Signer {
  const city = cities.find((candidate) => candidate.city.site === site);
  if (city === undefined) throw new Error(`no city ${site}`);
  return city.authority.receiptKey.signer;
}

export function cityOf(platform: TestPlatform, site: string): SeededCity {
  const city = platform.cities.find((candidate) => candidate.city.site === site);
  if (city === undefined) throw new Error(`no city ${site}`);
  return city;
}

export function personOf(city: SeededCity, name: string): SeededPerson {
  const person = city.people.find((candidate) => candidate.person.name === name);
  if (person === undefined) throw new Error(`nobody called ${name} in ${city.city.name}`);
  return person;
}
