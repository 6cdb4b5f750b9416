import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { reconcile } from "../shared/store/reconcile";
import { STORE_SCHEMA } from "../shared/store/store-version";
import { type FileSystem, nodeFileSystem } from "./journal/filesystem";
import { snapshotFolder, takeSnapshot } from "./store-migration";
import { readSchema } from "./store-schema";
import { draftEntries, type StoreBench, storeBench, valuesOf } from "./testing/store-bench";

let bench: StoreBench;
afterEach(() => bench.close());

/** Every file below a folder with its bytes and time of change. */
function everything(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(
    names.map((name) => [
      name,
      `${statSync(join(folder, name)).mtimeMs} ${readFileSync(join(folder, name), "base64")}`,
    ]),
  );
}

/** A store that the version before the first migration has left. */
async function oldStore() {
  bench = await storeBench();
  const store = await bench.open({ migrations: [] });
  for (let at = 0; at < 130; at += 1) await store.records.append(draftEntries(`d${at}`, `第${at}稿`));
  await store.records.append([{ table: "settings", key: "x", index: {}, value: 1 }]);
  const values = await valuesOf(store);
  await store.close();
  return { folder: store.folder, storeId: store.storeId, values };
}

describe("versions of a store", () => {
  it("E13: a migration first copies the store aside, and the version before opens the copy with every row as it was", async () => {
    const { folder, storeId, values } = await oldStore();
    rmSync(join(folder, "store.json"));
    const store = await bench.open();
    expect(await readSchema(nodeFileSystem, folder)).toBe(STORE_SCHEMA);
    const now = await valuesOf(store);
    expect(JSON.parse(now.get("drafts summary:d77") ?? "")).toMatchObject({ title: "第77稿", columnId: "zwgk" });
    expect(now.get("drafts body:d77")).toBe(values.get("drafts body:d77"));
    expect(now.size).toBe(values.size);
    await store.close();
    const earlier = join(bench.folder, "earlier");
    cpSync(snapshotFolder(folder, 1), join(earlier, storeId), { recursive: true });
    const again = await bench.open({ folder: earlier, migrations: [] });
    expect(await valuesOf(again)).toEqual(values);
    await again.close();
  });

  it("a migration that fails in its middle leaves the version as it was and is run again at the next opening", async () => {
    const { folder, values } = await oldStore();
    const run = async () => {
      throw new Error("power cut");
    };
    await expect(bench.open({ migrations: [{ to: 2, name: "坏", run }] })).rejects.toThrow("power cut");
    expect(await readSchema(nodeFileSystem, folder)).toBe(1);
    const store = await bench.open();
    expect((await valuesOf(store)).size).toBe(values.size);
    expect(await readSchema(nodeFileSystem, folder)).toBe(STORE_SCHEMA);
    await store.close();
  });

  it("E12: one damaged copy of the version's file keeps no store closed, and is written anew", async () => {
    for (const name of ["store.json", "store.copy.json"]) {
      bench = await storeBench();
      const store = await bench.open();
      await store.records.append(draftEntries("a", "甲"));
      await store.close();
      const file = join(store.folder, name);
      writeFileSync(file, Buffer.from(readFileSync(file)).fill(0xff, 3, 9));
      const again = await bench.open();
      expect([...(await valuesOf(again)).values()].join()).toContain("甲");
      await again.close();
      expect(readFileSync(file, "utf8")).toContain(`"schema":${STORE_SCHEMA}`);
    }
  });

  it("E12: what is saved after files of the journal are gone is newer than what the window's index still holds", async () => {
    bench = await storeBench();
    const first = await bench.open();
    for (const title of ["一稿", "二稿", "三稿"]) await first.records.append(draftEntries("a", title));
    const index = first.records.positions();
    await first.close();
    const journal = join(first.folder, "journal");
    for (const name of readdirSync(journal)) rmSync(join(journal, name));
    const second = await bench.open({ clock: () => new Date(bench.options.clock().getTime() + 60_000) });
    await second.records.append(draftEntries("a", "重新写的稿"));
    const { fetch, restore } = reconcile(second.records.positions(), index);
    await second.close();
    expect(restore).toEqual([]);
    expect(fetch.map(({ key }) => key)).toEqual(["body:a", "summary:a"]);
  });

  it("a store of a newer version is refused by name, and not a byte of it is touched", async () => {
    bench = await storeBench();
    const store = await bench.open();
    await store.records.append(draftEntries("a", "甲"));
    await store.close();
    writeFileSync(join(store.folder, "store.json"), '{"format":"caibian-store/1","schema":99}\n');
    const before = everything(bench.options.folder);
    await expect(bench.open()).rejects.toMatchObject({ code: "E_STORE_NEWER" });
    expect(everything(bench.options.folder)).toEqual(before);
  });
});

