import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { STORE_SCHEMA } from "../../shared/store/store-version";
import { type FileSystem, nodeFileSystem } from "../journal/filesystem";
import { snapshotFolder } from "../store-migration";
import { readSchema } from "../store-schema";
import { draftEntries, type StoreBench, storeBench, valuesOf } from "../testing/store-bench";
import { returnData } from "./data-return";

let bench: StoreBench;
afterEach(() => bench.close());

const now = new Date("2026-11-22T08:00:00Z");
const older = { migrations: [] };

/** A store that the older version wrote, the newer one migrated, and in which something was written since. */
async function migrated() {
  bench = await storeBench();
  const before = await bench.open(older);
  for (let at = 0; at < 12; at += 1) await before.records.append(draftEntries(`d${at}`, `第${at}稿`));
  const values = await valuesOf(before);
  await before.close();
  const newer = await bench.open();
  await newer.records.append(draftEntries("later", "升级之后写的"));
  await newer.close();
  return { folder: before.folder, stores: bench.options.folder, values };
}

const back = (fs: FileSystem, stores: string, dataVersion: number | null = 1) =>
  returnData({ fs, stores, now }, dataVersion);

/** The disk as it is, until so many changes were made; then everything fails, as for a program that was killed. */
function killedAfter(changes: number): { readonly fs: FileSystem; readonly wasKilled: () => boolean } {
  let left = changes;
  let killed = false;
  const counted =
    <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (left <= 0) {
        killed = true;
        throw new Error("killed");
      }
      left -= 1;
      return work(...args);
    };
  const { makeFolder, open, rename, remove, syncFolder } = nodeFileSystem;
  const fs = {
    ...nodeFileSystem,
    makeFolder: counted(makeFolder),
    open: counted(open),
    rename: counted(rename),
    remove: counted(remove),
    syncFolder: counted(syncFolder),
  };
  return { fs, wasKilled: () => killed };
}

describe("L9: the way back to older data", () => {
  it("gives the older version its store with every row as it was, and keeps what the newer one wrote", async () => {
    const { folder, stores, values } = await migrated();
    await expect(bench.open(older)).rejects.toMatchObject({ code: "E_STORE_NEWER" });
    expect(await back(nodeFileSystem, stores)).toMatchObject({ returned: [expect.any(String)], stuck: [] });
    const again = await bench.open(older);
    expect(await valuesOf(again)).toEqual(values);
    await again.close();
    const [aside = ""] = readdirSync(join(folder, "newer"));
    const elsewhere = join(bench.folder, "elsewhere");
    cpSync(join(folder, "newer", aside), join(elsewhere, again.storeId), { recursive: true });
    const kept = await bench.open({ folder: elsewhere });
    expect((await valuesOf(kept)).get("drafts body:later")).toContain("升级之后写的");
    await kept.close();
  });

  it("lets the newer version migrate once more, and the way back from there keeps what was written in between", async () => {
    const { stores } = await migrated();
    await back(nodeFileSystem, stores);
    const between = await bench.open(older);
    await between.records.append(draftEntries("between", "退回期间写的"));
    await between.close();
    const newer = await bench.open();
    expect(await readSchema(nodeFileSystem, newer.folder)).toBe(STORE_SCHEMA);
    await newer.close();
    await back(nodeFileSystem, stores);
    const again = await bench.open(older);
    expect((await valuesOf(again)).get("drafts body:between")).toContain("退回期间写的");
    await again.close();
  });

  it("changes nothing where the version reads the store as it is, and says which store it cannot give back", async () => {
    const { folder, stores } = await migrated();
    expect(await back(nodeFileSystem, stores, STORE_SCHEMA)).toEqual({ returned: [], stuck: [] });
    rmSync(join(folder, "snapshots"), { recursive: true });
    expect(await back(nodeFileSystem, stores)).toEqual({ returned: [], stuck: [expect.any(String)] });
    const newer = await bench.open();
    expect((await valuesOf(newer)).get("drafts body:later")).toContain("升级之后写的");
    await newer.close();
  });

  it("killed after any change it makes, it is finished at the next start, or was never begun", async () => {
    bench = await storeBench();
    const stores = bench.options.folder;
    const folder = join(stores, "s-1");
    let kills = 0;
    for (let changes = 0; ; changes += 1) {
      rmSync(stores, { recursive: true, force: true });
      layMigrated(folder);
      const { fs, wasKilled } = killedAfter(changes);
      await back(fs, stores).catch(() => undefined);
      if (!wasKilled()) break;
      kills += 1;
      // The next start may be of any version: what was begun is finished before a newer one migrates again.
      await back(nodeFileSystem, stores, null);
      const schema = await readSchema(nodeFileSystem, folder);
      expect(journalOf(folder)).toEqual(schema === 1 ? oldJournal : newJournal);
      await back(nodeFileSystem, stores);
      expect(await readSchema(nodeFileSystem, folder)).toBe(1);
      expect(journalOf(folder)).toEqual(oldJournal);
      const [aside = ""] = readdirSync(join(folder, "newer"));
      expect(journalOf(join(folder, "newer", aside))).toEqual(newJournal);
    }
    expect(kills).toBeGreaterThan(15);
  });
});

