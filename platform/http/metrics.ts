/**
 * Figures for Prometheus. Labels hold routes, methods, statuses, codes and cities; never an account, an address, a title.
 * They are served on a listener of their own, which only the monitoring machine should reach.
 */
import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { FailureCode } from "../../shared/failure";
import type { Database } from "../store/tables";

export interface Watched {
  readonly db: Database;
  /** Connections of the database pool, where there is one. */
  readonly pool: () => { readonly total: number; readonly idle: number; readonly waiting: number } | null;
  readonly ready: () => Promise<boolean>;
  readonly freeBytes: () => Promise<number>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: "caibian_requests_total",
    help: "Requests answered",
    labelNames: ["route", "method", "status"],
    registers: [this.registry],
  });
  readonly #seconds = new Histogram({
    name: "caibian_request_seconds",
    help: "Time from the head of a request to the end of its answer",
    labelNames: ["route", "method"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #open = new Gauge({
    name: "caibian_requests_open",
    help: "Requests being worked on",
    registers: [this.registry],
  });
  readonly #failures = new Counter({
    name: "caibian_failures_total",
    help: "Failures answered, by code",
    labelNames: ["code"],
    registers: [this.registry],
  });
  readonly #chores = new Counter({
    name: "caibian_chore_failures_total",
    help: "Own work of the process that failed, such as checkpoints of the audit",
    labelNames: ["chore"],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  begun(): void {
    this.#open.inc();
  }

  ended(about: {
    readonly route: string;
    readonly method: string;
    readonly status: number;
    readonly ms: number;
  }): void {
    this.#open.dec();
    const { route, method } = about;
    this.#requests.inc({ route, method, status: about.status });
    this.#seconds.observe({ route, method }, about.ms / 1_000);
  }

  failed(code: FailureCode): void {
    this.#failures.inc({ code });
  }

  choreFailed(chore: string): void {
    this.#chores.inc({ chore });
  }

  /** Figures that are read when somebody asks. */
  watch({ db, pool, ready, freeBytes }: Watched): void {
    const gauge = (name: string, help: string, read: () => Promise<number>): void => {
      const { registry } = this;
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          this.set(await read().catch(() => Number.NaN));
        },
      });
    };
    gauge("caibian_ready", "1 when requests may come", async () => ((await ready()) ? 1 : 0));
    gauge("caibian_disk_free_bytes", "Free space of the data folder", freeBytes);
    gauge("caibian_database_connections", "Open connections to the database", async () => pool()?.total ?? 1);
    gauge("caibian_database_waiting", "Requests waiting for a connection", async () => pool()?.waiting ?? 0);
    this.#watchChains(db);
  }

  #watchChains(db: Database): void {
    const { registry } = this;
    new Gauge({
      name: "caibian_audit_rows",
      help: "Rows of an audit chain",
      labelNames: ["chain"],
      registers: [registry],
      async collect() {
        const rows = await db
          .selectFrom("audit_chains")
          .select(["chain", "seq"])
          .execute()
          .catch(() => []);
        for (const { chain, seq } of rows) this.set({ chain }, seq);
      },
    });
    new Gauge({
      name: "caibian_audit_covered",
      help: "Rows of an audit chain that a signed checkpoint covers",
      labelNames: ["chain"],
      registers: [registry],
      async collect() {
        const rows = await db
          .selectFrom("audit_checkpoints")
          .select((select) => ["chain", select.fn.max("seq").as("seq")])
          .groupBy("chain")
          .execute()
          .catch(() => []);
        for (const { chain, seq } of rows) this.set({ chain }, Number(seq));
      },
    });
  }
}

export interface MetricsPlace {
  readonly host: string;
  readonly port: number;
}

/** Answers GET /metrics and nothing else. */
export function serveMetrics(metrics: Metrics, { host, port }: MetricsPlace): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": metrics.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => resolve(server));
  });
}
