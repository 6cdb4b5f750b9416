/** L12: what workstations say of themselves, and how administrators see it. */
import { Registry } from "prom-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FleetState } from "../../shared/http/fleet";
import { AdminBrowser, said } from "../testing/admin-browser";
import { type Desk, signIn, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { fleetCsv } from "./csv";
import { watchFleet } from "./figures";

const DAY = 24 * 3_600_000;
let platform: TestPlatform;
let admin: AdminBrowser;

const person = (name: string) => personOf(cityOf(platform, "luan"), name);
const db = () => platform.services.store.db;
const state = (more: Partial<FleetState> = {}): FleetState => ({
  version: "1.2.0",
  edition: "browser",
  locked: true,
  policyHash: `sha-256:${"a".repeat(64)}`,
  policySerial: 7,
  unsynced: 0,
  oldest: null,
  clockOffset: 1,
  ...more,
});
const tell = (desk: Desk, more?: Partial<FleetState>) => desk.ask("fleet.checkIn", { body: state(more) });
const deskOf = (name: string, device: string) =>
  signInWith(platform, person(name), person(name).key.signer, { device });

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * 60_000);
  await db().deleteFrom("fleet").execute();
  await db().deleteFrom("sms_sends").execute();
  const desk = await signIn(platform, "luan", "方亦舟");
  admin = new AdminBrowser(platform);
  await admin.enter(desk);
});

describe("check-in", () => {
  it("keeps one row for a terminal, the session's own, and answers the platform's time", async () => {
    const desk = await deskOf("林初晴", "device-a");
    expect((await tell(desk)).body).toEqual({ serverTime: desk.now() });
    platform.pass(60_000);
    const oldest = desk.now();
    await tell(desk, { unsynced: 3, oldest });
    const rows = await db().selectFrom("fleet").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ device: "device-a", unsynced: 3, oldest, account_id: person("林初晴").accountId });
    expect(rows[0]?.first_at).not.toBe(rows[0]?.last_at);
  });

  it("takes a clock in 1970 as it is told, and nothing that is no number of the contract", async () => {
    const desk = await deskOf("林初晴", "device-a");
    expect(verdict(await tell(desk, { clockOffset: 1_795_000_000 }))).toBe("200");
    for (const bad of [{ unsynced: -1 }, { version: "<b>" }, { oldest: "昨天" }, { clockOffset: 1e12 }])
      expect(verdict(await tell(desk, bad)), JSON.stringify(bad)).toBe("400 E_INPUT");
    const named = { ...state(), title: "某稿件标题" };
    expect(verdict(await desk.ask("fleet.checkIn", { body: named }))).toBe("400 E_INPUT");
  });
});

