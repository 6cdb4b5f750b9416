import { IDBFactory, IDBKeyRange, IDBOpenDBRequest } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { After } from "./after";
import { createDesk } from "./desk";
import { createSignal } from "./signal";
import { type Index, openIndex } from "./store/database";
import { punctualIndex } from "./store/deadline";
import { askPersistence } from "./store/persistence";
import { createRecords, type StoreHealth } from "./store/records";
import { bench, openBench } from "./testing/bench";
import { fakeDesk } from "./testing/fake-desk";
import { documentOf } from "./testing/fake-item";

const never = <T>(): Promise<T> => new Promise(() => undefined);
const draft = { document: documentOf("关于防汛的通知", "请做好防汛工作。") };

/** A database whose opening gets no answer at all: neither done, nor failed, nor blocked. */
class StuckFactory extends IDBFactory {
  override open = () => new IDBOpenDBRequest();
}

describe("E12: a browser database that never answers", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());
  const soon = <T>(work: Promise<T>): Promise<T> => {
    const passing = setInterval(() => vi.advanceTimersByTime(5_000), 1);
    return work.finally(() => clearInterval(passing));
  };

  it("at opening does not keep the person out: the journal serves alone, and saving goes on", async () => {
    const here = bench({ indexedDB: new IDBFactory(), IDBKeyRange });
    const first = await openBench(here);
    const { itemId } = await first.drafts.create(draft);
    await first.close();
    const port = { indexedDB: new StuckFactory(), IDBKeyRange };
    const second = await soon(openBench({ ...here, port }));
    expect((await second.drafts.open(itemId)).document).toEqual(draft.document);
    expect(second.records.health.get()).toMatchObject({ mode: "journal-only", trouble: { code: "E_INDEX_DAMAGED" } });
    await second.drafts.create({ document: documentOf("另一稿", "二。") });
    expect(second.drafts.list()).toHaveLength(2);
    // Nothing was put aside: the database is as it was for the next start.
    expect(here.memory.get("caibian-index-store-1")).toBe("0");
  });

  it("in the middle of the work leaves no draft unread and no save waiting", async () => {
    const fake = fakeDesk();
    const desk = createDesk({
      call: async (name, input) => ({ ok: true, value: await fake.ask(name as "desk:journal.read", input as never) }),
      listen: () => () => undefined,
    });
    const { index } = await openIndex(
      "store-1",
      { indexedDB: new IDBFactory(), IDBKeyRange },
      { get: () => null, set: () => undefined },
    );
    const stuck: Index = { ...index, put: never, get: never, scan: never };
    const health = createSignal<StoreHealth>({ mode: "both", trouble: null, repairs: [] });
    const after: After = (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    };
    const records = createRecords(desk.ask, punctualIndex(stuck, after), health);
    await records.append([{ table: "drafts", key: "body:a", index: {}, value: { text: "甲" } }]);
    const found = await soon(records.get("drafts", ["body:a"]));
    expect(found).toMatchObject([{ key: "body:a", value: { text: "甲" } }]);
    expect(health.get()).toMatchObject({ mode: "journal-only", trouble: { detail: "IndexSlow" } });
    index.close();
  });

  it("nor a browser that never says whether it keeps the index", async () => {
    expect(await soon(askPersistence({ persisted: never, persist: never }))).toBe("unknown");
  });
});
