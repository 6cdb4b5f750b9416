import Dexie from "dexie";
import { IDBFactory, IDBKeyRange, IDBObjectStore } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { contentHash, contentOf } from "../shared/model/content";
import { tables } from "../shared/store/record";
import { brokenLink } from "./store/version-chain";
import { bench, openBench } from "./testing/bench";
import { documentOf, ledgerFor, signedFor } from "./testing/fake-item";

const fresh = () => bench({ indexedDB: new IDBFactory(), IDBKeyRange });
const draft = { document: documentOf("关于防汛的通知", "请做好防汛工作。") };

async function raw(from: ReturnType<typeof fresh>, name = "caibian-store-1") {
  const db = new Dexie(name, { indexedDB: from.port.indexedDB, IDBKeyRange });
  await db.open();
  return db;
}

describe("the two local stores", () => {
  it("D4: a draft is in the journal and in the index, sealed in both", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await station.drafts.create(draft);
    await station.close();
    const db = await raw(here);
    const row = await db.table("drafts").get(`body:${itemId}`);
    expect(row.sealed).toBe(here.fake.journal.records.get(`drafts body:${itemId}`)?.sealed);
    expect(JSON.stringify({ key: row.key, index: row.index })).not.toContain("防汛");
    db.close();
  });

  it("D4: with the index deleted, every draft is back at the next start and the repair is told", async () => {
    const here = fresh();
    const first = await openBench(here);
    const { itemId } = await first.drafts.create(draft);
    await first.close();
    const db = await raw(here);
    await Promise.all(tables.map((table) => db.table(table).clear()));
    db.close();
    const second = await openBench(here);
    expect((await second.drafts.open(itemId)).document).toEqual(draft.document);
    expect(second.drafts.list().map((summary) => summary.title)).toEqual(["关于防汛的通知"]);
    expect(second.records.health.get().repairs.join()).toContain("已由日志补回");
    await second.close();
  });

  it("D4: what only the index still has goes back into the journal", async () => {
    const here = fresh();
    const first = await openBench(here);
    const { itemId } = await first.drafts.create(draft);
    await first.close();
    here.fake.journal.records.delete(`drafts body:${itemId}`);
    const second = await openBench(here);
    expect(here.fake.journal.records.has(`drafts body:${itemId}`)).toBe(true);
    expect(second.records.health.get().repairs.join()).toContain("已由索引补回");
    await second.close();
  });

  it("D4: a draft removed in the journal does not come back from the index", async () => {
    const here = fresh();
    const first = await openBench(here);
    const { itemId } = await first.drafts.create(draft);
    await first.close();
    const gone = [`body:${itemId}`, `summary:${itemId}`];
    here.fake.journal.append(gone.map((key) => ({ table: "drafts" as const, key, index: {}, value: null })));
    const second = await openBench(here);
    expect(second.drafts.list()).toEqual([]);
    await second.close();
  });

  it.each(["AAAA", "no base64 at all", ""])(
    "D4: a row of the index damaged to “%s” is replaced by its twin in the journal, and said so",
    async (sealed) => {
      const here = fresh();
      const first = await openBench(here);
      const { itemId } = await first.drafts.create(draft);
      await first.close();
      const db = await raw(here);
      await db.table("drafts").update(`body:${itemId}`, { sealed });
      db.close();
      const second = await openBench(here);
      expect((await second.drafts.open(itemId)).document).toEqual(draft.document);
      expect(second.records.health.get().repairs.join()).toContain("1 条记录损坏");
      await second.close();
    },
  );

  it("D5: after a quota error the index is written no more, but saving goes on and nothing is lost", async () => {
    const here = fresh();
    const station = await openBench(here);
    const created = await station.drafts.create(draft);
    const quota = failingWrites();
    await station.drafts.save({ ...created, document: documentOf("第二稿", "一。") });
    await station.records.settled();
    expect(station.records.health.get()).toMatchObject({
      mode: "journal-only",
      trouble: { code: "E_INDEX_DAMAGED", detail: "QuotaExceededError" },
    });
    quota.restore();
    const { savedAt } = await station.drafts.save({ ...created, document: documentOf("第三稿", "二。") });
    expect(savedAt).toBeTruthy();
    expect((await station.drafts.open(created.itemId)).document.title).toBe("第三稿");
    const other = await station.drafts.create({ document: documentOf("另一稿", "三。") });
    expect((await station.drafts.open(other.itemId)).document.title).toBe("另一稿");
    await station.close();
    const db = await raw(here);
    expect(await db.table("drafts").get(`body:${other.itemId}`)).toBeUndefined();
    db.close();
    const next = await openBench(here);
    expect(
      next.drafts
        .list()
        .map((summary) => summary.title)
        .sort(),
    ).toEqual(["另一稿", "第三稿"].sort());
    expect(next.records.health.get().mode).toBe("both");
    await next.close();
  });

  it("an index that will not open is kept aside under its name and a new one is filled from the journal", async () => {
    const here = fresh();
    const first = await openBench(here);
    await first.drafts.create(draft);
    await first.close();
    const factory = here.port.indexedDB;
    const second = await openBench({
      ...here,
      port: { ...here.port, indexedDB: refusing(factory, "caibian-store-1") },
    });
    expect(second.drafts.list()).toHaveLength(1);
    expect(second.records.health.get().repairs.join()).toContain("caibian-store-1 无法打开，已原样保留");
    await second.close();
    const names = (await here.port.indexedDB.databases()).map((database) => database.name);
    expect(names.sort()).toEqual(["caibian-store-1", "caibian-store-1-1"]);
    expect(here.memory.get("caibian-index-store-1")).toBe("1");
    const third = await openBench({ ...here, port: { ...here.port, indexedDB: refusing(factory, "caibian-store-1") } });
    expect(third.records.health.get().repairs).toEqual([]);
    await third.close();
  });

  it("a refused append is thrown with its code and changes nothing in memory", async () => {
    const here = fresh();
    const station = await openBench(here);
    const created = await station.drafts.create(draft);
    here.fake.journal.refuse = "E_SECRET";
    await expect(station.drafts.save({ ...created, document: documentOf("机密★", "x") })).rejects.toMatchObject({
      code: "E_SECRET",
    });
    expect(station.drafts.list()[0]?.title).toBe("关于防汛的通知");
    expect(station.records.health.get().trouble).toBeNull();
    here.fake.journal.refuse = "E_JOURNAL";
    await expect(station.drafts.save(created)).rejects.toMatchObject({ code: "E_JOURNAL" });
    expect(station.records.health.get().trouble?.code).toBe("E_JOURNAL");
    here.fake.journal.refuse = null;
    await station.drafts.save(created);
    expect(station.records.health.get().trouble).toBeNull();
    await station.close();
  });

  it("E13: versions start with the state before the first edit and form a hash chain", async () => {
    const here = fresh();
    const station = await openBench(here);
    const created = await station.drafts.create(draft);
    // The clock goes back between the two: the order of versions is the chain's, not the clock's.
    here.time.now -= 1_000;
    const version = await station.drafts.cutVersion({ ...created, document: documentOf("二", "二") }, "手动保存");
    const chain = await station.drafts.versions(created.itemId);
    expect(chain.map((one) => one.reason)).toEqual(["新建", "手动保存"]);
    expect(chain[0]?.document).toEqual(draft.document);
    expect(version.parentVersion).toBe(chain[0]?.versionId);
    expect(station.records.health.get().repairs).toEqual([]);
    await station.close();
  });

  it("E13: a version altered in both stores shows as a broken chain", async () => {
    const here = fresh();
    const station = await openBench(here);
    const created = await station.drafts.create(draft);
    const [version] = await station.drafts.versions(created.itemId);
    if (version === undefined) throw new Error("a new draft has its first version");
    expect(brokenLink([version])).toBeNull();
    expect(brokenLink([{ ...version, author: "另一人" }])).not.toBeNull();
    expect(brokenLink([{ ...version, parentVersion: "v0" }])).not.toBeNull();
    await station.close();
  });

  it("L1: closing the workstation leaves no title and no text in memory", async () => {
    const here = fresh();
    const station = await openBench(here);
    const created = await station.drafts.create(draft);
    const hash = contentHash(contentOf(created.document, created.metadata));
    const { itemId } = created;
    const signed = signedFor(itemId, hash);
    await station.sync.submit({ draft: created, itemId, title: "通知", ledger: ledgerFor(hash), signed });
    await station.loop.round();
    await station.drafts.create(draft);
    expect([station.drafts.list().length, station.items.list().length, station.sync.state().entries.length]).toEqual([
      1, 1, 2,
    ]);
    await station.close();
    expect(station.drafts.list()).toEqual([]);
    expect(station.items.list()).toEqual([]);
    expect(station.sync.state().entries).toEqual([]);
  });

  it("L1: once main has locked, no stored text can be opened any more", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await station.drafts.create(draft);
    here.fake.session = { ...here.fake.session, state: "locked" };
    await expect(station.drafts.open(itemId)).rejects.toMatchObject({ code: "E_LOCKED" });
    await station.close();
  });
});

/** Makes every write of every object store fail as a full disk does. */
function failingWrites() {
  const original = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("the disk is full", "QuotaExceededError");
  };
  return {
    restore: () => {
      IDBObjectStore.prototype.put = original;
    },
  };
}

/** A factory whose one database will not open, as after damage on the disk. */
function refusing(factory: IDBFactory, broken: string): IDBFactory {
  const refusingFactory = new IDBFactory();
  refusingFactory.open = (name, version) => {
    if (name === broken) throw new DOMException("Internal error opening backing store", "UnknownError");
    return factory.open(name, version);
  };
  return refusingFactory;
}
