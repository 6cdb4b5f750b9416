import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../../node/signature-check";
import { trace, verifyTrace } from "../../shared/audit/trace";
import { routes } from "../../shared/http/routes";
import { addMonths } from "../../shared/months";
import { audit, auditAlone } from "../audit";
import type { Database } from "../store/tables";
import { signIn, succeeded, verdict } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { notice, revise } from "../testing/work";
import { checkpointNow, makeDueCheckpoints } from "./checkpoints";
import { purgeAudit } from "./purge";
import { verifyAudit, verifyChain, verifyChains } from "./verification";

let platform: TestPlatform;
let db: Database;
beforeAll(async () => {
  platform = await openTestPlatform();
  db = platform.services.store.db;
});
afterAll(() => platform.close());

const onServer = (process.env.TEST_DATABASE_URL ?? "") !== "";
const at = (): string => platform.services.clock().toISOString();
const note = (site: string, event = "noted", when = at()) => auditAlone(db, when, { event, site });
const holds = () => verifyAudit(db, platform.services);

/** What somebody with the database's own password can do. */
async function tampering(change: string, table = "audit"): Promise<void> {
  await sql.raw(`alter table ${table} disable trigger user`).execute(db);
  await sql.raw(change).execute(db);
  await sql.raw(`alter table ${table} enable trigger user`).execute(db);
}

