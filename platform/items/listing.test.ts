/** Lists page by page: SQL narrows, the rules of visibility decide, and nobody misses anything by it. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ItemSummary } from "../../shared/http/item";
import { routes } from "../../shared/http/routes";
import { contentHash } from "../../shared/model/content";
import { actorOf, dutifulAccount } from "../identity/account";
import { readScope, scopeOf } from "../identity/scope";
import { type Desk, signIn, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, type TestPlatform } from "../testing/platform";
import { clean, newItem, notice, revise, sign } from "../testing/work";
import { historiesOf } from "./record";
import { rejudge } from "./rejudging";
import { tookPart, visible, waitsFor } from "./visibility";

let platform: TestPlatform;
const [people, site] = [["林初晴", "沈亦谦", "顾长宁"], "luan"] as const;

/** As many items as there are stages of 六安, twice: ordinary, and 重要重大, whose approver is another. */
beforeAll(async () => {
  platform = await openTestPlatform();
  for (const important of [false, true]) {
    for (let stage = 0; stage <= people.length; stage += 1) {
      const itemId = newItem();
      platform.pass(1_000);
      await revise(platform, await desk("林初晴"), { itemId, content: notice(clean, { important }) });
      const signers = important ? [...people.slice(0, 2), "白景行"] : people;
      for (const name of signers.slice(0, stage)) expect(verdict(await sign(await desk(name), itemId))).toBe("200");
    }
  }
  const content = notice();
  const itemId = newItem();
  await revise(platform, await desk("林初晴"), { itemId, content });
  for (const name of people) await sign(await desk(name), itemId);
  const publisher = await desk("苏晚舟");
  const ingest = await publisher.ask("repo.ingest", { body: { itemId, contentHash: contentHash(content) } });
  expect(verdict(ingest)).toBe("200");
  written = await rowsNow();
}, 600_000);
afterAll(() => platform.close());

let written: Awaited<ReturnType<typeof rowsNow>>;
async function rowsNow() {
  const { db } = platform.services.store;
  const items = await db.selectFrom("items").selectAll().orderBy("item_id").execute();
  const persons = db.selectFrom("item_persons").selectAll().orderBy("item_id").orderBy("person_id");
  return { items, persons: await persons.execute() };
}

/** Each signs in once: codes are not sent without end. */
const desks = new Map<string, Promise<Desk>>();
function desk(name: string): Promise<Desk> {
  const known = desks.get(name) ?? signIn(platform, site, name);
  desks.set(name, known);
  return known;
}

async function pagesOf(person: Desk, limit: number, more: Record<string, string> = {}): Promise<ItemSummary[]> {
  const all: ItemSummary[] = [];
  for (let after: string | null | undefined = ""; typeof after === "string"; ) {
    const query = { limit: String(limit), ...more, ...(after === "" ? {} : { after }) };
    const page = routes["items.list"].reply.parse((await person.ask("items.list", { query })).body);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.items);
    after = page.next;
  }
  return all;
}

/** By the rules alone, over everything there is. */
async function dueTo(person: Desk): Promise<string[]> {
  const { db } = platform.services.store;
  const row = await db
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", person.person.accountId)
    .executeTakeFirstOrThrow();
  const account = await dutifulAccount(db, row);
  const { rows } = await sql<{ scope: string }>`
    select ${scopeOf(sql.val(row.site), sql.val(row.unit_id))} as scope`.execute(db);
  const scope = readScope(rows[0]?.scope ?? "");
  expect(actorOf(account).personId).toBe(person.person.personId);
  const items = await db.selectFrom("items").selectAll().execute();
  const histories = await historiesOf(
    db,
    items.map((item) => item.item_id),
  );
  return items
    .map((item) => ({ item, history: histories.get(item.item_id) ?? [], profile: person.site.profile, account, scope }))
    .filter((sight) => visible(sight) && (tookPart(sight) || waitsFor(sight)))
    .sort((a, b) => (a.item.updated_at < b.item.updated_at ? 1 : -1))
    .map(({ item }) => item.item_id);
}

