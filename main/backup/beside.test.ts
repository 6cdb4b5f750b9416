/** D8: a backup restored on a machine where its owner has begun to work already: both stores stay, each told from the other. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nodeFileSystem as fs } from "../journal/filesystem";
import { openStore, type Store } from "../store";
import { storeFacts } from "../store-facts";
import { storeHeaders } from "../store-list";
import { besideName, broughtBy, vaultNameOf } from "../store-place";
import { draftEntries, type StoreBench, storeBench, typed, valuesOf } from "../testing/store-bench";
import { Backups } from "./backups";
import { drillBackup } from "./drill";
import { ownGenerations } from "./origin";
import { writeBackup } from "./write";

let bench: StoreBench;
const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  bench.close();
});

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 11));
const summary = (itemId: string, updatedAt: string) =>
  ({ table: "drafts", key: `summary:${itemId}`, index: { updatedAt }, value: { itemId } }) as const;

/** The old machine with one draft, and the new one with another of the same person, both backed up into one folder. */
async function twoMachines() {
  bench = await storeBench();
  const folder = join(bench.folder, "backups");
  const old = await bench.open();
  opened.push(old);
  await old.records.append([...draftEntries("a", "旧机的稿"), summary("a", "2026-11-18T08:00:00.000Z")]);
  await writeBackup({ fs, folder, store: old, at: at(19), keep: 2 });
  const stores = join(bench.folder, "new", "stores");
  const own = await bench.open({ folder: stores });
  opened.push(own);
  await own.records.append([...draftEntries("b", "新机的稿"), summary("b", "2026-11-20T08:00:00.000Z")]);
  await own.records.append([summary("c", "2026-11-21T08:00:00.000Z")]);
  await writeBackup({ fs, folder, store: own, at: at(20), keep: 2 });
  const backups = new Backups({
    fs,
    dataFolder: join(bench.folder, "new"),
    policy: { backup: { folder, keep: 2 } },
    audit: { note: async () => undefined, close: async () => undefined },
    clock: () => at(21),
    timers: { after: () => () => undefined },
    store: () => null,
    bug: (error) => {
      throw error;
    },
  });
  return { folder, old, own, stores, backups };
}

/** Every file below, by its bytes. */
function filesBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, "latin1")]));
}

describe("D8: a backup beside a store that was begun on this machine", () => {
  it("D8: is offered as the other one's, and restored changes no byte of the store that is here", async () => {
    const { own, stores, backups } = await twoMachines();
    const [found, ...more] = await backups.restorable();
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      storeId: own.storeId,
      generation: "20261119T110000Z",
      beside: true,
      owner: "张晓岚",
    });
    const before = filesBelow(own.folder);
    await backups.restore(own.storeId, "20261119T110000Z");
    expect(filesBelow(own.folder)).toEqual(before);
    const there = besideName(own.storeId, "20261119T110000Z");
    expect((await storeHeaders(fs, stores)).map(({ storeId }) => storeId).sort()).toEqual([own.storeId, there].sort());
    // It is here now, and its own backup was never a stranger's.
    expect(await backups.restorable()).toEqual([]);
    await expect(backups.restore(own.storeId, "20261119T110000Z")).rejects.toMatchObject({ code: "E_STATE" });
    await expect(backups.restore(own.storeId, "20261120T110000Z")).rejects.toMatchObject({ code: "E_STATE" });
  });

  it("D8: both are told apart while locked by their drafts and newest change, and each opens by itself", async () => {
    const { old, own, stores, backups } = await twoMachines();
    const values = { old: await valuesOf(old), own: await valuesOf(own) };
    await backups.restore(own.storeId, "20261119T110000Z");
    const there = besideName(own.storeId, "20261119T110000Z");
    expect(await storeFacts(fs, join(stores, own.storeId))).toEqual({
      drafts: 2,
      changedAt: "2026-11-21T08:00:00.000Z",
    });
    expect(await storeFacts(fs, join(stores, there))).toEqual({ drafts: 1, changedAt: "2026-11-18T08:00:00.000Z" });
    await own.close();
    await bench.recover(stores, there);
    const options = { ...bench.options, folder: stores };
    const other = await openStore(options, await bench.key(), { ...typed, storeId: there });
    opened.push(other);
    expect(other.storeId).toBe(there);
    expect(await valuesOf(other)).toEqual(values.old);
    const again = await openStore(options, await bench.key(), typed);
    opened.push(again);
    expect(again.storeId).toBe(own.storeId);
    expect(await valuesOf(again)).toEqual(values.own);
  });

  it("D8: each machine keeps, counts and drills its own generations in the folder that both write into", async () => {
    const { folder, old, own } = await twoMachines();
    for (const day of [21, 22, 23]) await writeBackup({ fs, folder, store: own, at: at(day), keep: 2 });
    const place = join(folder, own.storeId);
    expect(await ownGenerations(fs, place, own)).toEqual(["20261123T110000Z", "20261122T110000Z"]);
    expect(await ownGenerations(fs, place, old)).toEqual(["20261119T110000Z"]);
    const drill = (store: Store) =>
      drillBackup({ fs, folder, store, scratch: join(bench.folder, "drill"), clock: () => at(24) });
    expect(await drill(old)).toMatchObject({ generation: "20261119T110000Z", rows: 2, equal: 2 });
    expect(await drill(own)).toMatchObject({ generation: "20261123T110000Z", rows: 3, equal: 3 });
  });

  it("D8: the folder's name leads back to the name that everything inside is sealed under", () => {
    const there = besideName("s-12", "20261119T110000Z");
    expect([vaultNameOf(there), broughtBy(there)]).toEqual(["s-12", "20261119T110000Z"]);
    expect([vaultNameOf("s-12"), broughtBy("s-12")]).toEqual(["s-12", null]);
    expect(besideName(there, "20261120T110000Z")).toBe("s-12.20261120T110000Z");
  });

  it("D8: a backup leaves alone what the other machine is just writing, rows and attachments", async () => {
    const { folder, own } = await twoMachines();
    const place = join(folder, own.storeId);
    const written = ["20261121T105500Z.vault.json", "20261121T105500Z.00000001.jrn", join("chunks", "d".repeat(64))];
    for (const name of written) writeFileSync(join(place, name), "of the other machine, which is not done yet");
    await writeBackup({ fs, folder, store: own, at: at(21), keep: 2 });
    for (const name of written) expect(readdirSync(place, { recursive: true })).toContain(name);
    await writeBackup({ fs, folder, store: own, at: at(23), keep: 2 });
    for (const name of written) expect(readdirSync(place, { recursive: true })).not.toContain(name);
  });
});
