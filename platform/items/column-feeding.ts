/**
 * Which unit may feed a column 供稿 (RP-9, NC-7, LA-26.2): the one that it belongs to, and those that this lead unit granted it
 * to for a time. A column that belongs to nobody yet is everybody's, as before there were owners.
 */
import { AppError } from "../../shared/failure";
import type { ColumnUse } from "../../shared/http/column";
import { prepared, preparedAhead } from "../store/prepared";
import type { Database, Tables, Work } from "../store/tables";

export interface Feeding {
  readonly site: string;
  readonly unitId: string;
  readonly columnId: string;
  /** When the content was sent: a grant that ended since counts, one that was withdrawn does not. */
  readonly at: string;
}

/** @throws AppError E_META for a column that the site does not have, E_PERM */
export async function demandFeeding(work: Database | Work, feeding: Feeding): Promise<void> {
  const { site, columnId } = feeding;
  if (columnId === "") return;
  const { rows } = await readColumn(work, { site, columnId });
  await judgeFeeding(work, feeding, rows);
}

type FedColumn = Pick<Tables["columns"], "name" | "owner_unit">;

/**
 * The same in two steps: the column is asked for while other reading is under way, and judged after it.
 * @throws AppError E_META, E_PERM from what it answers
 */
export async function feedingAhead(
  work: Work,
  { site, columnId }: Pick<Feeding, "site" | "columnId">,
): Promise<(feeding: Feeding) => Promise<void>> {
  if (columnId === "") return async () => {};
  const asked = await readColumnAhead(work, { site, columnId });
  return (feeding) => judgeFeeding(work, feeding, asked.rows);
}

async function judgeFeeding(work: Database | Work, feeding: Feeding, [column]: readonly FedColumn[]): Promise<void> {
  const { unitId } = feeding;
  if (column === undefined) throw new AppError("E_META", "本站点没有这个栏目");
  if (column.owner_unit === null || column.owner_unit === unitId) return;
  if (await isGranted(work, feeding)) return;
  throw new AppError("E_PERM", `栏目“${column.name}”不属于稿件所在单位，也没有牵头单位的共建授权`);
}

const columnNamed = (on: Database | Work, { site, columnId }: Pick<Feeding, "site" | "columnId">) =>
  on
    .selectFrom("columns")
    .select(["name", "owner_unit"])
    .where("site", "=", site)
    .where("column_id", "=", columnId)
    .compile();
const readColumn = prepared(columnNamed);
const readColumnAhead = preparedAhead(columnNamed);

async function isGranted(work: Database | Work, { site, unitId, columnId, at }: Feeding): Promise<boolean> {
  const grant = await work
    .selectFrom("column_grants")
    .select("grant_id")
    .where("site", "=", site)
    .where("column_id", "=", columnId)
    .where("unit_id", "=", unitId)
    .where("since", "<=", at)
    .where("until", ">", at)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return grant !== undefined;
}

/** A unit that builds a column with its lead does not bring its own text out there (LA-26.2). @throws AppError E_PERM */
export async function refuseOwnRelease(
  work: Work,
  item: Pick<Tables["items"], "site" | "unit_id" | "column_id">,
  unitId: string,
): Promise<void> {
  if (item.unit_id !== unitId) return;
  const column = await work
    .selectFrom("columns")
    .select(["name", "owner_unit"])
    .where("site", "=", item.site)
    .where("column_id", "=", item.column_id)
    .executeTakeFirst();
  const owner = column?.owner_unit ?? null;
  if (owner !== null && owner !== unitId)
    throw new AppError("E_PERM", `栏目“${column?.name ?? ""}”的共建单位只供稿，由牵头单位入库和发布`);
}

export interface ColumnSeen {
  readonly row: Tables["columns"];
  /** Name of the unit it belongs to; null while it belongs to none. */
  readonly leadUnit: string | null;
  readonly use: ColumnUse;
}

/** Every column of the site, as a unit stands to it now. */
export async function columnsFor(
  db: Database,
  { site, unitId, at }: Omit<Feeding, "columnId">,
): Promise<readonly ColumnSeen[]> {
  const rows = await db.selectFrom("columns").selectAll().where("site", "=", site).orderBy("position").execute();
  const names = await unitNames(db, site);
  const granted = await db
    .selectFrom("column_grants")
    .select("column_id")
    .where("site", "=", site)
    .where("unit_id", "=", unitId)
    .where("since", "<=", at)
    .where("until", ">", at)
    .where("withdrawn_at", "is", null)
    .execute();
  const mine = new Set(granted.map(({ column_id }) => column_id));
  const standingOf = ({ owner_unit: owner, column_id }: Tables["columns"]): ColumnUse => {
    if (owner === null || owner === unitId) return "own";
    return mine.has(column_id) ? "granted" : "none";
  };
  return rows.map((row) => ({
    row,
    leadUnit: row.owner_unit === null ? null : (names.get(row.owner_unit) ?? row.owner_unit),
    use: standingOf(row),
  }));
}

/** As the units are called now; those that nobody has entered yet, as their accounts call them. */
export async function unitNames(db: Database | Work, site: string): Promise<ReadonlyMap<string, string>> {
  const entered = await db.selectFrom("units").select(["unit_id", "name"]).where("site", "=", site).execute();
  const said = await db
    .selectFrom("accounts")
    .select(["unit_id", "unit_name"])
    .distinct()
    .where("site", "=", site)
    .execute();
  return new Map([
    ...said.map(({ unit_id, unit_name }) => [unit_id, unit_name] as const),
    ...entered.map(({ unit_id, name }) => [unit_id, name] as const),
  ]);
}
