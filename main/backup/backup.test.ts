import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { digestOfJson } from "../../shared/digest";
import { nodeFileSystem as fs } from "../journal/filesystem";
import type { Store } from "../store";
import { storeHeaders } from "../store-list";
import { draftEntries, type StoreBench, storeBench, valuesOf } from "../testing/store-bench";
import { drillBackup } from "./drill";
import { isBackupDue, isDrillDue } from "./due";
import { CHUNKS, generationsIn } from "./manifest";
import { restoreBackup } from "./restore";
import { verifyBackup, writeBackup } from "./write";

let bench: StoreBench;
let store: Store;
afterEach(async () => {
  await store.close();
  bench.close();
});

const CHUNK = "c".repeat(64);
const at = (day: number) => new Date(Date.UTC(2026, 10, day, 11));

/** A store with drafts, a version, a comment, a signature, a deletion and an attachment, backed up once. */
async function backedUp() {
  bench = await storeBench();
  store = await bench.open();
  await store.records.append(draftEntries("a", "甲稿"));
  await store.records.append([
    { table: "revisions", key: "a:1:v1", index: { itemId: "a" }, value: { versionId: "v1", comments: ["请核对数字"] } },
    { table: "outbox", key: "op1", index: {}, value: { signed: { statement: "{}", signature: "AAAA" } } },
    { table: "drafts", key: "body:gone", index: {}, value: { x: 1 } },
  ]);
  await store.records.append([{ table: "drafts", key: "body:gone", index: {}, value: null }]);
  mkdirSync(store.chunkFolder, { recursive: true });
  writeFileSync(join(store.chunkFolder, CHUNK), "sealed chunk");
  const folder = join(bench.folder, "backups");
  const body = await writeBackup({ fs, folder, store, at: at(20), keep: 3 });
  const [generation = ""] = await generationsIn(fs, join(folder, store.storeId));
  return { folder, own: join(folder, store.storeId), generation, body };
}

const elsewhere = () => join(bench.folder, "other-machine", "stores");
const restoreTask = (folder: string, generation: string) => ({
  fs,
  folder,
  storeId: store.storeId,
  generation,
  stores: elsewhere(),
  journalFolder: (storeId: string) => join(elsewhere(), storeId, "journal"),
});

