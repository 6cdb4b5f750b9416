/** The fleet as administrators see it: filtered, sorted, page by page; out-of-date and silent terminals are marked. */
import { sql } from "kysely";
import { type Edition, edition } from "../../shared/model/build-identity";
import type { Ring } from "../../shared/model/policy";
import { higherMinimum } from "../../shared/update/directive";
import { isOlder } from "../../shared/update/version";
import { governedBy, type Scope } from "../identity/scope";
import type { Database } from "../store/tables";
import { minimumFor } from "../updates/directive";
import { SILENT_MS } from "./figures";

export const fleetSorts = {
  seen: sql<string>`f.last_at`,
  name: sql<string>`coalesce(a.name, '')`,
  unit: sql<string>`coalesce(a.unit_name, '')`,
  version: sql<string>`f.version`,
  unsynced: sql<string>`lpad(f.unsynced::text, 8, '0')`,
  clock: sql<string>`lpad(abs(coalesce(f.clock_offset, 0))::text, 10, '0')`,
};

export const fleetMarks = ["below", "old", "silent", "unsynced", "clock"] as const;
export type FleetMark = (typeof fleetMarks)[number];

export interface FleetWish {
  readonly site: string;
  /** Whose terminals are listed: by the unit of whoever used each last (RP-1). */
  readonly scope: Scope;
  readonly text: string;
  readonly unit: string;
  readonly mark: FleetMark | null;
  readonly by: keyof typeof fleetSorts;
  readonly down: boolean;
  readonly after: readonly [value: string, device: string] | null;
  readonly rows: number;
}

export interface Terminal {
  readonly device: string;
  readonly accountId: string;
  readonly name: string;
  readonly unitName: string;
  readonly version: string;
  readonly edition: string;
  readonly locked: boolean;
  readonly policyHash: string | null;
  readonly policySerial: number | null;
  readonly unsynced: number;
  readonly oldest: string | null;
  readonly clockOffset: number | null;
  /** That counted at its last word; null without updates. */
  readonly ring: Ring | null;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly refused: boolean;
  readonly marks: readonly FleetMark[];
  /** What the list is sorted by. */
  readonly key: string;
}

/** More than a workstation may be off before signatures are refused soon. */
const CLOCK_S = 60;

/** What a release feed says of an edition; nulls where there is none, or it does not hold. */
export interface EditionRules {
  readonly published: string | null;
  /** Below it nobody signs in. */
  readonly minimum: string | null;
}

export interface FleetRules {
  readonly now: Date;
  readonly editions: Readonly<Record<Edition, EditionRules>>;
}

/** As the database answers. */
type Found = Omit<Terminal, "marks"> & Readonly<Record<Exclude<FleetMark, "unsynced">, boolean>>;

/** `edition version`, below the newest of its edition that is published or runs anywhere. */
async function oldVersions(db: Database, site: string, { editions }: FleetRules): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("fleet")
    .select(["edition", "version"])
    .distinct()
    .where("site", "=", site)
    .execute();
  return rows.flatMap((row) => {
    const own = edition.parse(row.edition);
    const { published, minimum } = editions[own];
    const known = [published, minimum, ...rows.filter((other) => other.edition === own).map(({ version }) => version)];
    const isOld = known.some((version) => version !== null && isOlder(row.version, version));
    return isOld ? [`${own} ${row.version}`] : [];
  });
}

/** `edition version unit` of those that could not sign in now. */
async function belowMinimum(db: Database, site: string, { editions }: FleetRules): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("fleet")
    .innerJoin("accounts", "accounts.account_id", "fleet.account_id")
    .select(["fleet.edition", "fleet.version", "accounts.unit_id"])
    .distinct()
    .where("fleet.site", "=", site)
    .execute();
  const set = new Map<string, string | null>();
  for (const { unit_id: unitId } of rows) if (!set.has(unitId)) set.set(unitId, await minimumFor(db, { site, unitId }));
  return rows.flatMap(({ edition: of, version, unit_id }) => {
    const minimum = higherMinimum(editions[edition.parse(of)].minimum, set.get(unit_id) ?? null);
    return minimum !== null && isOlder(version, minimum) ? [`${of} ${version} ${unit_id}`] : [];
  });
}

export async function listFleet(db: Database, wish: FleetWish, rules: FleetRules): Promise<readonly Terminal[]> {
  const [old, below] = [await oldVersions(db, wish.site, rules), await belowMinimum(db, wish.site, rules)];
  const silentBefore = new Date(rules.now.getTime() - SILENT_MS).toISOString();
  const { by, down, after, text, unit, mark } = wish;
  const key = fleetSorts[by];
  const like = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const marks = {
    below: sql`coalesce(f.edition || ' ' || f.version || ' ' || a.unit_id = any(${[...below]}::text[]), false)`,
    old: sql`f.edition || ' ' || f.version = any(${[...old]}::text[])`,
    silent: sql`f.last_at < ${silentBefore}`,
    unsynced: sql`f.unsynced > 0`,
    clock: sql`abs(coalesce(f.clock_offset, 0)) > ${sql.lit(CLOCK_S)}`,
  };
  const way = down ? sql`desc` : sql`asc`;
  const beyond = down ? sql`<` : sql`>`;
  const wanted = [
    sql`f.site = ${wish.site}`,
    governedBy(wish.scope, sql`a.unit_id`),
    ...(text === "" ? [] : [sql`(a.name like ${like} or a.unit_name like ${like} or f.device like ${like})`]),
    ...(unit === "" ? [] : [sql`a.unit_id = ${unit}`]),
    ...(mark === null ? [] : [marks[mark]]),
    ...(after === null ? [] : [sql`(${key}, f.device) ${beyond} (${after[0]}, ${after[1]})`]),
  ];
  const { rows } = await sql<Found>`
    select f.device, f.account_id as "accountId", coalesce(a.name, '') as name, coalesce(a.unit_name, '') as "unitName",
      f.version, f.edition, f.locked, f.policy_hash as "policyHash", f.policy_serial as "policySerial", f.unsynced, f.ring,
      f.oldest, f.clock_offset as "clockOffset", f.first_at as "firstAt", f.last_at as "lastAt", ${key} as key,
      ${marks.below} as below, ${marks.old} as old, ${marks.silent} as silent, ${marks.clock} as clock,
      exists (select 1 from devices d where d.device = f.device and d.account_id = f.account_id
        and d.refused_at is not null) as refused
    from fleet f left join accounts a on a.account_id = f.account_id
    where ${sql.join(wanted, sql` and `)}
    order by ${key} ${way}, f.device ${way} limit ${wish.rows}`.execute(db);
  return rows.map(({ below: isBelow, old: isOld, silent, clock, ...row }) => ({
    ...row,
    marks: fleetMarks.filter(
      (each) => ({ below: isBelow, old: isOld, silent, clock, unsynced: row.unsynced > 0 })[each],
    ),
  }));
}
