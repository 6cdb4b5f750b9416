import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../store/tables";
import { openTestStore } from "../testing/store";
import { databaseMemory } from "./database-memory";
import { localMemory } from "./local-memory";
import type { SharedMemory } from "./shared-memory";

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const at = new Date("2026-11-20T02:00:00.000Z");
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

const kinds: readonly (readonly [string, () => SharedMemory])[] = [
  ["one process", () => localMemory()],
  ["the database", () => databaseMemory(store.db)],
];

describe.each(kinds)("the memory of %s", (_name, open) => {
  it("takes a proof once, also when it comes many times at the same moment", async () => {
    const memory = open();
    const generation = await memory.generation();
    const proof = { name: `proof ${Math.random()}`, until: later(60), generation };
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => memory.take(proof, at)));
    expect(verdicts.filter((verdict) => verdict === "fresh")).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict === "seen")).toHaveLength(19);
  });

  it("refuses a proof of another generation", async () => {
    const memory = open();
    const proof = { name: "foreign", until: later(60), generation: "of another time" };
    expect(await memory.take(proof, at)).toBe("lost");
  });

  it("counts failures of an address from the first one on, and begins anew once that is long ago", async () => {
    const memory = open();
    const window = (now: Date) => ({ since: new Date(now.getTime() - 300_000), at: now });
    const address = `10.0.0.${Math.floor(Math.random() * 1e9)}`;
    for (const seconds of [1, 100, 299]) await memory.noteFailure(address, window(later(seconds)));
    expect(await memory.failures(address, later(0))).toBe(3);
    expect(await memory.failures(address, later(2))).toBe(0);
    await memory.noteFailure(address, window(later(302)));
    expect(await memory.failures(address, later(2))).toBe(1);
  });

  it("forgets on a sweep what counts no more, and nothing else", async () => {
    const memory = open();
    const generation = await memory.generation();
    const [old, young] = [`old ${Math.random()}`, `young ${Math.random()}`];
    await memory.take({ name: old, until: later(1), generation }, at);
    await memory.take({ name: young, until: later(90), generation }, at);
    await memory.sweep({ proofs: later(30), failures: later(30) });
    expect(await memory.take({ name: old, until: later(1), generation }, at)).toBe("fresh");
    expect(await memory.take({ name: young, until: later(90), generation }, at)).toBe("seen");
  });
});

describe("two processes on one database", () => {
  it("have one generation, one memory of proofs and one count of failures", async () => {
    const [one, other] = [databaseMemory(store.db), databaseMemory(store.db)];
    const generation = await one.generation();
    expect(await other.generation()).toBe(generation);
    const proof = { name: "shared", until: later(60), generation };
    expect([await one.take(proof, at), await other.take(proof, at)]).toEqual(["fresh", "seen"]);
    const times = { since: later(-300), at };
    await Promise.all([one.noteFailure("10.9.9.9", times), other.noteFailure("10.9.9.9", times)]);
    expect(await one.failures("10.9.9.9", later(-300))).toBe(2);
  });

  it("begin a new generation after the server lost its tables, and take no proof of before", async () => {
    const memory = databaseMemory(store.db);
    const before = await memory.generation();
    const proof = { name: "before the crash", until: later(60), generation: before };
    expect(await memory.take(proof, at)).toBe("fresh");
    // What PostgreSQL does with tables without a log when it recovers.
    for (const table of ["proofs_seen", "memory_generation", "door_failures"] as const)
      await store.db.deleteFrom(table).execute();
    expect(await memory.take(proof, at)).toBe("lost");
    const after = await memory.generation();
    expect(after).not.toBe(before);
    expect(await databaseMemory(store.db).generation()).toBe(after);
  });
});

describe("the memory of one process", () => {
  it("says that it is full rather than forgetting a proof that still counts", async () => {
    const memory = localMemory(2);
    const generation = await memory.generation();
    const take = (name: string, now: Date) => memory.take({ name, until: later(60), generation }, now);
    expect([await take("1", at), await take("2", at), await take("3", at)]).toEqual(["fresh", "fresh", "full"]);
    expect(await take("3", later(61))).toBe("fresh");
  });
});