describe("E13: a snapshot that was cut off", () => {
  it("E13: is taken anew, with no file of the journal that is gone by then: what was deleted since stays deleted", async () => {
    bench = await storeBench();
    const folder = join(bench.options.folder, "s-1");
    const journal = join(folder, "journal");
    mkdirSync(journal, { recursive: true });
    writeFileSync(join(journal, "00000001.jrn"), "rows");
    writeFileSync(join(folder, "vault.json"), "{}");
    const open: FileSystem["open"] = (path, mode) =>
      path.includes("store.copy.json") ? Promise.reject(new Error("killed")) : nodeFileSystem.open(path, mode);
    const task = { folder, journal, schema: 1 };
    await expect(takeSnapshot({ ...task, fs: { ...nodeFileSystem, open } })).rejects.toMatchObject({ code: "E_DISK" });
    renameSync(join(journal, "00000001.jrn"), join(journal, "00000002.jrn"));
    await takeSnapshot({ ...task, fs: nodeFileSystem });
    expect(readdirSync(join(snapshotFolder(folder, 1), "journal"))).toEqual(["00000002.jrn"]);
  });
});

describe("D4: the journal on another disk", () => {
  const filled = async () => {
    bench = await storeBench();
    const store = await bench.open();
    await store.records.append(draftEntries("a", "甲"));
    const values = await valuesOf(store);
    await store.close();
    mkdirSync(join(store.folder, "chunks"));
    writeFileSync(join(store.folder, "chunks", "a".repeat(64)), "chunk");
    return { values, folder: store.folder, storeId: store.storeId, journalFolder: join(bench.folder, "disk2") };
  };

  it("D4: moves there with every row and chunk when the policy says so, and the old files stay", async () => {
    const { values, folder, storeId, journalFolder } = await filled();
    const moved = await bench.open({ journalFolder });
    expect(await valuesOf(moved)).toEqual(values);
    await moved.records.append(draftEntries("b", "乙"));
    const later = await valuesOf(moved);
    expect(moved.chunkFolder).toBe(join(journalFolder, storeId, "chunks"));
    expect(readdirSync(moved.chunkFolder)).toEqual(["a".repeat(64)]);
    await moved.close();
    expect(readdirSync(join(folder, "journal")).length).toBeGreaterThan(0);
    // The policy is gone: the journal is still where it was put.
    const again = await bench.open();
    expect(await valuesOf(again)).toEqual(later);
    await again.close();
  });

  it("D4: without that disk the store is refused by name and no empty journal is begun", async () => {
    const { journalFolder } = await filled();
    await (await bench.open({ journalFolder })).close();
    renameSync(journalFolder, `${journalFolder}-unplugged`);
    await expect(bench.open({ journalFolder })).rejects.toMatchObject({ code: "E_JOURNAL_AWAY" });
    expect(readdirSync(bench.folder)).not.toContain("disk2");
  });

  it("D4: another journal in that place is not written over", async () => {
    const { journalFolder, storeId, folder } = await filled();
    cpSync(join(folder, "journal"), join(journalFolder, storeId, "journal"), { recursive: true });
    await expect(bench.open({ journalFolder })).rejects.toMatchObject({ code: "E_JOURNAL_AWAY" });
  });

  /** The disk that gives up at this file, once. */
  const failingAt = (isIt: (path: string) => boolean): FileSystem => ({
    ...nodeFileSystem,
    open: (path, mode) => (isIt(path) ? Promise.reject(new Error("killed")) : nodeFileSystem.open(path, mode)),
  });

  it("D4: a move that was cut off is made anew at the next opening, with what was written since", async () => {
    const { folder, journalFolder } = await filled();
    const fs = failingAt((path) => path.includes("journal-place.json"));
    await expect(bench.open({ journalFolder, fs })).rejects.toThrow("killed");
    // The policy is taken back for a while: the store goes on where it was.
    const between = await bench.open();
    await between.records.append(draftEntries("b", "乙"));
    const values = await valuesOf(between);
    await between.close();
    const moved = await bench.open({ journalFolder });
    expect(await valuesOf(moved)).toEqual(values);
    await moved.close();
    expect(readdirSync(folder)).toContain("journal-place.json");
  });

  it("D4: a store whose first opening on the other disk was cut off opens the next time", async () => {
    bench = await storeBench();
    const journalFolder = join(bench.folder, "disk2");
    const fs = failingAt((path) => path.startsWith(journalFolder) && path.includes(".jrn"));
    // Opened for reading, since no segment could be made.
    await (await bench.open({ journalFolder, fs })).close();
    const store = await bench.open({ journalFolder });
    await store.records.append(draftEntries("a", "甲"));
    await store.close();
  });
});
