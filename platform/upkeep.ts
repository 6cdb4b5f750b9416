/** What runs beside the routes: readiness, figures, and the chores of a process that is one of several. */
import type { Server } from "node:http";
import { makeDueCheckpoints } from "./audit/checkpoints";
import { type Chore, type Chores, startChores, toldInLog } from "./chores";
import { watchFleet } from "./fleet/figures";
import { FAILURE_WINDOW_MS } from "./http/brake";
import { Metrics, type MetricsPlace, serveMetrics } from "./http/metrics";
import { clockAgrees, databaseAnswers, diskHasRoom, freeBytes, Readiness } from "./http/readiness";
import { rejudge } from "./items/rejudging";
import type { Services } from "./services";

export interface UpkeepOptions {
  /** Where Prometheus finds the figures; nowhere unless said. */
  readonly metrics?: MetricsPlace;
}

export interface Upkeep {
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly stop: () => Promise<void>;
}

const SWEEP_MS = 60_000;
const CHECKPOINT_MS = 30_000;
const REJUDGE_MS = 30_000;

interface Parts {
  readonly services: Services;
  readonly folder: string;
  readonly options: UpkeepOptions;
  readonly more: readonly Chore[];
}

export async function startUpkeep({ services, folder, options, more }: Parts): Promise<Upkeep> {
  const { store, clock, blobs, memory } = services;
  const readiness = new Readiness([
    ["database", databaseAnswers(store.db)],
    ["files", async () => (await blobs.size(NOT_THERE)) === null],
    ["disk", diskHasRoom(folder)],
    ["clock", clockAgrees(store.db, clock)],
  ]);
  const metrics = new Metrics();
  metrics.watch({
    db: store.db,
    pool: store.pool ?? (() => null),
    ready: async () => (await readiness.look()).ready,
    freeBytes: () => freeBytes(folder),
  });
  watchFleet(metrics.registry, store.db, clock);
  const listening = options.metrics === undefined ? null : await serveMetrics(metrics, options.metrics);
  const tell = toldInLog(services.log);
  const sweep = (): Promise<void> => {
    const now = clock();
    return memory.sweep({ proofs: now, failures: new Date(now.getTime() - FAILURE_WINDOW_MS) });
  };
  const chores: Chores = startChores(
    [
      { name: "sweep", everyMs: SWEEP_MS, run: sweep },
      { name: "audit-checkpoints", everyMs: CHECKPOINT_MS, run: () => makeDueCheckpoints(services) },
      { name: "rejudge", everyMs: REJUDGE_MS, run: () => rejudge(store.db, services.sites) },
      ...more,
    ],
    (name, error) => {
      metrics.choreFailed(name);
      tell(name, error);
    },
  );
  return { readiness, metrics, stop: () => stopAll(chores, listening) };
}

/** No blob has this name; asking for it asks the store whether it is there at all. */
const NOT_THERE = "probe/not-there";

async function stopAll(chores: Chores, listening: Server | null): Promise<void> {
  await chores.stop();
  if (listening === null) return;
  listening.closeAllConnections();
  await new Promise<void>((resolve) => listening.close(() => resolve()));
}
