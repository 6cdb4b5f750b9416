/** What a transaction does when its statements are sent together; over the server that TEST_DATABASE_URL names, or embedded. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestStore } from "../testing/store";
import { prepared, preparedAhead } from "./prepared";
import type { Database, Store, Work } from "./tables";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

interface Count {
  readonly name: string;
  readonly value: number;
}

const inserted = (on: Database | Work, { name, value }: Count) =>
  on.insertInto("counters").values({ name, value }).returningAll().compile();
const addNow = prepared(inserted);
const add = preparedAhead(inserted);
const named = (on: Database | Work, { name }: Pick<Count, "name">) =>
  on.selectFrom("counters").select("value").where("name", "=", name).compile();
const read = prepared(named);
const readAhead = preparedAhead(named);
const countOf = async (name: string): Promise<number | undefined> => (await read(store.db, { name })).rows[0]?.value;
const fresh = (): string => `count ${randomUUID()}`;

describe("statements that nobody waits for", () => {
  it("run in the order they were given, and each later one sees what the earlier ones did", async () => {
    const name = fresh();
    await store.db.transaction().execute(async (work) => {
      const before = await readAhead(work, { name });
      const added = await add(work, { name, value: 7 });
      const between = await readAhead(work, { name });
      const { rows } = await read(work, { name });
      expect([before.rows, added.rows, between.rows, rows]).toEqual([
        [],
        [{ name, value: 7 }],
        [{ value: 7 }],
        [{ value: 7 }],
      ]);
    });
    expect(await countOf(name)).toBe(7);
  });

  it("are committed also when nothing after them is waited for", async () => {
    const [one, other] = [fresh(), fresh()];
    await store.db.transaction().execute(async (work) => {
      await add(work, { name: one, value: 1 });
      await add(work, { name: other, value: 2 });
    });
    expect([await countOf(one), await countOf(other)]).toEqual([1, 2]);
  });

  it("of which one fails fail the transaction by that one's own error, and nothing of it remains", async () => {
    const [kept, first, last] = [fresh(), fresh(), fresh()];
    await addNow(store.db, { name: kept, value: 1 });
    const twice = store.db.transaction().execute(async (work) => {
      await add(work, { name: first, value: 1 });
      await add(work, { name: kept, value: 2 });
      await add(work, { name: last, value: 3 });
    });
    await expect(twice).rejects.toMatchObject({ code: "23505" });
    expect([await countOf(kept), await countOf(first), await countOf(last)]).toEqual([1, undefined, undefined]);
    // The connection serves whoever comes next.
    await store.db.transaction().execute((work) => add(work, { name: last, value: 4 }));
    expect(await countOf(last)).toBe(4);
  });

  it("fail the next one that is waited for, which is told why and not that it came too late", async () => {
    const kept = fresh();
    await addNow(store.db, { name: kept, value: 1 });
    let reached = false;
    const work = store.db.transaction().execute(async (inside) => {
      await add(inside, { name: kept, value: 2 });
      await read(inside, { name: kept });
      reached = true;
    });
    await expect(work).rejects.toMatchObject({ code: "23505" });
    expect(reached).toBe(false);
  });

  it("leave nothing when the work is given up before they were sent", async () => {
    const name = fresh();
    const work = store.db.transaction().execute(async (inside) => {
      await add(inside, { name, value: 1 });
      throw new Error("given up");
    });
    await expect(work).rejects.toThrow("given up");
    expect(await countOf(name)).toBeUndefined();
  });

  it("are seen by nobody else before the commit, and by everybody once it is acknowledged", async () => {
    const name = fresh();
    const rounds = Array.from({ length: 40 }, async (_, value) => {
      await store.db.transaction().execute(async (work) => {
        await add(work, { name: `${name} ${value}`, value });
        await add(work, { name: `${name} ${value} too`, value });
      });
      return [await countOf(`${name} ${value}`), await countOf(`${name} ${value} too`)];
    });
    expect(await Promise.all(rounds)).toEqual(Array.from({ length: 40 }, (_, value) => [value, value]));
  });
});

describe("brief statements outside of transactions", () => {
  it("given at once are each answered for itself, and one that fails is no other's trouble", async () => {
    const [kept, ...others] = [fresh(), fresh(), fresh()];
    await addNow(store.db, { name: kept, value: 1 });
    const settled = await Promise.allSettled([
      addNow(store.db, { name: others[0] ?? "", value: 2 }),
      addNow(store.db, { name: kept, value: 9 }),
      addNow(store.db, { name: others[1] ?? "", value: 3 }),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(settled[1]).toMatchObject({ reason: { code: "23505" } });
    expect(await Promise.all([kept, ...others].map(countOf))).toEqual([1, 2, 3]);
  });

  it("see what a transaction wrote as soon as its commit is acknowledged, however many are asked", async () => {
    const name = fresh();
    const rounds = Array.from({ length: 60 }, async (_, value) => {
      const own = `${name} ${value}`;
      const before = countOf(own);
      await store.db.transaction().execute((work) => add(work, { name: own, value }));
      return [await before, await countOf(own)];
    });
    for (const [value, [before, after]] of (await Promise.all(rounds)).entries()) {
      expect([undefined, value]).toContain(before);
      expect(after).toBe(value);
    }
  });
});
