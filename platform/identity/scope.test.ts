/** RP-1: whom and what an account reaches, in trees of any shape, against a model that knows nothing of SQL. */
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store, Tables } from "../store/tables";
import { openTestStores } from "../testing/store";
import { governs, reaches, readScope, scopeOf } from "./scope";

let store: Store;
beforeAll(async () => {
  const [first] = await openTestStores(1);
  if (first === undefined) throw new Error("no store");
  store = first;
});
afterAll(() => store.close());

type Unit = Pick<Tables["units"], "unit_id" | "parent_id" | "reach" | "duty">;

const size = 8;
/** Parents may be unknown, or run in a circle: no tree that was ever stored may give more than the model allows. */
const tree: fc.Arbitrary<readonly Unit[]> = fc
  .array(
    fc.record({
      parent: fc.option(fc.nat(size), { freq: 4 }),
      reach: fc.constantFrom("subtree" as const, "subtree" as const, "subtree" as const, "city" as const),
      duty: fc.constantFrom("manages" as const, "uses" as const),
    }),
    { minLength: 1, maxLength: size },
  )
  .map((units) =>
    units.map(({ parent, ...unit }, at) => ({
      unit_id: `u${at}`,
      parent_id: parent === null ? null : `u${parent}`,
      ...unit,
    })),
  );

/** Upwards from each unit, step by step: another way round than the statement. */
function isBelow(units: readonly Unit[], unitId: string, above: string): boolean {
  let at: string | null = unitId;
  for (let steps = 0; at !== null && steps <= units.length; steps += 1) {
    if (at === above) return true;
    const here: string = at;
    at = units.find(({ unit_id }) => unit_id === here)?.parent_id ?? null;
  }
  return false;
}

async function scopeIn(site: string, unitId: string) {
  const { rows } = await sql<{ scope: string }>`
    select ${scopeOf(sql.val(site), sql.val(unitId))} as scope`.execute(store.db);
  return readScope(rows[0]?.scope ?? "");
}

let sites = 0;
async function planted(units: readonly Unit[]): Promise<string> {
  sites += 1;
  const site = `s${sites}`;
  const common = {
    site,
    state: "open",
    manager: "",
    manager_phone: "",
    changed_at: "2026-11-20T00:00:00.000Z",
  } as const;
  // Another city with the same ids, all of it far-reaching: nothing of it may come in.
  const foreign = units.map((unit) => ({
    ...common,
    ...unit,
    site: `${site}x`,
    name: unit.unit_id,
    reach: "city" as const,
  }));
  const own = units.map((unit) => ({ ...common, ...unit, name: unit.unit_id }));
  await store.db
    .insertInto("units")
    .values([...own, ...foreign])
    .execute();
  return site;
}

describe("RP-1: the scope of an account", () => {
  it("NC-2, TN-4: is its unit and what is below, or the city, and it governs nobody who reaches farther than itself", async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (units) => {
        const site = await planted(units);
        for (const own of units) {
          const scope = await scopeIn(site, own.unit_id);
          const city = own.reach === "city";
          expect(scope.city).toBe(city);
          expect(scope.manages).toBe(city || own.duty === "manages");
          for (const other of units) {
            const below = isBelow(units, other.unit_id, own.unit_id);
            expect(reaches(scope, other.unit_id)).toBe(city || below);
            expect(governs(scope, other.unit_id)).toBe(city || (below && other.reach === "subtree"));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a unit that nobody has entered reaches itself and grants nothing", async () => {
    const scope = await scopeIn("s0", "nowhere");
    expect(scope).toEqual({ city: false, manages: false, units: new Set(["nowhere"]), governed: new Set(["nowhere"]) });
  });
});
