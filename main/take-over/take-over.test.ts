/** D8: drafts of a store that a backup brought are taken over into the one in use, and nothing is lost or written over. */
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { digestOf } from "../../shared/digest";
import { versionIdOf } from "../../shared/store/version-id";
import { Attachments } from "../attachments/attachments";
import { Shelf } from "../attachments/shelf";
import { restoreBackup } from "../backup/restore";
import { writeBackup } from "../backup/write";
import { nodeFileSystem as fs } from "../journal/filesystem";
import { openStore, type Store, type StoreOptions } from "../store";
import { besideName } from "../store-place";
import { draftEntries, type StoreBench, storeBench, typed, valuesOf } from "../testing/store-bench";
import { TakeOver } from "./take-over";

let bench: StoreBench;
const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  bench.close();
});

const GENERATION = "20261119T110000Z";
const bytes = new TextEncoder().encode("河道照片");

function version(itemId: string, reason: string, parentVersion: string | null) {
  const said = {
    ...{ itemId, at: "2026-11-18T08:00:00.000Z", author: "张晓岚", device: "d1", reason, parentVersion },
    contentHash: digestOf(bytes),
  };
  const versionId = versionIdOf(said);
  const index = { itemId, at: said.at };
  const key = `${itemId}:${said.at}:${versionId}`;
  return { versionId, entry: { table: "revisions", key, index, value: { ...said, versionId } } as const };
}

/** What the old machine held, brought back beside the store of the new one; both of one person. */
async function beside() {
  bench = await storeBench();
  const folder = join(bench.folder, "backups");
  const old = await bench.open();
  const first = version("b", "首版", null);
  const second = version("b", "次版", first.versionId);
  await old.records.append([
    ...draftEntries("a", "甲稿"),
    ...draftEntries("b", "旧机的乙稿"),
    ...draftEntries("c", "丙稿"),
  ]);
  await old.records.append([second.entry, first.entry]);
  await old.records.append(
    (["queued", "confirmed"] as const).map((state) => ({
      table: "outbox",
      key: `state:${state}`,
      index: { state },
      value: { state },
    })),
  );
  const shelf = new Shelf(fs, old);
  await shelf.record({ hash: digestOf(bytes), size: bytes.length, chunks: [await shelf.put(bytes)] });
  await writeBackup({ fs, folder, store: old, at: new Date("2026-11-19T11:00:00.000Z"), keep: 2 });
  await old.close();
  const stores = join(bench.folder, "new", "stores");
  const own = await bench.open({ folder: stores });
  opened.push(own);
  await own.records.append([
    ...draftEntries("b", "新机的乙稿"),
    ...draftEntries("c", "丙稿"),
    ...draftEntries("d", "丁稿"),
  ]);
  const as = besideName(own.storeId, GENERATION);
  const journalFolder = (of: string) => join(stores, of, "journal");
  await restoreBackup({ fs, folder, stores, journalFolder, storeId: own.storeId, generation: GENERATION, as });
  await bench.recover(stores, as);
  const options = { ...bench.options, folder: stores };
  const takeOver = new TakeOver(partsOf(own, options));
  const run = () => takeOver.run("key", { ...typed, storeId: as });
  return { own, as, options, run, takeOver };
}

const partsOf = (own: Store, stores: StoreOptions) => ({
  fs,
  keys: { list: async () => [], open: bench.key },
  audit: { note: async () => undefined, close: async () => undefined },
  session: { unlockedNow: () => ({ store: own }) },
  stores,
  keeping: <T>(work: () => Promise<T>) => work(),
});

const noPlatform = (): never => {
  throw new Error("no platform in this test");
};

const titles = (values: ReadonlyMap<string, string>) =>
  [...values]
    .flatMap(([name, value]) => (name.includes(" body:") ? [String(JSON.parse(value).document.title)] : []))
    .sort();

describe("D8: taking drafts over from the other store", () => {
  it("D8: brings every draft, those whose place is taken as drafts of their own, and leaves what is here as it was", async () => {
    const { own, run } = await beside();
    const before = await valuesOf(own);
    expect(await run()).toEqual({ drafts: 2, copies: 1, same: 1, files: 1, missing: 0, waiting: 1 });
    const after = await valuesOf(own);
    for (const [name, value] of before) expect(after.get(name), name).toBe(value);
    expect(titles(after)).toEqual(["丁稿", "丙稿", "新机的乙稿", "旧机的乙稿（另一存储的稿件）", "甲稿"].sort());
    expect([...after.keys()].some((name) => name.startsWith("outbox"))).toBe(false);
    const shelf = new Shelf(fs, own);
    const file = await shelf.find(digestOf(bytes));
    expect(await shelf.open(file?.chunks[0] ?? "")).toEqual(Buffer.from(bytes));
  });

  it("D8: chains the versions of such a draft anew, in their order, so that the full check finds them sound", async () => {
    const { own, run } = await beside();
    await run();
    const values = [...(await valuesOf(own))]
      .filter(([name]) => name.startsWith("revisions "))
      .map(([, value]) => JSON.parse(value));
    const [first] = values.filter(({ reason }) => reason === "首版");
    const [second] = values.filter(({ reason }) => reason === "次版");
    expect(values).toHaveLength(2);
    expect([first.parentVersion, second.parentVersion]).toEqual([null, first.versionId]);
    for (const one of values) {
      expect(versionIdOf(one)).toBe(one.versionId);
      expect(one.itemId).not.toBe("b");
    }
    const summary = JSON.parse((await valuesOf(own)).get(`drafts summary:${first.itemId}`) ?? "{}");
    expect(summary).toMatchObject({ lastVersion: second.versionId, submitted: null, base: null, stage: "draft" });
  });

  it("D8: a second time brings nothing twice; what the other store holds stays byte for byte", async () => {
    const { own, as, options, run } = await beside();
    await run();
    const once = await valuesOf(own);
    expect(await run()).toMatchObject({ drafts: 0, copies: 0, same: 3, files: 0 });
    expect(await valuesOf(own)).toEqual(once);
    const other = await openStore(options, await bench.key(), { ...typed, storeId: as });
    opened.push(other);
    expect(titles(await valuesOf(other))).toEqual(["丙稿", "旧机的乙稿", "甲稿"].sort());
  });

  it("D8: refuses the open store itself and a store of another name (E_STATE), before a key is asked", async () => {
    const { own, takeOver } = await beside();
    for (const storeId of [own.storeId, "s-00000000000000000000000000000000"])
      await expect(takeOver.run("key", { ...typed, storeId })).rejects.toMatchObject({ code: "E_STATE" });
  });

  it("D10: a sweep of attachments leaves what has come over and is not noted yet", async () => {
    const { own, options, as } = await beside();
    let sweep: () => Promise<void> = async () => undefined;
    const files = new Attachments({
      fs,
      session: {
        unlockedNow: () => ({ store: own }),
        authorised: noPlatform,
        authorisedRaw: noPlatform,
        platformNow: () => new Date("2026-11-20T08:00:00.000Z"),
      },
      newId: () => "i",
      progress: () => undefined,
    });
    const rename = async (from: string, to: string) => {
      await fs.rename(from, to);
      if (to.startsWith(own.chunkFolder)) await sweep();
    };
    const takeOver = new TakeOver({ ...partsOf(own, options), fs: { ...fs, rename }, keeping: files.keeping });
    sweep = files.tidy;
    await takeOver.run("key", { ...typed, storeId: as });
    const shelf = new Shelf(fs, own);
    const file = await shelf.find(digestOf(bytes));
    expect(await shelf.open(file?.chunks[0] ?? "")).toEqual(Buffer.from(bytes));
  });
});
