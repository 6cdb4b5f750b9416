/** A whole platform without a network: own store, own clock, soft keys, log in memory. */
import { randomBytes } from "node:crypto";
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
import { type SeededCity, type SeededPerson, seedDatabase } from "../demo/seed";
import { inspectorOf } from "../effects/inspection";
import { ownThread } from "../effects/inspection-engine";
import { createShelf } from "../packs/shelf";
import type { Services } from "../services";
import { loadSites } from "../sites";
import { type DemoInbox, demoInbox } from "../sms/gateway";
import { testCities, testDay } from "./city";
import { openTestStore } from "./store";

export interface TestPlatform {
  readonly app: FastifyInstance;
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

export async function openTestPlatform(): Promise<TestPlatform> {
  let now = testDay.getTime();
  const clock = (): Date => new Date(now);
  const [store, cities] = await Promise.all([openTestStore(), testCities()]);
  await seedDatabase(store.db, cities, testDay);
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const inbox = demoInbox(clock);
  const sites = await loadSites(store.db, nodeCheck);
  const packs = createShelf({ db: store.db, sites, check: nodeCheck });
  const lists = { silent: false };
  const services: Services = {
    store,
    sites,
    clock,
    receiptSigner: (site) => receiptSignerOf(cities, site),
    recoveryKey: (site) => cities.find(({ city }) => city.site === site)?.authority.recoveryKey ?? null,
    check: nodeCheck,
    sms: inbox,
    pepper: randomBytes(32),
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
    log: pino({ level: "trace" }, sink),
  };
  const app = build({ services, inbox, tls: null });
  return {
    app,
    services,
    cities,
    inbox,
    logged: () => lines.join(""),
    silenceLists: (silent) => {
      lists.silent = silent;
    },
    pass: (milliseconds) => {
      now += milliseconds;
    },
    close: async () => {
      await app.close();
      await store.close();
    },
  };
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
