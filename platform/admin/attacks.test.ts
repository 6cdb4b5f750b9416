/** docs/threats.md, Administrators: what an attacker at the administrators' pages tries, one case each. */
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { adminTicket } from "../../shared/http/admin";
import { AdminBrowser, said } from "../testing/admin-browser";
import { type Desk, signIn } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { sections } from "./sections";

let platform: TestPlatform;
let desk: Desk;
let browser: AdminBrowser;

const db = () => platform.services.store.db;
const asked = async () => adminTicket.parse((await desk.ask("admin.ticket", { body: null })).body);
const editor = () => personOf(cityOf(platform, "luan"), "林初晴");

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * 60_000);
  desk = await signIn(platform, "luan", "方亦舟");
  browser = new AdminBrowser(platform);
});

describe("at the way in", () => {
  it("a ticket that was used opens nothing to whoever plays it again with its code, and does not disturb who entered", async () => {
    const given = await asked();
    await browser.post("/admin/enter", { ...given });
    const thief = new AdminBrowser(platform);
    expect(said(await thief.post("/admin/enter", { ...given }))).toBe("E_ADMIN_ENTRY");
    expect([thief.cookie, (await thief.get("/admin")).status]).toEqual(["", 401]);
    expect((await browser.get("/admin")).status).toBe(200);
  });

  it("a cookie that was planted before never becomes the session: entering sets another, and the planted one stays worth nothing", async () => {
    const planted = "caibian-admin=planted-by-somebody-else";
    browser.cookie = planted;
    const entered = await browser.enter(desk);
    expect(String(entered.headers["set-cookie"])).not.toContain("planted-by-somebody-else");
    expect((await browser.get("/admin")).status).toBe(200);
    const thief = new AdminBrowser(platform);
    thief.cookie = planted;
    expect((await thief.get("/admin")).status).toBe(401);
  });

  it("a session that was open before is over for whoever holds its cookie, once the person enters anew", async () => {
    await browser.enter(desk);
    const stolen = new AdminBrowser(platform);
    stolen.cookie = browser.cookie;
    expect((await stolen.get("/admin")).status).toBe(200);
    await browser.enter(desk);
    expect((await stolen.get("/admin")).status).toBe(401);
  });

  it("codes guessed over many tickets are braked by address (E_LIMIT), whoever asks for the tickets", async () => {
    const answers: string[] = [];
    for (let n = 0; n < 110; n += 1)
      answers.push(said(await browser.post("/admin/enter", { ticket: `t${n}`, code: "000000" })));
    expect([answers[0], answers.at(-1)]).toEqual(["E_ADMIN_ENTRY", "E_LIMIT"]);
    platform.pass(6 * 60_000);
  });

  it("the cookie opens no route of the API, and a workstation's token no page", async () => {
    await browser.enter(desk);
    const api = await platform.app.inject({ method: "GET", url: "/items", headers: { cookie: browser.cookie } });
    expect(api.json().code).toBe("E_SESSION");
    const page = await platform.app.inject({
      ...{ method: "GET", url: "/admin" },
      headers: { authorization: `DPoP ${desk.token()}` },
    });
    expect(page.statusCode).toBe(401);
  });
});

describe("from another site", () => {
  const acts = sections.flatMap(({ name, acts: own }) => Object.keys(own).map((act) => `${name}/${act}`));
  const state = async () =>
    JSON.stringify([
      await db().selectFrom("accounts").selectAll().orderBy("account_id").execute(),
      await db().selectFrom("enrolments").selectAll().execute(),
      await db().selectFrom("column_grants").selectAll().execute(),
      await db().selectFrom("update_rings").selectAll().execute(),
      await db().selectFrom("update_minima").selectAll().execute(),
      await db().selectFrom("hand_overs").selectAll().execute(),
    ]);
  const wanted = () =>
    `account=${editor().accountId}&reason=x&unit=luan-office&version=1.0.0&ring=pilot&column=news&scope=unit&target=luan-office`;

  it("a link to any act changes nothing, also in the browser of an administrator who has just confirmed", async () => {
    await browser.enter(desk);
    await browser.confirm();
    await browser.get("/admin/units");
    const before = await state();
    for (const act of acts) await browser.get(`/admin/${act}?${wanted()}`);
    expect(await state()).toBe(before);
  });

  it("a form to any act without this session's token is refused before it is looked at", async () => {
    await browser.enter(desk);
    await browser.confirm();
    const before = await state();
    for (const act of acts) {
      const fields = Object.fromEntries(new URLSearchParams(wanted()));
      expect(said(await browser.post(`/admin/${act}`, { ...fields, form: "guessed" })), act).toBe("E_ADMIN_FORM");
      const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
      expect(said(await browser.act(act, fields, { headers })), act).toBe("E_ADMIN_FORM");
    }
    expect(await state()).toBe(before);
  });

  it("no answer may be shown in a frame, stored, or guessed to be another type: pages, papers, tables, refusals, the way in", async () => {
    await browser.enter(desk);
    const paths = [
      ...sections.map(({ name }) => (name === "" ? "/admin" : `/admin/${name}`)),
      ...["/admin/terminals/export.csv", "/admin/nowhere", "/admin/enter?ticket=x", "/admin/hand-overs/none/print"],
    ];
    for (const path of paths) {
      const { headers } = await browser.get(path);
      expect(headers["x-frame-options"], path).toBe("DENY");
      expect(headers["content-security-policy"], path).toMatch(/frame-ancestors 'none'/);
      expect(headers["x-content-type-options"], path).toBe("nosniff");
      expect(headers["cache-control"], path).toBe("no-store");
    }
    const strangers = await new AdminBrowser(platform).get("/admin");
    expect([strangers.status, strangers.headers["x-frame-options"]]).toEqual([401, "DENY"]);
  });
});

describe("by somebody who is in", () => {
  it("no section has an act on the audit or its keeping, and a row changed in the database is told on the page", async () => {
    const about = sections.filter(({ name }) => name === "audit" || name === "retention");
    expect(about.map(({ acts }) => Object.keys(acts))).toEqual([[], []]);
    await browser.enter(desk);
    const checked = async () => (await browser.get("/admin/audit?check=1")).text;
    expect(await checked()).toContain("连续、未经改动");
    await db()
      .transaction()
      .execute(async (work) => {
        await sql`set local session_replication_role = replica`.execute(work);
        await sql`update audit set detail = 'nothing happened' where event = 'admin-entered' and chain = 'luan'`.execute(
          work,
        );
      });
    expect(await checked()).toContain("可能被改动");
  });

  it("RP-4: whoever writes or reviews gets no ticket, and a page no longer once the roles are those of an editor", async () => {
    const writer = await signIn(platform, "luan", "林初晴");
    expect((await writer.ask("admin.ticket", { body: null })).status).toBe(403);
    await browser.enter(desk);
    await db()
      .updateTable("accounts")
      .set({ roles: JSON.stringify(["编辑员"]) })
      .where("account_id", "=", desk.person.accountId)
      .execute();
    expect(said(await browser.get("/admin"))).toBe("E_PERM");
    await db()
      .updateTable("accounts")
      .set({ roles: JSON.stringify(["系统管理"]) })
      .where("account_id", "=", desk.person.accountId)
      .execute();
  });
});
