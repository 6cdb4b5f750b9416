import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SealedRecord } from "../shared/store/record";
import { stampOf } from "../shared/store/stamp";
import { type Index, openIndex } from "./store/database";
import { openRecordsOf } from "./store/reconcile-start";
import { FakeJournal, fakeDesk } from "./testing/fake-desk";

const memory = () => {
  const kept = new Map<string, string>();
  return {
    get: (name: string) => kept.get(name) ?? null,
    set: (name: string, value: string) => void kept.set(name, value),
  };
};
const newPort = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

const record: fc.Arbitrary<SealedRecord> = fc.record({
  table: fc.constantFrom("drafts", "outbox"),
  key: fc.constantFrom("a", "b", "c"),
  index: fc.constant({}),
  seq: fc.nat(20),
  sealed: fc.constantFrom(null, "AAAA"),
});

async function withIndex(use: (index: Index, db: () => Dexie) => Promise<void>): Promise<void> {
  const port = newPort();
  const { index } = await openIndex("s1", port, memory());
  await use(index, () => new Dexie(index.name, port));
  index.close();
}

describe("the index's stamp", () => {
  it("E12: is that of its rows after any writes, older and deleted rows among them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(record, { maxLength: 4 }), { maxLength: 8 }), async (writes) => {
        await withIndex(async (index) => {
          const first = await index.positions();
          expect(first).toEqual([]);
          for (const records of writes) await index.put(records);
          const kept = await index.stamp();
          expect(kept).toEqual(stampOf(await index.positions()));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("E12: is not known for rows of an index that never listed them, and of one that lost a row behind its back", async () => {
    await withIndex(async (index, db) => {
      const row: SealedRecord = { table: "drafts", key: "a", index: {}, seq: 1, sealed: "AAAA" };
      await index.put([row, { ...row, key: "b", seq: 2 }]);
      expect(await index.stamp()).toBeNull();
      await index.positions();
      expect(await index.stamp()).not.toBeNull();
      const other = await db().open();
      await other.table("drafts").delete("a");
      other.close();
      expect(await index.stamp()).toBeNull();
    });
  });
});

describe("opening both stores", () => {
  it("E12, D7: stores that agree are not listed; one row more in the journal, and they are, and the index gets it", async () => {
    const journal = new FakeJournal();
    const desk = fakeDesk(journal);
    const asked: string[] = [];
    const parts = {
      ask: ((name, input) => {
        asked.push(name);
        return desk.ask(name, input);
      }) satisfies typeof desk.ask,
      port: newPort(),
      memory: memory(),
    };
    const entry = (key: string) => ({ table: "drafts" as const, key, index: {}, value: { key } });
    const first = await openRecordsOf("s1", parts);
    await first.append([entry("a"), entry("b")]);
    await first.settled();
    first.close();
    expect(asked).toContain("desk:journal.positions");

    asked.length = 0;
    const second = await openRecordsOf("s1", parts);
    second.close();
    expect(asked).toContain("desk:journal.stamp");
    expect(asked).not.toContain("desk:journal.positions");

    journal.append([entry("c")]);
    const third = await openRecordsOf("s1", parts);
    expect(asked).toContain("desk:journal.positions");
    expect((await third.get("drafts", ["c"])).map(({ value }) => value)).toEqual([{ key: "c" }]);
    expect(third.health.get().repairs.join()).toContain("索引缺少 1 条记录");
    third.close();
  });
});