describe("the fleet view", () => {
  const page = async (query = "") => (await admin.get(`/admin/terminals${query}`)).text;

  it("marks terminals that are behind, silent, or have something waiting, and finds them", async () => {
    await tell(await deskOf("林初晴", "device-silent"), { version: "1.10.0" });
    platform.pass(8 * DAY);
    const admins = await signIn(platform, "luan", "方亦舟");
    await admin.enter(admins);
    await tell(await deskOf("乔知夏", "device-old"), { version: "1.9.0", unsynced: 2, oldest: admins.now() });
    await tell(await deskOf("沈亦谦", "device-new"), { version: "1.10.0", clockOffset: 600 });
    expect(await page("?mark=silent")).toMatch(/device-silen(?![\s\S]*device-old)/);
    expect(await page("?mark=old")).toMatch(/device-old(?![\s\S]*device-new)/);
    expect(await page("?mark=unsynced")).toContain("2 件");
    expect(await page("?mark=clock")).toMatch(/600 秒/);
    expect(await page("?q=沈亦谦")).toMatch(/device-new(?![\s\S]*device-old)/);
    expect((await admin.get("/admin")).text).toMatch(/失联七天以上<b>1</);
  });

  it("of another city shows nothing of this one", async () => {
    await tell(await deskOf("林初晴", "device-a"));
    const theirs = new AdminBrowser(platform);
    await theirs.enter(await signIn(platform, "tongnan", "祁安歌"));
    expect((await theirs.get("/admin/terminals")).text).not.toContain("device-a");
    expect(said(await theirs.get("/admin/terminals/device-a"))).toBe("E_NOT_FOUND");
    expect((await theirs.get("/admin/terminals/export.csv")).text).not.toContain("device-a");
  });

  it("pages by place in both directions of every sort: no row is lost or doubled", async () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({
      ...{ site: "luan", device: `d${String(n).padStart(3, "0")}`, account_id: person("林初晴").accountId },
      ...{ version: `1.${n % 3}.0`, edition: "browser", locked: true, policy_hash: null, policy_serial: null },
      ...{ unsynced: n % 4, oldest: null, clock_offset: n % 5, first_at: "2026-11-01T00:00:00.000Z" },
      ring: null,
      last_at: `2026-11-0${(n % 9) + 1}T00:00:00.000Z`,
    }));
    await db().insertInto("fleet").values(rows).execute();
    for (const sort of ["seen", "name", "unit", "version", "unsynced", "clock"])
      for (const dir of ["asc", "desc"]) {
        const seen: string[] = [];
        let path = `/admin/terminals?sort=${sort}&dir=${dir}`;
        while (path !== "") {
          const { text } = await admin.get(path);
          seen.push(...[...text.matchAll(/terminals\/(d\d{3})"/g)].map(([, device = ""]) => device));
          path = (/href="([^"]+)" rel="next"/.exec(text)?.[1] ?? "").replaceAll("&amp;", "&");
        }
        expect(seen, `${sort} ${dir}`).toHaveLength(120);
        expect(new Set(seen).size).toBe(120);
      }
  });

  it("LG-7, NC-14: goes out as a table with masked names, noted in the audit", async () => {
    await tell(await deskOf("林初晴", "device-a"));
    const csv = await admin.get("/admin/terminals/export.csv");
    expect(csv.headers["content-disposition"]).toMatch(/^attachment/);
    expect(csv.text).toContain("林**");
    expect(csv.text).not.toContain("林初晴");
    const noted = await db()
      .selectFrom("audit")
      .select("detail")
      .where("chain", "=", "luan")
      .where("event", "=", "admin-exported")
      .orderBy("seq")
      .execute();
    expect(noted.at(-1)?.detail).toBe("fleet 1");
  });

  it("no cell of the table is a formula to a spreadsheet, or breaks out of its place", () => {
    const row = {
      device: "=1+1",
      name: "甲",
      unitName: '办公室,"甲"\n',
      version: "1.0.0",
      edition: "browser",
      locked: true,
    };
    const rest = {
      accountId: "a",
      policyHash: null,
      policySerial: null,
      unsynced: 0,
      oldest: null,
      clockOffset: -5,
      ring: null,
    };
    const ends = { firstAt: "x", lastAt: "y", refused: false, marks: [], key: "" };
    const [, line] = fleetCsv([{ ...row, ...rest, ...ends }], (name) => name).split(/\r\n/);
    expect(line).toMatch(/^'=1\+1,甲,"办公室,""甲""\n",1\.0\.0,.*,-5,y,否$/);
  });

  it("AU-11: a terminal is shut from the page, by another than its own person, after a fresh code", async () => {
    const desk = await deskOf("林初晴", "device-lost");
    await tell(desk);
    const erase = { device: "device-lost", account: person("林初晴").accountId, reason: "丢失" };
    expect(said(await admin.act("terminals/erase", erase))).toBe("E_CONFIRM");
    await admin.confirm();
    expect((await admin.act("terminals/erase", erase)).location).toContain("done=erased");
    expect(verdict(await desk.ask("session.read"))).toBe("401 E_SESSION");
    expect(await page()).toContain("已停用");
    expect((await admin.act("terminals/allow", erase)).location).toContain("done=opened");
  });
});

it("figures for Prometheus count terminals by city and version, and name nobody", async () => {
  await tell(await deskOf("林初晴", "device-a"), { unsynced: 4, oldest: null });
  const registry = new Registry();
  watchFleet(registry, db(), platform.services.clock);
  const text = await registry.metrics();
  expect(text).toContain('caibian_fleet_terminals{site="luan",version="1.2.0"} 1');
  expect(text).toContain('caibian_fleet_unsynced{site="luan",version="1.2.0"} 4');
  expect(text).not.toContain("device-a");
});