describe("L9: a way back that failed and was not killed", () => {
  /** Fails once, as a scanner of viruses that has the file open at that moment. */
  function failingOnce(isIt: (path: string) => boolean): FileSystem {
    let left = 1;
    const once = (path: string): void => {
      if (!isIt(path) || left === 0) return;
      left -= 1;
      throw new Error("EBUSY");
    };
    return {
      ...nodeFileSystem,
      remove: async (path) => {
        once(path);
        await nodeFileSystem.remove(path);
      },
      rename: async (from, to) => {
        once(to);
        await nodeFileSystem.rename(from, to);
      },
    };
  }

  it("L9: is not made a second time over what the older version has written since", async () => {
    bench = await storeBench();
    const stores = bench.options.folder;
    const folder = join(stores, "s-1");
    layMigrated(folder);
    const spent = join(snapshotFolder(folder, 1), "store.json");
    await expect(
      back(
        failingOnce((path) => path === spent),
        stores,
      ),
    ).rejects.toThrow("EBUSY");
    expect(await readSchema(nodeFileSystem, folder)).toBe(1);
    writeFileSync(join(folder, "journal", "3.jrn"), "written by the older version");
    await back(nodeFileSystem, stores, null);
    expect(journalOf(folder)).toEqual({ ...oldJournal, "3.jrn": "written by the older version" });
  });

  it("L9: keeps every version out of the store until it is finished, and says so", async () => {
    const { stores, folder } = await migrated();
    const [segment = ""] = readdirSync(join(folder, "journal")).filter((name) => name.endsWith(".jrn"));
    await expect(
      back(
        failingOnce((path) => path === join(folder, "journal", segment)),
        stores,
      ),
    ).rejects.toThrow();
    await expect(bench.open()).rejects.toMatchObject({ code: "E_STORE_RETURN" });
    await back(nodeFileSystem, stores, null);
    await (await bench.open()).close();
  });
});

const oldJournal = { "1.jrn": "before, changed since", "2.jrn": "before" };
const newJournal = { "1.jrn": "after", "2.jrn": "before, grown since", "3.jrn": "since" };

/** The files of a migrated store, small: what is in them is of no matter here. */
function layMigrated(folder: string): void {
  const snapshot = snapshotFolder(folder, 1);
  const lay = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const schema = (version: number) => JSON.stringify({ format: "caibian-store/1", schema: version });
  for (const [name, text] of Object.entries(newJournal)) lay(join(folder, "journal", name), text);
  for (const [name, text] of Object.entries(oldJournal)) lay(join(snapshot, "journal", name), text);
  lay(join(folder, "vault.json"), "{}");
  lay(join(snapshot, "vault.json"), "{}");
  lay(join(folder, "store.json"), schema(2));
  lay(join(snapshot, "store.json"), schema(1));
}

const journalOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(folder, "journal"))
      .filter((name) => name.endsWith(".jrn"))
      .map((name) => [name, readFileSync(join(folder, "journal", name), "utf8")]),
  );