describe("pages of a list (PB-1)", () => {
  it("show everybody of the city exactly what the rules give them, newest first, whatever the length of a page", async () => {
    for (const { person } of cityOf(platform, site).people) {
      const one = await desk(person.name);
      const due = await dueTo(one);
      for (const limit of [2, 500])
        expect((await pagesOf(one, limit)).map(({ itemId }) => itemId).sort(), person.name).toEqual([...due].sort());
      const whole = routes["items.list"].reply.parse((await one.ask("items.list")).body);
      expect(whole.next).toBeUndefined();
      expect(whole.items.map(({ updatedAt }) => updatedAt)).toEqual(
        whole.items.map(({ updatedAt }) => updatedAt).sort((a, b) => (a < b ? 1 : -1)),
      );
    }
    expect((await dueTo(await desk("林初晴"))).length).toBe(9);
    expect((await dueTo(await desk("白景行"))).length).toBeGreaterThan(0);
    expect((await dueTo(await desk("苏晚舟"))).length).toBeGreaterThan(0);
  }, 300_000);

  it("follow the rules where units reach their own tree and not the city, unit by unit (RP-1)", async () => {
    const { db } = platform.services.store;
    const units = db.updateTable("units").where("site", "=", site);
    const [office, centre] = [`${site}-office`, `${site}-centre`];
    const publisher = await desk("苏晚舟");
    const whole = await dueTo(publisher);
    expect(whole.length).toBeGreaterThan(0);
    await units.set({ reach: "subtree", parent_id: null }).execute();
    const apart = await dueTo(publisher);
    await units.set({ parent_id: centre }).where("unit_id", "=", office).execute();
    for (const { person } of cityOf(platform, site).people) {
      const one = await desk(person.name);
      const due = await dueTo(one);
      for (const limit of [2, 500])
        expect((await pagesOf(one, limit)).map(({ itemId }) => itemId).sort(), person.name).toEqual([...due].sort());
    }
    // Apart only what the publisher stored in person.
    expect([apart.length, await dueTo(publisher)]).toEqual([1, whole]);
    await units.set({ reach: "city", parent_id: null }).execute();
    await units.set({ parent_id: office }).where("unit_id", "=", centre).execute();
  }, 300_000);

  it("leave nothing out after the profile changed, though the rows still say the old step", async () => {
    const { db } = platform.services.store;
    const reviewer = await desk("梁书远");
    const due = await dueTo(reviewer);
    expect(due.length).toBeGreaterThan(0);
    await db.updateTable("items").set({ profile_hash: "", next_step: "gone" }).execute();
    expect((await pagesOf(reviewer, 2)).map(({ itemId }) => itemId).sort()).toEqual([...due].sort());
  }, 300_000);

  it("need not look at those rows for long: each is judged by the new profile as an effect would write it, untouched by anybody", async () => {
    const { store, sites } = platform.services;
    const wrong = { phase: "draft", next_step: "gone", reviewed: false, profile_hash: "z" };
    await store.db.updateTable("items").set(wrong).execute();
    await store.db.updateTable("item_persons").set({ phase: wrong.phase }).execute();
    expect(await rejudge(store.db, sites)).toBe(written.items.length);
    expect(await rowsNow()).toEqual(written);
    expect(await rejudge(store.db, sites)).toBe(0);
  }, 300_000);

  it("keep to a phase and to words of the title, and refuse a place that nobody handed out", async () => {
    const author = await desk("林初晴");
    const stored = await pagesOf(author, 2, { phase: "in-repository" });
    expect(stored.map(({ phase }) => phase)).toEqual(["in-repository"]);
    expect((await pagesOf(author, 3, { title: "办理时间" })).length).toBe(9);
    expect(await pagesOf(author, 3, { title: "%" })).toEqual([]);
    for (const after of ["x", "~", "2026-11-20T02:00:00.000Z~", "~item-1", "a~b~c"])
      expect(verdict(await author.ask("items.list", { query: { limit: "2", after } })), after).toBe("400 E_INPUT");
  }, 300_000);
});
