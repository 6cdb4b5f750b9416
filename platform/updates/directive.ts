/** What a terminal is told about updates: the nearest setting above it counts, of minima the highest (BD-3). */
import { sql } from "kysely";
import { check } from "../../shared/failure";
import { type Ring, ring } from "../../shared/model/policy";
import { higherMinimum, type UpdateDirective } from "../../shared/update/directive";
import type { Database, Work } from "../store/tables";

export interface TerminalPlace {
  readonly site: string;
  readonly device: string;
  readonly unitId: string;
}

/** The platform's word to a terminal; `own` is the ring it has by itself. */
export async function directiveFor(db: Database, place: TerminalPlace, own: Ring | null): Promise<UpdateDirective> {
  const above = await unitsAbove(db, place.site, place.unitId);
  const assigned = await ringOf(db, place, above);
  const counts = assigned ?? own;
  const hold = counts === null ? null : await holdOf(db, place.site, counts);
  return {
    ring: assigned,
    pausedUntil: hold?.paused_until ?? null,
    delayDays: hold?.delay_days ?? 0,
    minimum: await minimumOf(db, place.site, above),
  };
}

/** Set for the unit, for one above it, or for the city; null when nobody set any. */
export async function minimumFor(
  db: Database,
  { site, unitId }: Omit<TerminalPlace, "device">,
): Promise<string | null> {
  return minimumOf(db, site, await unitsAbove(db, site, unitId));
}

/** The unit itself first, then what it belongs to. */
export async function unitsAbove(db: Database | Work, site: string, unitId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ unit_id: string }>`with recursive up as (
      select unit_id, parent_id, 0 as depth from units where site = ${site} and unit_id = ${unitId}
      union all select u.unit_id, u.parent_id, up.depth + 1 from units u join up on u.unit_id = up.parent_id
      where u.site = ${site} and up.depth < 20)
    select unit_id from up order by depth`.execute(db);
  return rows.length === 0 ? [unitId] : rows.map(({ unit_id }) => unit_id);
}

async function ringOf(db: Database, { site, device }: TerminalPlace, above: readonly string[]): Promise<Ring | null> {
  const rows = await db
    .selectFrom("update_rings")
    .select(["scope", "target", "ring"])
    .where("site", "=", site)
    .where(({ or, eb, and }) =>
      or([
        and([eb("scope", "=", "terminal"), eb("target", "=", device)]),
        and([eb("scope", "=", "unit"), eb("target", "in", [...above])]),
        eb("scope", "=", "city"),
      ]),
    )
    .execute();
  const nearness = ({ scope, target }: (typeof rows)[number]): number =>
    scope === "terminal" ? -1 : scope === "city" ? above.length : above.indexOf(target);
  const [nearest] = rows.toSorted((a, b) => nearness(a) - nearness(b));
  return nearest === undefined ? null : check(ring, nearest.ring);
}

const holdOf = (db: Database, site: string, of: Ring) =>
  db
    .selectFrom("update_holds")
    .select(["paused_until", "delay_days"])
    .where("site", "=", site)
    .where("ring", "=", of)
    .executeTakeFirst();

async function minimumOf(db: Database, site: string, above: readonly string[]): Promise<string | null> {
  const rows = await db
    .selectFrom("update_minima")
    .select("version")
    .where("site", "=", site)
    .where("unit_id", "in", ["", ...above])
    .execute();
  return rows.reduce<string | null>((highest, { version }) => higherMinimum(highest, version), null);
}
