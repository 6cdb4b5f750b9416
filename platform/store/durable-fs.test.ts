import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, describe, expect, it } from "vitest";
import { DurableNodeFs, durableStartParams } from "./durable-fs";
import { logSince } from "./embedded";

const folder = mkdtempSync(join(tmpdir(), "caibian-durable-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the durable file system", () => {
  it("flushes the log at every commit, which the engine as released does not", async () => {
    const fs = new DurableNodeFs(join(folder, "pgdata"));
    const pglite = await PGlite.create({ fs, startParams: durableStartParams });
    await pglite.exec("create table t (n integer)");
    const before = fs.flushes;
    for (let n = 0; n < 20; n += 1) await pglite.query("insert into t values ($1)", [n]);
    expect(fs.flushes - before).toBeGreaterThanOrEqual(20);
    const { rows } = await pglite.query<{ fsync: string }>("show fsync");
    expect(rows[0]?.fsync).toBe("on");
    expect(await logSince(pglite)).toBeGreaterThan(0);
    await pglite.exec("checkpoint");
    expect(await logSince(pglite)).toBeLessThan(1_000);
    await pglite.close();
  });
});
