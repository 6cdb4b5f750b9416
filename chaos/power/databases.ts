/** The platform's two databases, and PGlite as released, which flushes nothing and so must lose (docs/adr/0003). */
import { execFile } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Holding, holdingOf } from "../ledger/numbered";
import { startChild } from "./child";
import { type DatabaseOrder, databaseRows } from "./database-order";
import { missingForServer, startPostgres } from "./postgres-server";
import { MB, type Victim, type Writing } from "./victim";

const script = resolve(import.meta.dirname, "child-database.ts");
/** Made by the build; without it a first start takes longer. */
const template = resolve(import.meta.dirname, "..", "..", "dist", "platform-template");

const run = promisify(execFile);

async function readBack(order: Omit<DatabaseOrder, "mode" | "next">): Promise<Holding> {
  const args = ["--import", "tsx", script, JSON.stringify({ ...order, mode: "read", next: 0 })];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 64 * MB, timeout: 120_000 });
  return holdingOf(new Map(databaseRows.parse(JSON.parse(stdout))));
}

function writing(order: Omit<DatabaseOrder, "mode">, told: (number: number) => void): Writing {
  return startChild({ script, args: [JSON.stringify({ ...order, mode: "write" })], told });
}

export const embeddedVictim: Victim = {
  case: "平台内置数据库（DurableNodeFs）",
  missing: () => null,
  diskBytes: 400 * MB,
  write: async (disk, next, told) => writing({ engine: "embedded", place: disk, template, next }, told),
  read: (disk) => readBack({ engine: "embedded", place: disk, template }),
};

export const stockPgliteVictim: Victim = {
  case: "对照：未改动的 PGlite",
  control: true,
  missing: () => null,
  diskBytes: 400 * MB,
  write: async (disk, next, told) => {
    const place = join(disk, "pgdata");
    const made = join(template, "pgdata");
    if (!existsSync(place) && existsSync(made)) cpSync(made, place, { recursive: true });
    return writing({ engine: "stock", place, next }, told);
  },
  read: (disk) => readBack({ engine: "stock", place: join(disk, "pgdata") }),
};

export const postgresVictim: Victim = {
  case: "平台数据库 PostgreSQL",
  missing: missingForServer,
  diskBytes: 400 * MB,
  write: async (disk, next, told) => {
    const server = await startPostgres(join(disk, "pgdata"));
    const client = writing({ engine: "postgres", place: server.url, next }, told);
    return {
      broken: Promise.race([client.broken, server.broken]),
      // Whoever is told of a commit is the client.
      freeze: client.freeze,
      kill: async () => {
        await client.kill();
        await server.kill();
      },
    };
  },
  read: async (disk) => {
    const server = await startPostgres(join(disk, "pgdata"));
    try {
      return await readBack({ engine: "postgres", place: server.url });
    } finally {
      await server.kill();
    }
  },
};
