/** BD-3: what administrators set about updates on their pages, whom it reaches, and what it can never do. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newDocumentKey, signDocument } from "../../node/document-key";
import { utf8 } from "../../shared/bytes";
import { deskHeader } from "../../shared/http/desk-version";
import { checkedIn } from "../../shared/http/fleet";
import { build } from "../app";
import { AdminBrowser, said } from "../testing/admin-browser";
import { type Desk, presentCertificate, signIn, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { UpdateFeed } from "./feed";

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), "caibian-settings-"));
const key = newDocumentKey({ keyId: "own", algorithm: "ed25519" });
let base: TestPlatform;
let platform: TestPlatform;
let app: FastifyInstance;
let admin: AdminBrowser;
/** What the next request says it runs. */
let version = "browser/1.0.0";

const person = (name: string) => personOf(cityOf(base, "luan"), name);
const db = () => base.services.store.db;

function publish(minimumVersion: string): void {
  const artifact = {
    ...{ os: "linux", arch: "x64", kind: "payload", file: "caibian-browser-1.2.0-linux-x64.tar.gz", size: 10 },
    ...{ sha256: `sha-256:${"a".repeat(64)}`, sha512: `${"A".repeat(86)}==`, files: `sha-256:${"b".repeat(64)}` },
  };
  const release = {
    ...{ format: "caibian-release", product: "caibian", edition: "browser", version: "1.2.0", serial: 7 },
    ...{ issuedAt: "2026-11-20T00:00:00.000Z", minimumVersion, rings: {}, artifacts: [artifact], notes: [], keys: 0 },
    data: { writes: 2, opens: 1 },
  };
  const bytes = utf8(JSON.stringify(release));
  writeFileSync(join(folder, "browser", "release.json.sig"), JSON.stringify(signDocument(bytes, "release", [key])));
  writeFileSync(join(folder, "browser", "release.json"), bytes);
}

/** The platform as a workstation of `version` sees it. */
function asDesk(): TestPlatform {
  const saying = (options: InjectOptions) =>
    app.inject({ ...options, headers: { [deskHeader]: version, ...options.headers } });
  return {
    ...base,
    app: new Proxy(app, { get: (target, name) => (name === "inject" ? saying : Reflect.get(target, name, target)) }),
  };
}

const state = (ring: string | null = "general", running = "1.0.0") => ({
  ...{ version: running, edition: "browser", locked: true, policyHash: null, policySerial: 4, unsynced: 0 },
  ...{ oldest: null, clockOffset: 0, ring },
});
const told = async (desk: Desk, ring?: string | null) =>
  checkedIn.parse((await desk.ask("fleet.checkIn", { body: state(ring) })).body).updates;
const deskOf = (name: string, device: string) =>
  signInWith(platform, person(name), person(name).key.signer, { device });
const present = async (name: string) => verdict(await presentCertificate(platform, person(name).key.signer));
const reason = "按市里统一安排";

beforeAll(async () => {
  base = await openTestPlatform();
  mkdirSync(join(folder, "browser"));
  publish("0.9.0");
  const parts = { folder, keys: [key.key], clock: base.services.clock, log: pino({ level: "silent" }) };
  app = build({ services: base.services, inbox: base.inbox, tls: null, updates: new UpdateFeed(parts) });
  platform = asDesk();
});
afterAll(async () => {
  await app.close();
  await base.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  version = "browser/1.0.0";
  publish("0.9.0");
  base.pass(13 * HOUR);
  for (const table of ["fleet", "sms_sends", "update_rings", "update_holds", "update_minima"] as const)
    await db().deleteFrom(table).execute();
  admin = new AdminBrowser(platform);
  await admin.enter(await signIn(platform, "luan", "方亦舟"));
  await admin.get("/admin/units");
});

const lastAudit = async (event: string) =>
  (
    await db()
      .selectFrom("audit")
      .select(["account_id", "detail", "at"])
      .where("event", "=", event)
      .orderBy("seq")
      .execute()
  ).at(-1);

