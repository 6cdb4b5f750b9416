import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newBoxKey } from "../../node/sealed-box";
import { nodeCheck } from "../../node/signature-check";
import { digestOf } from "../../shared/digest";
import { checkpointNow } from "../audit/checkpoints";
import { collected, fileBlob, once } from "../blobs/blob-store";
import { diskBlobs } from "../blobs/disk";
import { epochOf } from "../feed";
import { LiveSites } from "../live-sites";
import { openInMemory } from "../store/embedded";
import { migrate } from "../store/migrate";
import type { Store } from "../store/tables";
import { type Desk, signIn, succeeded } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { openEmptyStore } from "../testing/store";
import { notice, revise } from "../testing/work";
import { type BackupParts, makeBackup } from "./backup";
import type { BackupKey } from "./backup-key";
import { checkEvidence } from "./evidence-check";
import { restoreBackup } from "./restore";

const home = mkdtempSync(join(tmpdir(), "caibian-backup-"));
const passphrase: BackupKey = { kind: "passphrase", passphrase: "十二个字符以上的备份口令" };
const file = new TextEncoder().encode("附件的字节".repeat(1_000));
let platform: TestPlatform;
let author: Desk;
let parts: BackupParts;
let number = 0;
const fresh = (): string => join(home, `place-${++number}`);

beforeAll(async () => {
  platform = await openTestPlatform();
  const { store, blobs, clock } = platform.services;
  author = await signIn(platform, "luan", "林初晴");
  succeeded(await revise(platform, author, { itemId: "kept-1", content: notice() }));
  succeeded(await revise(platform, author, { itemId: "kept-2", content: notice("第二份稿件，照常保存。") }));
  const hash = digestOf(file);
  await blobs.put(fileBlob(hash), once(file));
  await store.db
    .insertInto("files")
    .values({ hash, mime: "text/plain", size: file.length, bytes: null, at: clock().toISOString() })
    .execute();
  for (const chain of ["luan", "@platform"]) await checkpointNow(platform.services, chain);
  const folder = fresh();
  cpSync(join(import.meta.dirname, "backup.ts"), join(folder, "platform", "keys", "luan-receipt.p12"));
  parts = { store, blobs, folder, into: fresh(), key: passphrase, clock };
}, 180_000);
afterAll(async () => {
  await platform.close();
  rmSync(home, { recursive: true, force: true });
});

const empty = async (from: string, key: BackupKey = passphrase) => {
  const folder = fresh();
  const store = await openEmptyStore();
  return { store, blobs: await diskBlobs(join(folder, "blobs")), folder, from, key, clock: parts.clock };
};

/** Every row of the tables that a backup promises, in one text. */
/** A row in one form, whatever kind of bytes the engine's driver answers with. */
const plain = (row: object): string =>
  JSON.stringify(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
    ]),
  );

async function contents({ db }: Store): Promise<string> {
  const tables = [
    "sites",
    "accounts",
    "items",
    "revisions",
    "history",
    "receipts",
    "operations",
    "counters",
    "devices",
  ];
  const more = ["files", "statements", "ledgers", "changes", "audit_checkpoints", "lexicon_packs", "nonces"];
  const read = async (table: string) => {
    const rows = await db
      .selectFrom(table as "items")
      .selectAll()
      .execute();
    return [table, rows.map(plain).sort()];
  };
  return JSON.stringify(await Promise.all([...tables, ...more].map(read)));
}

