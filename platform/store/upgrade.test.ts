/** RP-1, RP-6, RP-7: what becomes of a city that was there before units had a reach and accounts had conditions. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openEmptyStore } from "../testing/store";
import { migrate } from "./migrate";
import type { Store } from "./tables";

const DAY = 86_400_000;
let store: Store;

beforeAll(async () => {
  store = await openEmptyStore();
  await migrate(store.db, "061-unit-policies");
  await sql`insert into accounts (account_id, person_id, site, name, unit_id, unit_name, roles, phone, ends_at) values
    ('a1', 'p1', 'luan', '甲', 'u1', '甲单位', '[]', '1', null),
    ('a2', 'p2', 'luan', '乙', 'u2', '乙单位', '[]', '2', '2027-01-01T00:00:00.000Z')`.execute(store.db);
  await sql`insert into units (site, unit_id, name, parent_id, duty, state, manager, manager_phone, changed_at) values
    ('luan', 'u1', '甲单位', null, 'manages', 'open', '何', '', '2026-01-01T00:00:00.000Z')`.execute(store.db);
  await migrate(store.db);
}, 120_000);
afterAll(() => store.close());

it("RP-7: its accounts go on for ninety days without the days that nobody knew, and new ones do not", async () => {
  const rows = await store.db.selectFrom("accounts").selectAll().orderBy("account_id").execute();
  for (const { vetted_on, trained_on, gate_from } of rows) {
    expect([vetted_on, trained_on]).toEqual([null, null]);
    const days = (Date.parse(gate_from) - Date.now()) / DAY;
    expect(days).toBeGreaterThan(89);
    expect(days).toBeLessThan(91);
    expect(gate_from).toBe(new Date(gate_from).toISOString());
  }
  await sql`insert into accounts (account_id, person_id, site, name, unit_id, unit_name, roles, phone)
    values ('a3', 'p3', 'luan', '丙', 'u1', '甲单位', '[]', '3')`.execute(store.db);
  const fresh = await store.db.selectFrom("accounts").select("gate_from").where("account_id", "=", "a3").execute();
  expect(fresh).toEqual([{ gate_from: "" }]);
});

it("RP-6: whoever had a contract's end counts as 外包, its record still to be entered", async () => {
  const rows = await store.db.selectFrom("accounts").select(["staff", "contract"]).orderBy("account_id").execute();
  expect(rows.slice(0, 2)).toEqual([
    { staff: "permanent", contract: null },
    { staff: "contractor", contract: null },
  ]);
});

it("RP-1: its units, those that only accounts named too, reach what they reached before: the whole city", async () => {
  const rows = await store.db
    .selectFrom("units")
    .select(["unit_id", "duty", "manager", "reach"])
    .orderBy("unit_id")
    .execute();
  expect(rows).toEqual([
    { unit_id: "u1", duty: "manages", manager: "何", reach: "city" },
    { unit_id: "u2", duty: "uses", manager: "", reach: "city" },
  ]);
});
