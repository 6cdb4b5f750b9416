import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openTestStore } from "../testing/store";
import { openEmbedded } from "./embedded";
import { lockFolder } from "./folder-lock";
import { migrate } from "./migrate";

const folder = mkdtempSync(join(tmpdir(), "caibian-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the folder lock", () => {
  it("admits one holder, and the next one once it is released", async () => {
    const own = mkdtempSync(join(folder, "lock-"));
    const held = await lockFolder(own);
    await expect(lockFolder(own)).rejects.toMatchObject({ code: "E_STATE" });
    await expect(lockFolder(join(own, "..", own.split("/").at(-1) ?? ""))).rejects.toMatchObject({ code: "E_STATE" });
    await held.release();
    await (await lockFolder(own)).release();
  });
});

describe("the embedded store", () => {
  it("opens again what a process left without closing, an empty pid file included", async () => {
    const home = join(folder, "home");
    const store = await openEmbedded(home);
    await migrate(store.db);
    await store.db.insertInto("counters").values({ name: "kept", value: 7 }).execute();
    // A copy of the files of a running cluster is what a crash leaves behind.
    const crashed = join(folder, "crashed");
    mkdirSync(crashed);
    cpSync(join(home, "pgdata"), join(crashed, "pgdata"), { recursive: true });
    writeFileSync(join(crashed, "pgdata", "postmaster.pid"), "");
    await store.close();
    const again = await openEmbedded(crashed);
    const row = await again.db.selectFrom("counters").selectAll().where("name", "=", "kept").executeTakeFirst();
    expect(row).toEqual({ name: "kept", value: 7 });
    await again.close();
  });
});

describe("migrations", () => {
  it("may be started by several processes at once and again later", async () => {
    const store = await openTestStore();
    await Promise.all([migrate(store.db), migrate(store.db)]);
    await migrate(store.db);
    const rows = await store.db.selectFrom("sites").selectAll().execute();
    expect(rows).toEqual([]);
    await store.close();
  });
});