describe("BD-3: rings", () => {
  it("of a terminal before its unit, of the unit before the city, and none is the policy's own", async () => {
    const desk = await deskOf("林初晴", "device-ring");
    expect(await told(desk)).toEqual({ ring: null, pausedUntil: null, delayDays: 0, minimum: null });
    await admin.act("updates/ring", { scope: "unit", target: "", ring: "early", reason });
    expect(await told(desk)).toMatchObject({ ring: "early" });
    await admin.act("updates/ring", { scope: "unit", target: "luan-office", ring: "general", reason });
    expect(await told(desk)).toMatchObject({ ring: "general" });
    await admin.act("updates/ring", { scope: "terminal", target: "device-ring", ring: "pilot", reason });
    expect(await told(desk)).toMatchObject({ ring: "pilot" });
    expect((await admin.get("/admin/terminals")).text).toMatch(/device-ring[\s\S]*试点/);
    await admin.act("updates/ring", { scope: "terminal", target: "device-ring", ring: "", reason });
    expect(await told(desk)).toMatchObject({ ring: "general" });
  });

  it("go with what a unit belongs to", async () => {
    await admin.act("updates/ring", { scope: "unit", target: "luan-office", ring: "pilot", reason });
    expect(await told(await deskOf("苏晚舟", "device-child"))).toMatchObject({ ring: "pilot" });
  });

  it("wait and open later when they are held, until the day that was named, which is asked for", async () => {
    const desk = await deskOf("林初晴", "device-held");
    const until = new Date(base.services.clock().getTime() + 5 * 24 * HOUR).toISOString().slice(0, 10);
    await admin.act("updates/hold", { ring: "general", until, delay: "3", reason });
    const pausedUntil = new Date(`${until}T00:00:00+08:00`).toISOString();
    expect(await told(desk)).toMatchObject({ pausedUntil, delayDays: 3 });
    expect(await told(desk, "pilot")).toMatchObject({ pausedUntil: null, delayDays: 0 });
    for (const bad of [
      { until: "2020-01-01" },
      { until: "2999-01-01" },
      { delay: "31" },
      { delay: "-1" },
      { delay: "x" },
    ])
      expect(said(await admin.act("updates/hold", { ring: "general", reason, ...bad })), JSON.stringify(bad)).toBe(
        "E_FORM",
      );
    await admin.act("updates/hold", { ring: "general", reason });
    expect(await told(desk)).toMatchObject({ pausedUntil: null, delayDays: 0 });
  });

  it("of another city's units and terminals are not to be had, and nothing is set without a reason", async () => {
    const foreign = { scope: "unit", target: "tongnan-office", ring: "pilot", reason };
    expect(said(await admin.act("updates/ring", foreign))).toBe("E_NOT_FOUND");
    expect(said(await admin.act("updates/ring", { ...foreign, scope: "terminal" }))).toBe("E_NOT_FOUND");
    expect(said(await admin.act("updates/ring", { ...foreign, target: "", reason: "" }))).toBe("E_FORM");
    expect(await db().selectFrom("update_rings").selectAll().execute()).toEqual([]);
  });

  it("are not told to a workstation that does not know them yet", async () => {
    const { ring: _unknown, ...older } = state();
    const desk = await deskOf("林初晴", "device-older");
    expect((await desk.ask("fleet.checkIn", { body: older })).body).toEqual({ serverTime: desk.now() });
  });
});

describe("BD-3: a minimum version of the city or of a unit", () => {
  const set = (wanted: string, unit = "") => admin.act("updates/minimum", { unit, version: wanted, reason });

  it("needs a fresh code, is asked at sign-in by name, and ends no session; the terminal is told and marked", async () => {
    const desk = await deskOf("林初晴", "device-min");
    await told(desk);
    expect(said(await set("1.1.0"))).toBe("E_CONFIRM");
    await admin.confirm();
    expect((await set("1.1.0")).location).toContain("done=set-updates");
    expect(await present("林初晴")).toBe("426 E_VERSION");
    expect(verdict(await desk.ask("session.read"))).toBe("200");
    expect(await told(desk)).toMatchObject({ minimum: "1.1.0" });
    expect((await admin.get("/admin/terminals?mark=below")).text).toMatch(/device-min[\s\S]*低于最低版本/);
    version = "browser/1.1.0";
    expect(await present("林初晴")).toBe("200");
    // A desk that does not say its version is one of before the header.
    expect(verdict(await presentCertificate(base, person("林初晴").key.signer))).toBe("426 E_VERSION");
  });

  it("of a unit holds for its people and those of units below, and for nobody else", async () => {
    await admin.confirm();
    await set("1.1.0", "luan-centre");
    expect([await present("苏晚舟"), await present("林初晴")]).toEqual(["426 E_VERSION", "200"]);
    await set("", "luan-centre");
    await set("1.1.0", "luan-office");
    expect([await present("苏晚舟"), await present("林初晴")]).toEqual(["426 E_VERSION", "426 E_VERSION"]);
    await set("", "luan-office");
    // The other one was let in a moment ago, and is sent no second code so soon.
    expect(await present("苏晚舟")).toBe("200");
  });

  it("lowers no minimum that a release signs, and shuts nobody out for a version that cannot be had", async () => {
    publish("1.1.0");
    version = "browser/1.1.0";
    await admin.confirm();
    expect(said(await set("1.0.0"))).toBe("E_FORM");
    expect(said(await set("1.3.0"))).toBe("E_FORM");
    expect(said(await set("newest"))).toBe("E_FORM");
    // Set while the release allowed it: the signed one counts as soon as it is higher.
    publish("0.9.0");
    expect((await set("1.0.0")).location).toContain("done=set-updates");
    publish("1.1.0");
    version = "browser/1.0.5";
    await expect(signIn(platform, "luan", "林初晴")).rejects.toThrow();
  });

  it("is nothing to set where no version is known to be had", async () => {
    rmSync(join(folder, "browser", "release.json"));
    const fresh = new UpdateFeed({
      ...{ folder, keys: [key.key], clock: base.services.clock, log: pino({ level: "silent" }) },
    });
    expect(await fresh.offered("browser")).toBeNull();
    const bare = new AdminBrowser(base);
    await bare.enter(await signIn(base, "luan", "方亦舟"));
    await bare.confirm();
    expect(said(await bare.act("updates/minimum", { unit: "", version: "1.0.0", reason }))).toBe("E_STATE");
  });
});

it("LG-3: who set what, why and when stands in the audit; an editor sets nothing", async () => {
  await admin.act("updates/ring", { scope: "unit", target: "luan-office", ring: "pilot", reason });
  expect(await lastAudit("ring-assigned")).toMatchObject({
    account_id: person("方亦舟").accountId,
    detail: `unit luan-office pilot ${reason}`,
  });
  await admin.act("updates/hold", { ring: "pilot", delay: "2", reason });
  expect((await lastAudit("ring-held"))?.detail).toBe(`pilot - 2 ${reason}`);
  await admin.confirm();
  await admin.act("updates/minimum", { unit: "", version: "1.0.0", reason });
  expect((await lastAudit("minimum-version"))?.detail).toBe(`city 1.0.0 ${reason}`);
  const { text } = await admin.get("/admin/updates");
  expect(text).toContain(reason);
  expect(text).toContain("方亦舟");
});
