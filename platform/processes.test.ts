/** D1: several processes of one platform, and what each does by itself. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../node/signature-check";
import { session, ticket as ticketSchema } from "../shared/http/session";
import { build } from "./app";
import { backupDay, nightlyBackup } from "./backup/nightly";
import { startChores } from "./chores";
import { LiveSites } from "./live-sites";
import { databaseMemory } from "./memory/database-memory";
import { forgetSecret, openSecret, requireSameSecret } from "./platform-secret";
import type { Services } from "./services";
import { type Ask, ask, lastCode, presentCertificate, verdict } from "./testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "./testing/platform";

const home = mkdtempSync(join(tmpdir(), "caibian-processes-"));
let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(async () => {
  await platform.close();
  rmSync(home, { recursive: true, force: true });
});

/** Another process over the same database: everything it keeps to itself is its own. */
function process(change: Partial<Services> = {}): TestPlatform {
  const services = { ...platform.services, memory: databaseMemory(platform.services.store.db), ...change };
  return { ...platform, services, app: build({ services, inbox: platform.inbox, tls: null }) };
}

describe("D1: two processes", () => {
  it("carry a sign-in from one to the other, and neither takes a proof that the other took", async () => {
    const [one, other] = [process(), process()];
    const { signer } = personOf(cityOf(one, "luan"), "林初晴").key;
    const { ticket } = ticketSchema.parse((await presentCertificate(one, signer)).body);
    const created = await ask(other, "session.create", { body: { ticket, code: lastCode(other) } });
    expect(verdict(created)).toBe("200");
    const { token } = session.parse(created.body);
    let proof = "";
    const keep: NonNullable<Ask["prove"]> = async (key, honest) => {
      proof = await key.sign(honest);
      return proof;
    };
    expect(verdict(await ask(one, "session.read", { token, prove: keep }))).toBe("200");
    expect(verdict(await ask(other, "session.read", { token, prove: async () => proof }))).toBe("401 E_PROOF");
    expect(verdict(await ask(other, "session.read", { token }))).toBe("200");
    await Promise.all([one.app.close(), other.app.close()]);
  });

  it("take a caller without a nonce back at once after a crash of the database, though they have not noticed it", async () => {
    const [one, other] = [process(), process()];
    const { signer } = personOf(cityOf(one, "luan"), "林初晴").key;
    const { ticket } = ticketSchema.parse((await presentCertificate(one, signer)).body);
    const { token } = session.parse((await ask(one, "session.create", { body: { ticket, code: lastCode(one) } })).body);
    expect(verdict(await ask(other, "session.read", { token }))).toBe("200");
    // What PostgreSQL does with tables without a log when it recovers.
    const { db } = platform.services.store;
    for (const table of ["proofs_seen", "memory_generation", "door_failures"] as const)
      await db.deleteFrom(table).execute();
    // A second refusal would end the session of a person who did nothing wrong.
    const stranger = { ...one };
    expect(verdict(await ask(stranger, "session.read", { token }))).toBe("200");
    // The other process learns it from the nonce of the first.
    expect(verdict(await ask({ ...stranger, app: other.app }, "session.read", { token }))).toBe("200");
    await Promise.all([one.app.close(), other.app.close()]);
  });

  it("count failures at their doors together", async () => {
    const both = [process(), process()];
    const answers: string[] = [];
    for (let n = 0; n < 101; n += 1) {
      const [first, second] = both;
      const asked = n % 2 === 0 ? first : second;
      if (asked === undefined) throw new Error("two processes");
      const body = { ticket: "unknown", code: "000000" };
      answers.push(verdict(await ask(asked, "session.create", { body, from: "127.0.0.9" })));
    }
    expect(answers[99]).toBe("403 E_SMS");
    expect(answers[100]).toBe("429 E_LIMIT");
    await Promise.all(both.map(({ app }) => app.close()));
  });

  it("with different secrets are not both started; after a change on purpose they are", async () => {
    const { db } = platform.services.store;
    const [own, foreign] = [
      await openSecret({ folder: join(home, "one") }),
      await openSecret({ folder: join(home, "two") }),
    ];
    expect(await openSecret({ folder: join(home, "one") })).toEqual(own);
    await requireSameSecret(db, own);
    await requireSameSecret(db, own);
    await expect(requireSameSecret(db, foreign)).rejects.toMatchObject({ code: "E_STATE" });
    await forgetSecret(db);
    await requireSameSecret(db, foreign);
    const short = join(home, "short");
    writeFileSync(short, "short");
    await expect(openSecret({ folder: home, secretFile: short })).rejects.toMatchObject({ code: "E_STATE" });
    await expect(openSecret({ folder: home, secretFile: join(home, "none") })).rejects.toMatchObject({
      code: "E_STATE",
    });
  });

  it("see a city's change that another one made; a profile without a valid signature changes nothing", async () => {
    const { db } = platform.services.store;
    const sites = await LiveSites.open(db, nodeCheck);
    expect(await sites.refresh()).toBe(false);
    await db.updateTable("sites").set({ organisation_code: "YS0000007" }).where("site", "=", "luan").execute();
    expect(await sites.refresh()).toBe(true);
    expect(sites.get("luan")?.organisationCode).toBe("YS0000007");
    const forged = await db
      .selectFrom("sites")
      .select("profile_document")
      .where("site", "=", "luan")
      .executeTakeFirstOrThrow();
    const document = forged.profile_document.replace('"siteName":"', '"siteName":"伪');
    await db.updateTable("sites").set({ profile_document: document }).where("site", "=", "luan").execute();
    await expect(sites.refresh()).rejects.toMatchObject({ code: "E_PROFILE" });
    expect(sites.get("luan")?.profile.siteName).not.toContain("伪");
    expect([...sites.keys()]).toEqual(["luan", "tongnan"]);
    await db.updateTable("sites").set(forged).where("site", "=", "luan").execute();
  });

  it("make one backup a day between them, and try again after one that failed", async () => {
    const { db } = platform.services.store;
    const key = { kind: "passphrase", passphrase: "十二个字符以上的备份口令" } as const;
    const at = (into: string) =>
      nightlyBackup(platform.services, { backup: { folder: into, key }, folder: join(home, "data") })[0];
    const broken = at("/dev/null/nowhere");
    await expect(broken?.run()).rejects.toThrow();
    const claimed = () => db.selectFrom("settings").select("value").where("name", "=", "backup-day").execute();
    expect(await claimed()).toEqual([]);
    const into = join(home, "backups");
    await Promise.all([at(into)?.run(), at(into)?.run()]);
    await at(into)?.run();
    expect(await claimed()).toEqual([{ value: backupDay(platform.services.clock()) }]);
    expect(backupDay(new Date("2026-11-20T17:59:00.000Z"))).toBe("2026-11-19");
    expect(backupDay(new Date("2026-11-20T18:00:00.000Z"))).toBe("2026-11-20");
    expect(nightlyBackup(platform.services, { folder: home })).toEqual([]);
  });
});

describe("a chore", () => {
  it("runs alone, is told when it fails, is tried again, and ends before a stop does", async () => {
    let [running, most, runs] = [0, 0, 0];
    const failed: string[] = [];
    const run = async (): Promise<void> => {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running -= 1;
      if (runs === 1) throw new Error("once");
    };
    const chores = startChores([{ name: "slow", everyMs: 5, run }], (name) => failed.push(name));
    while (runs < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    await chores.stop();
    expect([most, running, failed]).toEqual([1, 0, ["slow"]]);
  });
});
