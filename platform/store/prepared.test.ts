import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestStore } from "../testing/store";
import { prepared } from "./prepared";
import type { Store } from "./tables";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

interface Count {
  readonly name: string;
  readonly value: number;
}

describe("a prepared statement", () => {
  it("is built at its first call, and sent with the values of each call, inside a transaction and out of it", async () => {
    let built = 0;
    const write = prepared((on, { name, value }: Count) => {
      built += 1;
      return on
        .insertInto("counters")
        .values({ name, value })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
        .returningAll()
        .compile();
    });
    expect((await write(store.db, { name: "one", value: 1 })).rows).toEqual([{ name: "one", value: 1 }]);
    const inside = await store.db.transaction().execute((work) => write(work, { name: "two", value: 2 }));
    expect(inside.rows).toEqual([{ name: "two", value: 2 }]);
    expect((await write(store.db, { name: "one", value: 3 })).rows).toEqual([{ name: "one", value: 3 }]);
    expect(built).toBe(1);
  });

  it("takes null for a value, and nothing for none", async () => {
    const read = prepared((on, { name }: { readonly name: string | null | undefined }) =>
      on
        .selectFrom("counters")
        .selectAll()
        .where("name", "is not distinct from", name ?? null)
        .compile(),
    );
    expect((await read(store.db, { name: null })).rows).toEqual([]);
    await expect(read(store.db, { name: undefined })).rejects.toThrow("no value for name");
  });

  it("whose values are copied as a whole, so that the builder would not know their names, is our bug", async () => {
    const write = prepared((on, values: Count) =>
      on
        .insertInto("counters")
        .values({ ...values })
        .compile(),
    );
    await expect(write(store.db, { name: "three", value: 3 })).rejects.toThrow("read by name");
  });

  it("is seen each time by whoever watches statements", async () => {
    let seen = 0;
    const watched = store.db.withPlugin({
      transformQuery: ({ node }) => {
        seen += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const read = prepared((on, { name }: Pick<Count, "name">) =>
      on.selectFrom("counters").select("value").where("name", "=", name).compile(),
    );
    await read(store.db, { name: "one" });
    expect((await read(watched, { name: "two" })).rows).toEqual([{ value: 2 }]);
    expect((await read(watched, { name: "one" })).rows).toEqual([{ value: 3 }]);
    expect(seen).toBe(2);
  });
});
