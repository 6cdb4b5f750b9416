import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { fromBase64, fromUtf8, toBase64, utf8 } from "../shared/bytes";
import type { Ask } from "./services";
import { checkStores } from "./store/integrity";
import { askPersistence } from "./store/persistence";
import { bench, openBench } from "./testing/bench";
import { documentOf } from "./testing/fake-item";

const fresh = () => bench({ indexedDB: new IDBFactory(), IDBKeyRange });
const draft = { document: documentOf("关于防汛的通知", "请做好防汛工作。") };
const always = () => true;

/** The same bench with main's answer about the disk changed. */
function onFullDisk(here: ReturnType<typeof fresh>): ReturnType<typeof fresh> {
  const ask: Ask = async (name, input) => {
    const answer = await here.fake.ask(name, input);
    return name === "desk:journal.health" ? Object.assign({}, answer, { freeBytes: 0, readOnly: true }) : answer;
  };
  return { ...here, fake: Object.assign(Object.create(here.fake), { ask }) };
}

describe("start on a bad day", () => {
  it("D5: with no room on the disk IndexedDB is not even opened; drafts come from the journal and saving goes on", async () => {
    const here = fresh();
    const first = await openBench(here);
    const created = await first.drafts.create(draft);
    await first.close();
    const full = onFullDisk(here);
    const opened: string[] = [];
    const watched = new IDBFactory();
    watched.open = (name, version) => {
      opened.push(name);
      return here.port.indexedDB.open(name, version);
    };
    const station = await openBench({ ...full, port: { ...here.port, indexedDB: watched } });
    expect(opened).toEqual([]);
    expect(station.records.health.get()).toMatchObject({ mode: "journal-only", trouble: { code: "E_DISK" } });
    await station.drafts.save({ ...created, document: documentOf("改过", "新文。") });
    expect((await station.drafts.open(created.itemId)).document.title).toBe("改过");
    await station.close();
    const after = await openBench(here);
    expect(after.records.health.get().mode).toBe("both");
    expect(after.drafts.list().map(({ title }) => title)).toEqual(["改过"]);
    await after.close();
  });

  it("an index of a newer version is refused by name, left as it is, and no other is begun beside it", async () => {
    const here = fresh();
    const first = await openBench(here);
    await first.drafts.create(draft);
    await first.close();
    const newer = new Dexie("caibian-store-1", { indexedDB: here.port.indexedDB, IDBKeyRange });
    newer.version(99).stores({ drafts: "&key, [key+seq+gone]", future: "&key" });
    await newer.open();
    newer.close();
    const station = await openBench(here);
    expect(station.records.health.get()).toMatchObject({ mode: "journal-only", trouble: { code: "E_STORE_NEWER" } });
    expect(station.drafts.list()).toHaveLength(1);
    expect(await here.port.indexedDB.databases()).toEqual([{ name: "caibian-store-1", version: 990 }]);
    await station.close();
  });

  const yes = async (): Promise<boolean> => true;
  const no = async (): Promise<boolean> => false;
  const broken = (): Promise<boolean> => Promise.reject(new Error("no"));
  it.each([
    [{ persisted: yes, persist: no }, "granted"],
    [{ persisted: no, persist: yes }, "granted"],
    [{ persisted: no, persist: no }, "refused"],
    [{ persisted: broken, persist: yes }, "unknown"],
    [null, "unknown"],
  ] as const)("the browser's promise to keep the index is told as it was given (%#)", async (storage, told) => {
    expect(await askPersistence(storage)).toBe(told);
  });
});

describe("完整核验", () => {
  const filled = async () => {
    const here = fresh();
    const station = await openBench(here);
    const created = await station.drafts.create(draft);
    await station.drafts.cutVersion({ ...created, document: documentOf("二", "二") }, "手动保存");
    await station.records.settled();
    const check = async () =>
      checkStores({ ask: here.fake.ask, index: await station.records.index(), progress: always });
    return { here, station, created, check };
  };
  const rawRow = async (here: ReturnType<typeof fresh>, table: string, change: (row: { sealed: string }) => void) => {
    const db = new Dexie("caibian-store-1", { indexedDB: here.port.indexedDB, IDBKeyRange });
    await db.open();
    await db.table(table).toCollection().modify(change);
    db.close();
  };

  it("D4: two sound stores have no fault, and every row and version was looked at", async () => {
    const { station, check } = await filled();
    const report = await check();
    expect(report).toMatchObject({ faults: [], versions: 2 });
    expect(report?.rows).toBeGreaterThanOrEqual(4);
    await station.close();
  });

  it("D4: names a row that only one of the stores can open, and one that the index lacks", async () => {
    const { here, station, created, check } = await filled();
    await rawRow(here, "drafts", (row) => {
      row.sealed = "AAAA";
    });
    expect((await check())?.faults).toContain(`索引中打不开 drafts body:${created.itemId}`);
    const name = `drafts body:${created.itemId}`;
    const record = here.fake.journal.records.get(name);
    if (record === undefined) throw new Error("a draft that was saved has a row");
    here.fake.journal.records.set(name, { ...record, sealed: "AAAA", seq: record.seq + 9 });
    const { faults } = (await check()) ?? { faults: [] };
    expect(faults).toContain(`日志中打不开 ${name}`);
    expect(faults).toContain(`索引中缺少或落后：${name}`);
    await station.close();
  });

  it("E13: names a version whose content is not what its hash says, and a chain with a link missing", async () => {
    const { here, station, created, check } = await filled();
    const names = [...here.fake.journal.records.keys()].filter((key) => key.startsWith("revisions "));
    const [first = "", second = ""] = names;
    const record = here.fake.journal.records.get(second);
    if (record?.sealed == null) throw new Error("a version that was cut has a row");
    const value = JSON.parse(fromUtf8(fromBase64(record.sealed)).slice(7));
    const changed = { ...value, document: { ...value.document, title: "后来改的" } };
    const sealed = toBase64(utf8(`sealed ${JSON.stringify(changed)}`));
    here.fake.journal.records.set(second, { ...record, sealed });
    expect((await check())?.faults.join("；")).toContain(`版本内容与其摘要不符：${created.itemId}`);
    here.fake.journal.records.delete(first);
    expect((await check())?.faults.join("；")).toContain(`版本链不连续：${created.itemId}`);
    await station.close();
  });

  it("ends at once when the person stops it", async () => {
    const { here, station } = await filled();
    const index = await station.records.index();
    const stopped = checkStores({ ask: here.fake.ask, index, progress: () => false });
    expect(await stopped).toBeNull();
    await station.close();
  });
});