/** Does harm, sees whether it shows, and puts everything back. */
async function shows(chain: string, harm: () => Promise<void>): Promise<string> {
  const tables = ["audit", "audit_chains", "audit_checkpoints"] as const;
  const kept = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  await harm();
  const found = await verifyChain(db, chain, platform.services).then(
    () => "nothing",
    (error: unknown) => (error instanceof Error ? error.message : ""),
  );
  for (const [index, table] of tables.entries()) {
    await tampering(`delete from ${table}`, table);
    const rows = JSON.stringify(kept[index]);
    await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)`.execute(
      db,
    );
  }
  return found;
}

describe("LG-1: the audit", () => {
  it("has one chain for each city and one for what belongs to none, each counted from one", async () => {
    for (const site of ["luan", "tongnan", "luan"]) await note(site);
    await auditAlone(db, at(), { event: "login-refused" });
    await auditAlone(db, at(), { event: "noted", accountId: "luan-a01" });
    const rows = await db.selectFrom("audit").select(["chain", "seq"]).orderBy("chain").orderBy("seq").execute();
    const own = rows.filter(({ chain }) => chain === "luan").map(({ seq }) => seq);
    expect(own).toEqual(own.map((_, index) => index + 1));
    expect(own.length).toBeGreaterThanOrEqual(3);
    expect(new Set(rows.map(({ chain }) => chain))).toEqual(new Set(["luan", "tongnan", "@platform"]));
    expect(await holds()).toBe(rows.length);
  });

  it("is linked by the database exactly as the program computes it, whatever the text", async () => {
    const text = fc.string({ unit: "binary", maxLength: 60 }).map((value) => value.replaceAll("\u0000", ""));
    await fc.assert(
      fc.asyncProperty(text, text, async (event, detail) => {
        await auditAlone(db, at(), { event, detail, site: "luan" });
      }),
      { numRuns: 60 },
    );
    await expect(verifyChain(db, "luan", platform.services)).resolves.toMatchObject({ chain: "luan", first: 1 });
  });

  it("keeps no row of a transaction that failed, and no gap where it would have been", async () => {
    const before = await holds();
    const failing = db.transaction().execute(async (work) => {
      await audit(work, at(), { event: "never", site: "luan" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await note("luan");
    expect(await holds()).toBe(before + 1);
  });

  // The embedded database has one connection: nothing can wait there.
  it.runIf(onServer)("does not wait: rows commit while another transaction has written and is still open", async () => {
    await db.transaction().execute(async (work) => {
      await audit(work, at(), { event: "slow", site: "luan" });
      // The same city too: the chain is held only while a transaction commits.
      await Promise.all([note("luan"), note("tongnan")]);
    });
    await holds();
  });

  it("stays whole under many writers at once", async () => {
    const before = await holds();
    await Promise.all(Array.from({ length: 60 }, (_, n) => note(n % 3 === 0 ? "tongnan" : "luan", `n${n}`)));
    expect(await holds()).toBe(before + 60);
  });

  it("cannot be changed, deleted or emptied over the platform's own connection", async () => {
    await expect(db.updateTable("audit").set({ detail: "x" }).execute()).rejects.toThrow(/append-only/);
    await expect(db.deleteFrom("audit").execute()).rejects.toThrow(/append-only/);
    await expect(db.deleteFrom("audit_checkpoints").execute()).resolves.toBeDefined();
    await expect(sql`truncate audit`.execute(db)).rejects.toThrow(/append-only/);
    await checkpointNow(platform.services, "luan");
    await expect(db.deleteFrom("audit_checkpoints").execute()).rejects.toThrow(/append-only/);
  });
});

describe("LG-1: altering, deleting, moving or adding a row", () => {
  it("is found, also with every later hash made anew once a checkpoint was signed (E_AUDIT)", async () => {
    await Promise.all(Array.from({ length: 12 }, () => note("luan")));
    await checkpointNow(platform.services, "luan");
    await note("luan");
    const { last, covered } = await verifyChain(db, "luan", platform.services);
    expect(last).toBe(covered + 1);
    const middle = covered - 5;
    const where = `where chain = 'luan' and seq`;
    const harms: Record<string, () => Promise<void>> = {
      altered: () => tampering(`update audit set detail = 'another' ${where} = ${middle}`),
      deleted: () => tampering(`delete from audit ${where} = ${middle}`),
      "the first ones deleted": () => tampering(`delete from audit ${where} < ${middle}`),
      "the last one deleted": () => tampering(`delete from audit ${where} = ${last}`),
      "everything deleted": () => tampering(`delete from audit where chain = 'luan'`),
      moved: async () => {
        await tampering(`update audit set seq = -seq ${where} in (${middle}, ${middle + 1})`);
        await tampering(`update audit set seq = 2 * ${middle} + 1 + seq ${where} < 0`);
      },
      "the head rolled back": async () => {
        await tampering(`delete from audit ${where} > ${covered - 1}`);
        await tampering(
          `update audit_chains c set seq = a.seq, hash = a.hash from audit a
            where a.chain = 'luan' and c.chain = 'luan' and a.seq = ${covered - 1}`,
        );
      },
      "the checkpoint deleted": () =>
        tampering(`delete from audit_checkpoints where number = 1 and chain = 'luan'`, "audit_checkpoints"),
      "the checkpoint rewritten": () =>
        tampering(
          `update audit_checkpoints set document = replace(document, '"seq":', '"seq":1')`,
          "audit_checkpoints",
        ),
      "the whole chain written anew": async () => {
        const rows = await db.selectFrom("audit").selectAll().where("chain", "=", "luan").orderBy("seq").execute();
        await tampering(`delete from audit where chain = 'luan'`);
        await tampering(`delete from audit_chains where chain = 'luan'`);
        for (const row of rows)
          await auditAlone(db, row.at, {
            event: row.event,
            site: "luan",
            detail: row.seq === middle ? "x" : row.detail,
          });
      },
    };
    for (const [name, harm] of Object.entries(harms)) expect(await shows("luan", harm), name).toContain("E_AUDIT");
    await expect(verifyChain(db, "luan", platform.services)).resolves.toMatchObject({ last, covered });
  });

  it("is never signed over: a broken chain gets no checkpoint, the others do", async () => {
    await Promise.all([note("luan"), note("tongnan")]);
    const { last } = await verifyChain(db, "tongnan", platform.services);
    const numbers = () => db.selectFrom("audit_checkpoints").select(["chain", "seq"]).execute();
    const before = (await numbers()).filter(({ chain }) => chain === "luan").length;
    await shows("luan", async () => {
      await tampering(
        `update audit set detail = 'x' where chain = 'luan' and seq = (select seq from audit_chains where chain = 'luan')`,
      );
      platform.pass(11 * 60_000);
      await expect(makeDueCheckpoints(platform.services)).rejects.toMatchObject({ code: "E_AUDIT" });
      const now = await numbers();
      expect(now.filter(({ chain }) => chain === "luan")).toHaveLength(before);
      expect(now).toContainEqual({ chain: "tongnan", seq: last });
    });
  });
});

describe("LG-1: checkpoints", () => {
  it("come after ten minutes or a thousand rows, and one that two processes make at once is there once", async () => {
    await makeDueCheckpoints(platform.services);
    await note("tongnan");
    const count = async () =>
      (await db.selectFrom("audit_checkpoints").select("number").where("chain", "=", "tongnan").execute()).length;
    const before = await count();
    await makeDueCheckpoints(platform.services);
    expect(await count()).toBe(before);
    platform.pass(11 * 60_000);
    await Promise.all([makeDueCheckpoints(platform.services), makeDueCheckpoints(platform.services)]);
    expect(await count()).toBe(before + 1);
    await db.transaction().execute(async (work) => {
      for (let n = 0; n < 1_000; n += 1) await audit(work, at(), { event: "many", site: "tongnan" });
    });
    await makeDueCheckpoints(platform.services);
    expect(await count()).toBe(before + 2);
    await verifyChains(db, platform.services);
  });
});

describe("NY-21, LG-2: purging", () => {
  it("refuses rows of five months, takes those of more than six, and leaves a chain that still holds", async () => {
    const own = await openTestPlatform();
    // By the real clock: the database judges by its own as well.
    const services = { ...own.services, clock: () => new Date() };
    const store = services.store.db;
    const now = new Date().toISOString();
    const old = new Date(Date.parse(addMonths(now, -6)) - 24 * 3_600_000).toISOString();
    for (let n = 0; n < 3; n += 1) await auditAlone(store, old, { event: "old", site: "luan" });
    await checkpointNow(services, "luan");
    await auditAlone(store, old, { event: "old, not yet covered", site: "luan" });
    for (let n = 0; n < 2; n += 1) await auditAlone(store, addMonths(now, -5), { event: "young", site: "luan" });
    await checkpointNow(services, "luan");
    await expect(purgeAudit(services, new Date(addMonths(now, -5)))).rejects.toMatchObject({ code: "E_RETENTION" });
    await expect(store.deleteFrom("audit").where("event", "=", "young").execute()).rejects.toThrow(/append-only/);
    expect(await purgeAudit(services, new Date(addMonths(now, -6)))).toEqual([{ chain: "luan", from: 1, to: 3 }]);
    const left = await store.selectFrom("audit").select("event").where("chain", "=", "luan").orderBy("seq").execute();
    expect(left.map(({ event }) => event)).toEqual(["old, not yet covered", "young", "young", "audit-purged"]);
    expect(await verifyChain(store, "luan", services)).toMatchObject({ first: 4, last: 7, covered: 6 });
    await own.close();
  });
});

describe("TN-18, LG-1: the trace of an item", () => {
  it("names every row about it, proves itself with nothing but the city's root, and tells nothing of others", async () => {
    const author = await signIn(platform, "luan", "林初晴");
    const [one, other] = [notice(), notice("另一份稿件的正文，与前一份毫不相干。")];
    succeeded(await revise(platform, author, { itemId: "traced-1", content: one }));
    succeeded(await revise(platform, author, { itemId: "traced-2", content: other }));
    const stale = await revise(platform, author, { itemId: "traced-1", content: one });
    expect(stale.status).not.toBe(200);
    const reply = await author.ask("items.trace", { params: { itemId: "traced-1" } });
    const { document } = routes["items.trace"].reply.parse(reply.body);
    const read = trace.parse(JSON.parse(document));
    const trust = { anchors: author.site.anchors, check: nodeCheck };
    const rows = verifyTrace(read, trust);
    expect(rows.map(({ event }) => event)).toEqual(["revision", expect.stringContaining("refused")]);
    expect(document).not.toContain("traced-2");
    expect(read.accounts).toContainEqual(
      expect.objectContaining({ accountId: author.person.accountId, name: "林初晴" }),
    );
    const without = { ...read, runs: read.runs.map((run) => ({ ...run, links: run.links.slice(1) })) };
    expect(() => verifyTrace(without, trust)).toThrow(/E_AUDIT/);
    const changed = JSON.parse(document.replace('"event":"revision"', '"event":"publish"'));
    expect(() => verifyTrace(trace.parse(changed), trust)).toThrow(/E_AUDIT/);
    const foreign = platform.services.sites.get("tongnan")?.anchors ?? trust.anchors;
    expect(() => verifyTrace(read, { ...trust, anchors: foreign })).toThrow(/E_AUDIT/);
  });

  it("is for those who see the item only", async () => {
    const stranger = await signIn(platform, "tongnan", "陆明远");
    expect(verdict(await stranger.ask("items.trace", { params: { itemId: "traced-1" } }))).not.toBe("200");
  });
});
