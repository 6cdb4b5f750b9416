/** Opening a store on a disk without a byte left (D5). Found by `npm run chaos -- disk-stores`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FileSystem, nodeFileSystem } from "./journal/filesystem";
import { openStore, reopenStore, type Store } from "./store";
import { draftEntries, type StoreBench, storeBench, typed, valuesOf } from "./testing/store-bench";

let bench: StoreBench;
let ballast: string;
let storeId: string;
const appPin = "海上明月-Tide-2026";

const noRoom = (): never => {
  throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
};

/** Takes no new file while the ballast lies there, or ever. */
function fullDisk({ ballastHelps }: { readonly ballastHelps: boolean }): FileSystem {
  let released = false;
  const isFull = () => !(ballastHelps && released);
  return {
    ...nodeFileSystem,
    freeBytes: async () => (isFull() ? 0 : 64 * 1024 * 1024),
    open: async (path, mode) => (mode === "create" && isFull() ? noRoom() : nodeFileSystem.open(path, mode)),
    remove: async (path) => {
      if (path === ballast) released = true;
      await nodeFileSystem.remove(path);
    },
  };
}

const limits = { warn: 2_000, readOnly: 1_000, ballast: 0 };

async function titles(store: Store): Promise<string> {
  const text = [...(await valuesOf(store)).values()].join();
  await store.close();
  return text;
}

beforeEach(async () => {
  bench = await storeBench();
  const store = await openStore(bench.options, await bench.key(), { ...typed, appPin });
  await store.records.append(draftEntries("item-1", "磁盘写满以前的稿子"));
  storeId = store.storeId;
  ballast = join(store.folder, "journal", "ballast");
  await store.close();
  writeFileSync(ballast, "room");
});
afterEach(() => bench.close());

describe("a store on a full disk", () => {
  it("D5: opens by its key and reads every draft, though nothing can be written", async () => {
    const store = await bench.open({ fs: fullDisk({ ballastHelps: false }), limits });
    expect(await titles(store)).toContain("磁盘写满以前的稿子");
  });

  it("D5: gives up its ballast so that a try of the application PIN can be counted, and opens", async () => {
    const options = { ...bench.options, fs: fullDisk({ ballastHelps: true }), limits };
    const store = await reopenStore(options, storeId, { kind: "pin", appPin });
    expect(await titles(store)).toContain("磁盘写满以前的稿子");
  });

  it("D5: refuses an application PIN by the name of the full disk when the try cannot be counted", async () => {
    const options = { ...bench.options, fs: fullDisk({ ballastHelps: false }), limits };
    await expect(reopenStore(options, storeId, { kind: "pin", appPin })).rejects.toMatchObject({ code: "E_DISK" });
  });
});