describe("D1, XY-6.5: a drill: backup, everything destroyed, restore", () => {
  it("gives equal rows, files and keys, chains and receipts that verify, and a new epoch of the feed", async () => {
    const made = await makeBackup(parts);
    expect(made).toMatchObject({ verified: true, files: 1 });
    const target = await empty(parts.into);
    const restored = await restoreBackup(target);
    expect(restored.rows).toBe(made.rows);
    expect(await contents(target.store)).toBe(await contents(platform.services.store));
    const sites = await LiveSites.open(target.store.db, nodeCheck);
    const state = await checkEvidence(target.store.db, { sites, check: nodeCheck });
    const { receipts } = await checkEvidence(platform.services.store.db, platform.services);
    expect(state.receipts).toBe(receipts);
    expect(receipts).toBeGreaterThanOrEqual(2);
    expect(state.chains.map(({ chain }) => chain)).toEqual(["@platform", "luan"]);
    expect(await collected(await target.blobs.read(fileBlob(digestOf(file))))).toEqual(Buffer.from(file));
    const keyOf = (folder: string) => readFileSync(join(folder, "platform", "keys", "luan-receipt.p12"));
    expect(keyOf(target.folder)).toEqual(keyOf(parts.folder));
    expect(await epochOf(target.store.db)).toBe(restored.epoch);
    expect(restored.epoch).not.toBe(await epochOf(platform.services.store.db));
    expect(await target.store.db.selectFrom("sessions").selectAll().execute()).toEqual([]);
    await target.store.close();
  });

  it("of the server's database into the embedded one and the other way is the same dump", async () => {
    const target = { ...(await empty(parts.into)), store: await openInMemory() };
    await restoreBackup(target);
    expect(await contents(target.store)).toBe(await contents(platform.services.store));
    await target.store.close();
  });

  it("works with a recipient's key, which the machine that makes it cannot open", async () => {
    const pair = newBoxKey();
    const into = fresh();
    const made = await makeBackup({ ...parts, into, key: { kind: "recipient", spki: pair.spki } });
    expect(made.verified).toBe(false);
    const target = await empty(into, { kind: "private", pkcs8: pair.pkcs8 });
    await restoreBackup(target);
    expect(await contents(target.store)).toBe(await contents(platform.services.store));
    await target.store.close();
    const wrong = await empty(into, { kind: "private", pkcs8: newBoxKey().pkcs8 });
    await expect(restoreBackup(wrong)).rejects.toMatchObject({ code: "E_INPUT" });
    await wrong.store.close();
  });
});

describe("a backup", () => {
  it("holds no word of a manuscript and no key in clear, and keeps a file once for all backups", async () => {
    const into = fresh();
    await makeBackup({ ...parts, into });
    platform.pass(60_000);
    await makeBackup({ ...parts, into });
    const files = readdirSync(into, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.filter(({ parentPath }) => parentPath.includes("dumps"))).toHaveLength(2);
    expect(files.filter(({ parentPath }) => parentPath.includes(join(into, "files")))).toHaveLength(1);
    const all = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    for (const planted of ["便民服务中心", "附件的字节", "林初晴", "kept-1"]) expect(all.includes(planted)).toBe(false);
  });

  it("is refused into a platform with data, with another passphrase, and in a folder of something else", async () => {
    const into = fresh();
    await makeBackup({ ...parts, into });
    const target = await empty(into);
    await restoreBackup(target);
    await expect(restoreBackup(target)).rejects.toMatchObject({ code: "E_STATE" });
    const other: BackupKey = { kind: "passphrase", passphrase: "另一个足够长的备份口令" };
    await expect(makeBackup({ ...parts, into, key: other })).rejects.toMatchObject({ code: "E_INPUT" });
    await expect(restoreBackup({ ...target, key: other })).rejects.toMatchObject({ code: "E_INPUT" });
    await expect(makeBackup({ ...parts, into: home })).rejects.toMatchObject({ code: "E_STATE" });
    await target.store.close();
  });

  it("that was cut, changed in any part, or lost a file is refused before anything is written (E_INPUT)", async () => {
    const into = fresh();
    const { file: dump } = await makeBackup({ ...parts, into });
    const whole = readFileSync(dump);
    const target = await empty(into);
    const harms: (() => void)[] = [
      () => writeFileSync(dump, whole.subarray(0, whole.length - 1)),
      () => writeFileSync(dump, whole.subarray(0, 20)),
      () => writeFileSync(dump, Buffer.concat([whole, Buffer.from("x")])),
      ...[5, 300, Math.floor(whole.length / 2), whole.length - 5].map((at) => () => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(dump, changed);
      }),
      () => {
        writeFileSync(dump, whole);
        rmSync(join(into, "files"), { recursive: true });
      },
    ];
    for (const harm of harms) {
      harm();
      await expect(restoreBackup(target)).rejects.toMatchObject({ code: "E_INPUT" });
    }
    await migrate(target.store.db);
    expect(await target.store.db.selectFrom("sites").selectAll().execute()).toEqual([]);
    await target.store.close();
  });
});
