/**
 * 管辖范围 (RP-1, NC-2, TN-4): how far an account sees and acts. It follows the unit of the account: the unit and what is below
 * it, or the whole city where the unit was entered so. Read anew for each call, so that a changed tree counts at once.
 */
import { type Expression, type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { AppError, check } from "../../shared/failure";
import { id } from "../../shared/schema";

export interface Scope {
  readonly city: boolean;
  /** 主管单位: may grant (NC-3). */
  readonly manages: boolean;
  /** The own unit and all below it. */
  readonly units: ReadonlySet<string>;
  /** Of them those that reach no farther than this account itself: whoever runs the others would raise himself. */
  readonly governed: ReadonlySet<string>;
}

type Name = Expression<string>;

/** JSON of a scope. Part of a statement that knows site and unit. A tree that runs in a circle ends where it began. */
export const scopeOf = (site: Name, unitId: Name): RawBuilder<string> => sql<string>`(
  with recursive below(unit_id) as (
    select ${unitId}::text
    union select u.unit_id from units u join below b on u.parent_id = b.unit_id where u.site = ${site})
  select json_build_object(
    'own', (select json_build_object('reach', u.reach, 'duty', u.duty) from units u
      where u.site = ${site} and u.unit_id = ${unitId}),
    'units', json_agg(json_build_array(b.unit_id, coalesce(u.reach, 'subtree'))))::text
  from below b left join units u on u.site = ${site} and u.unit_id = b.unit_id)`;

const reach = z.enum(["city", "subtree"]);
const stored = z.object({
  own: z.object({ reach, duty: z.enum(["manages", "uses"]) }).nullable(),
  units: z.array(z.tuple([id, reach])),
});

export function readScope(text: string): Scope {
  const { own, units } = check(stored, JSON.parse(text));
  const city = own?.reach === "city";
  const governed = units.filter(([, far]) => far === "subtree").map(([unitId]) => unitId);
  return {
    city,
    manages: city || own?.duty === "manages",
    units: new Set(units.map(([unitId]) => unitId)),
    governed: new Set(governed),
  };
}

/** For what is worked on: items. */
export const reaches = ({ city, units }: Scope, unitId: string): boolean => city || units.has(unitId);

/** For what is administered: units, accounts and what hangs on them. */
export const governs = ({ city, governed }: Scope, unitId: string): boolean => city || governed.has(unitId);

/** @throws AppError E_PERM */
export function demandGoverned(scope: Scope, unitId: string): void {
  if (!governs(scope, unitId)) throw new AppError("E_PERM", "不在您单位的管辖范围内");
}

/** 使用单位 cannot grant rights (NC-3). @throws AppError E_PERM */
export function demandManaging({ manages }: Scope): void {
  if (!manages) throw new AppError("E_PERM", "使用单位不能授予权限，由主管单位办理");
}

/** As a condition on a column that names a unit. */
export const governedBy = ({ city, governed }: Scope, unitId: Expression<unknown>): RawBuilder<boolean> =>
  city ? sql<boolean>`true` : sql<boolean>`${unitId} = any(${[...governed]}::text[])`;