describe("D8: backup of the desk", () => {
  it("D8: on another machine owner and administrator bring drafts, versions, comments, signatures and files back byte-equal", async () => {
    const { folder, generation } = await backedUp();
    const values = await valuesOf(store);
    const sealed = await store.journal.read(store.journal.positions());
    await restoreBackup(restoreTask(folder, generation));
    const [header] = await storeHeaders(fs, elsewhere());
    expect(header?.slots.map(({ kind }) => kind)).toEqual(["recovery"]);
    // The owner's key alone does not open it.
    await expect(bench.open({ folder: elsewhere() })).rejects.toMatchObject({ code: "E_APP_PIN_GONE" });
    await bench.recover(elsewhere());
    const there = await bench.open({ folder: elsewhere() });
    expect(await valuesOf(there)).toEqual(values);
    expect(await there.journal.read(there.journal.positions())).toEqual(sealed);
    expect(readFileSync(join(there.chunkFolder, CHUNK), "utf8")).toBe("sealed chunk");
    await there.records.append(draftEntries("b", "乙稿"));
    await there.close();
  });

  it("D8: nothing of a manuscript, of a PIN or of this machine's ways in stands in a backup", async () => {
    const { own } = await backedUp();
    const names = readdirSync(own, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
    expect(names.length).toBeGreaterThan(2);
    const text = names.map((name) => readFileSync(join(own, name), "latin1")).join("\n");
    for (const word of ["甲稿", "请核对数字"]) expect(text).not.toContain(Buffer.from(word).toString("latin1"));
    expect(text).not.toContain('"token"');
    expect(text).toContain('"recovery"');
  });

  it("D8: a changed, shortened or missing file is named before a byte is restored", async () => {
    const { folder, own, generation } = await backedUp();
    const parts = readdirSync(own).filter((name) => name.endsWith(".jrn"));
    const path = join(own, parts[0] ?? "");
    const whole = readFileSync(path);
    const damages: readonly (() => void)[] = [
      () => writeFileSync(path, whole.subarray(0, whole.length - 1)),
      () => writeFileSync(path, Buffer.from(whole).fill(1, 30, 31)),
      () => rmSync(path),
      () => rmSync(join(own, CHUNKS, CHUNK)),
    ];
    for (const damage of damages) {
      damage();
      await expect(verifyBackup({ fs, folder }, store.storeId, generation)).rejects.toMatchObject({ code: "E_BACKUP" });
      await expect(restoreBackup(restoreTask(folder, generation))).rejects.toMatchObject({ code: "E_BACKUP" });
      expect(await storeHeaders(fs, elsewhere())).toEqual([]);
      writeFileSync(path, whole);
    }
  });

  it("D8: a store that is here already is never written over by a backup", async () => {
    const { folder, generation } = await backedUp();
    const onto = { ...restoreTask(folder, generation), stores: bench.options.folder };
    await expect(restoreBackup(onto)).rejects.toMatchObject({ code: "E_STATE" });
  });

  it("D8: the newest generations are kept, and a chunk goes with the last one that needs it", async () => {
    const { folder, own } = await backedUp();
    rmSync(join(store.chunkFolder, CHUNK));
    for (const day of [21, 22]) await writeBackup({ fs, folder, store, at: at(day), keep: 3 });
    expect((await generationsIn(fs, own)).map((each) => each.slice(6, 8))).toEqual(["22", "21", "20"]);
    expect(readdirSync(join(own, CHUNKS))).toEqual([CHUNK]);
    await writeBackup({ fs, folder, store, at: at(23), keep: 3 });
    expect((await generationsIn(fs, own)).map((each) => each.slice(6, 8))).toEqual(["23", "22", "21"]);
    expect(readdirSync(join(own, CHUNKS))).toEqual([]);
    expect(readdirSync(own).filter((name) => name.startsWith("20261120"))).toEqual([]);
  });

  it("D8: the drill restores, compares every row, and leaves nothing behind", async () => {
    const { folder } = await backedUp();
    await store.records.append(draftEntries("a", "甲稿改过"));
    const scratch = join(bench.folder, "drill");
    const report = await drillBackup({ fs, folder, store, scratch, clock: () => at(21) });
    expect(report).toMatchObject({ rows: 5, equal: 3, chunks: 1 });
    const left = readdirSync(scratch, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
    expect(left).toEqual([]);
  });

  it("D8: the drill refuses a backup whose manifest somebody else has made, whole as it may be", async () => {
    const { folder, own, generation } = await backedUp();
    const path = join(own, `${generation}.manifest.json`);
    const made = JSON.parse(readFileSync(path, "utf8"));
    const later = { ...made.body, files: made.body.files.slice(0, 1), rows: 0, chunks: [] };
    writeFileSync(path, JSON.stringify({ ...made, body: later, digest: digestOfJson(later) }));
    const drill = drillBackup({ fs, folder, store, scratch: join(bench.folder, "drill"), clock: () => at(21) });
    await expect(drill).rejects.toMatchObject({ code: "E_BACKUP" });
  });

  it("D8: without the city's recovery key nothing is written that nobody could ever open", async () => {
    bench = await storeBench();
    const [anchors] = bench.options.anchors;
    if (anchors === undefined) throw new Error("a city without anchors");
    const { recoveryKey: _, ...without } = anchors;
    store = await bench.open({ anchors: [without], folder: join(bench.folder, "plain") });
    const header = store.vault.book.header();
    if (header.slots.some(({ kind }) => kind === "recovery")) {
      const kid = header.slots.find(({ kind }) => kind === "recovery")?.kid ?? "";
      await store.vault.book.remove(kid);
    }
    const folder = join(bench.folder, "backups");
    await expect(writeBackup({ fs, folder, store, at: at(20), keep: 3 })).rejects.toMatchObject({
      code: "E_BACKUP_KEY",
    });
    expect(await generationsIn(fs, join(folder, store.storeId))).toEqual([]);
  });

  it("D8: a generation cut off before its manifest is no backup, and goes with the next one", async () => {
    const { folder, own, generation } = await backedUp();
    rmSync(join(own, `${generation}.manifest.json`));
    expect(await generationsIn(fs, own)).toEqual([]);
    await writeBackup({ fs, folder, store, at: at(21), keep: 3 });
    expect(readdirSync(own).filter((name) => name.startsWith(generation))).toEqual([]);
  });
});

describe("D8: when a backup is due", () => {
  const local = (day: number, hour: number) => new Date(2026, 10, day, hour);
  it.each([
    ["never made", null, local(20, 9), true],
    ["made last evening, now morning", local(19, 20), local(20, 9), false],
    ["made this morning, now evening", local(20, 9), local(20, 19), true],
    ["made this evening, later still", local(20, 19), local(20, 23), false],
    ["older than a day", local(18, 22), local(20, 9), true],
    ["the clock went back behind it", local(21, 9), local(20, 9), true],
  ])("%s", (_, last, now, due) => {
    expect(isBackupDue(last === null ? null : last.toISOString(), now)).toBe(due);
  });

  it("the drill is due once in thirty days", () => {
    expect(isDrillDue(null, local(20, 9))).toBe(true);
    expect(isDrillDue(local(1, 9).toISOString(), local(20, 9))).toBe(false);
    expect(isDrillDue(new Date(2026, 9, 20).toISOString(), local(20, 9))).toBe(true);
  });
});
