/** The fleet in figures, for Prometheus and the first page: how many, how many silent, what waits. Labels are versions. */
import { sql } from "kysely";
import { Gauge, type Registry } from "prom-client";
import { governedBy } from "../identity/scope";
import type { Caller } from "../services";
import type { Database } from "../store/tables";

/** A workstation that said nothing for so long is told as silent: holidays are shorter, absences are not. */
export const SILENT_MS = 7 * 24 * 3_600_000;

export interface FleetFigures {
  readonly site: string;
  readonly version: string;
  readonly terminals: number;
  readonly silent: number;
  readonly unsynced: number;
}

export async function fleetFigures(db: Database, now: Date): Promise<readonly FleetFigures[]> {
  const silentBefore = new Date(now.getTime() - SILENT_MS).toISOString();
  const rows = await db
    .selectFrom("fleet")
    .select(({ fn }) => [
      "site",
      "version",
      fn.countAll().as("terminals"),
      sql<string>`count(*) filter (where last_at < ${silentBefore})`.as("silent"),
      fn.sum("unsynced").as("unsynced"),
    ])
    .groupBy(["site", "version"])
    .orderBy("site")
    .orderBy("version")
    .execute();
  return rows.map(({ site, version, terminals, silent, unsynced }) => ({
    site,
    version,
    terminals: Number(terminals),
    silent: Number(silent),
    unsynced: Number(unsynced),
  }));
}

/** Of the terminals that the administrator governs: by the unit of whoever used each last. */
export async function fleetCounts(
  db: Database,
  { site: { site }, scope }: Pick<Caller, "site" | "scope">,
  now: Date,
): Promise<Pick<FleetFigures, "terminals" | "silent" | "unsynced">> {
  const silentBefore = new Date(now.getTime() - SILENT_MS).toISOString();
  const row = await db
    .selectFrom("fleet")
    .leftJoin("accounts", "accounts.account_id", "fleet.account_id")
    .select(({ fn }) => [
      fn.countAll().as("terminals"),
      sql<string>`count(*) filter (where last_at < ${silentBefore})`.as("silent"),
      sql<string>`coalesce(sum(unsynced), 0)`.as("unsynced"),
    ])
    .where("fleet.site", "=", site)
    .where((where) => governedBy(scope, where.ref("accounts.unit_id")))
    .executeTakeFirstOrThrow();
  return { terminals: Number(row.terminals), silent: Number(row.silent), unsynced: Number(row.unsynced) };
}

/** Read when somebody asks for the figures. */
export function watchFleet(registry: Registry, db: Database, clock: () => Date): void {
  const gauge = (name: string, help: string, value: (row: FleetFigures) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ["site", "version"],
      registers: [registry],
      async collect() {
        this.reset();
        const rows = await fleetFigures(db, clock()).catch(() => []);
        for (const row of rows) this.set({ site: row.site, version: row.version }, value(row));
      },
    });
  };
  gauge("caibian_fleet_terminals", "Workstations by version", ({ terminals }) => terminals);
  gauge("caibian_fleet_silent", "Workstations not heard of for seven days", ({ silent }) => silent);
  gauge("caibian_fleet_unsynced", "Operations that wait on workstations", ({ unsynced }) => unsynced);
}
