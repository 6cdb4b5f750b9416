/** AU-1, AU-9, RP-4: the way into the administrators' pages, and what ends it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { adminTicket } from "../../shared/http/admin";
import { AdminBrowser, said } from "../testing/admin-browser";
import { ask, type Desk, lastCode, signIn, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { newCookie } from "./cookie";

const MINUTE = 60_000;
let platform: TestPlatform;
let desk: Desk;
let browser: AdminBrowser;

const db = () => platform.services.store.db;
const admin = () => personOf(cityOf(platform, "luan"), "方亦舟");
const asked = async () => adminTicket.parse((await desk.ask("admin.ticket", { body: null })).body);
const events = async () =>
  (await db().selectFrom("audit").select("event").where("account_id", "=", admin().accountId).execute()).map(
    ({ event }) => event,
  );

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * MINUTE);
  desk = await signIn(platform, "luan", "方亦舟");
  browser = new AdminBrowser(platform);
});

describe("the way into the administrators' pages", () => {
  it("opens with ticket and code from a signed-in workstation, once, and leaves a row in the audit", async () => {
    const { ticket, code } = await asked();
    const entered = await browser.post("/admin/enter", { ticket, code });
    expect([entered.status, entered.location]).toEqual([303, "/admin"]);
    expect((await browser.get("/admin")).status).toBe(200);
    expect(said(await new AdminBrowser(platform).post("/admin/enter", { ticket, code }))).toBe("E_ADMIN_ENTRY");
    expect(await events()).toEqual(expect.arrayContaining(["admin-ticket", "admin-entered"]));
  });

  it("is shut to editors, who get no ticket", async () => {
    const editor = await signIn(platform, "luan", "林初晴");
    expect(verdict(await editor.ask("admin.ticket", { body: null }))).toBe("403 E_PERM");
  });

  it("stays shut after a minute, from another address range, and after three wrong codes", async () => {
    const late = await asked();
    platform.pass(61_000);
    expect(said(await browser.post("/admin/enter", { ...late }))).toBe("E_ADMIN_ENTRY");
    const elsewhere = await asked();
    const from = "127.9.8.7";
    expect(said(await browser.post("/admin/enter", { ...elsewhere }, { from }))).toBe("E_ADMIN_ENTRY");
    const guessed = await asked();
    const wrong = guessed.code === "000000" ? "111111" : "000000";
    for (let n = 0; n < 3; n += 1)
      expect(said(await browser.post("/admin/enter", { ticket: guessed.ticket, code: wrong }))).toBe("E_ADMIN_ENTRY");
    expect(said(await browser.post("/admin/enter", { ...guessed }))).toBe("E_ADMIN_ENTRY");
    expect((await browser.get("/admin")).status).toBe(401);
  });

  it("a ticket in the address alone opens nothing: the page asks for the code", async () => {
    const { ticket, code } = await asked();
    const page = await browser.get(`/admin/enter?ticket=${ticket}`);
    expect(page.text).toContain("进入码");
    expect(page.text).not.toContain(code);
    expect(browser.cookie).toBe("");
  });

  it("gives a cookie that no script reads and no other site sends, and pages that run and load nothing", async () => {
    const entered = await browser.enter(desk);
    expect(entered.headers["set-cookie"]).toMatch(/; HttpOnly; SameSite=Strict$/);
    const page = await browser.get("/admin");
    expect(page.headers["content-security-policy"]).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(page.headers["cache-control"]).toBe("no-store");
    expect(page.text).not.toMatch(/<script|\son\w+=|style="|javascript:/i);
  });

  it("over TLS the cookie is of this host alone and never sent in clear", async () => {
    expect(newCookie("t", { address: "10.1.1.1", encrypted: true })).toBe(
      "__Host-caibian-admin=t; Path=/; HttpOnly; SameSite=Strict; Secure",
    );
  });
});

describe("what ends it", () => {
  beforeEach(async () => {
    await browser.enter(desk);
    expect((await browser.get("/admin")).status).toBe(200);
  });
  const ended = async () => said(await browser.get("/admin"));

  it("fifteen minutes without a page; with pages, eight hours", async () => {
    platform.pass(14 * MINUTE);
    expect((await browser.get("/admin")).status).toBe(200);
    for (let minutes = 14; minutes < 8 * 60 - 14; minutes += 14) {
      platform.pass(14 * MINUTE);
      expect((await browser.get("/admin")).status).toBe(200);
    }
    platform.pass(14 * MINUTE);
    expect(await ended()).toBe("E_ADMIN_SESSION");
  });

  it("the workstation signing out", async () => {
    await desk.ask("session.end");
    expect(await ended()).toBe("E_ADMIN_SESSION");
  });

  it("the same person signing in elsewhere, or entering once more", async () => {
    const second = new AdminBrowser(platform);
    await second.enter(desk);
    expect(await ended()).toBe("E_ADMIN_SESSION");
    await signIn(platform, "luan", "方亦舟");
    expect(said(await second.get("/admin"))).toBe("E_ADMIN_SESSION");
  });

  it("a role that is taken away, an account that is shut, a terminal that is refused", async () => {
    const own = { account_id: admin().accountId };
    const roles = (held: string[]) =>
      db()
        .updateTable("accounts")
        .set({ roles: JSON.stringify(held) })
        .where("account_id", "=", own.account_id)
        .execute();
    await roles(["编辑员"]);
    expect(await ended()).toBe("E_PERM");
    await roles(["系统管理"]);
    await db().updateTable("accounts").set({ state: "disabled" }).where("account_id", "=", own.account_id).execute();
    expect(await ended()).toBe("E_DORMANT");
    await db().updateTable("accounts").set({ state: "active" }).where("account_id", "=", own.account_id).execute();
    const refused = { refused_at: desk.now() };
    await db().updateTable("devices").set(refused).where("account_id", "=", own.account_id).execute();
    expect(await ended()).toBe("E_DEVICE_REFUSED");
    await db().updateTable("devices").set({ refused_at: null }).where("account_id", "=", own.account_id).execute();
  });

  it("another address range", async () => {
    expect(said(await browser.get("/admin", { from: "127.44.0.1" }))).toBe("E_ADMIN_SESSION");
  });

  it("leaving", async () => {
    expect((await browser.act("leave", {})).text).toContain("已退出");
    expect((await browser.get("/admin")).status).toBe(401);
  });
});

describe("forms", () => {
  beforeEach(() => browser.enter(desk));

  it("without the token of this session, or from another site, do nothing", async () => {
    const fields = { name: "新单位" };
    const token = /name="form" value="([^"]+)"/.exec((await browser.get("/admin")).text)?.[1] ?? "";
    expect(said(await browser.post("/admin/units/create", fields))).toBe("E_ADMIN_FORM");
    expect(said(await browser.post("/admin/units/create", { ...fields, form: `${token}x` }))).toBe("E_ADMIN_FORM");
    const own = { ...fields, form: token };
    for (const headers of [
      { origin: "https://elsewhere.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ])
      expect(
        said(await browser.post("/admin/units/create", own, { headers: { ...headers } })),
        JSON.stringify(headers),
      ).toBe("E_ADMIN_FORM");
    expect(await db().selectFrom("units").select("name").where("name", "=", "新单位").execute()).toEqual([]);
    const ours = { origin: "http://localhost:8080", "sec-fetch-site": "same-origin", host: "localhost:8080" };
    expect((await browser.post("/admin/units/create", own, { headers: ours })).status).toBe(303);
  });

  it("a token of one session is worth nothing in another", async () => {
    const token = /name="form" value="([^"]+)"/.exec((await browser.get("/admin")).text)?.[1] ?? "";
    await browser.enter(desk);
    expect(said(await browser.post("/admin/units/create", { form: token, name: "另一单位" }))).toBe("E_ADMIN_FORM");
  });

  it("JSON routes of the API take no form, and pages take no JSON", async () => {
    const form = await platform.app.inject({
      method: "POST",
      url: "/session",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: "a=b",
    });
    expect(form.statusCode).toBeGreaterThanOrEqual(400);
    const json = await platform.app.inject({
      method: "POST",
      url: "/admin/units/create",
      headers: { "content-type": "application/json", cookie: browser.cookie },
      payload: "{}",
    });
    expect(said({ status: json.statusCode, text: json.body, location: "", headers: {} })).toBe("E_INPUT");
  });
});

describe("weighty acts", () => {
  beforeEach(() => browser.enter(desk));
  const shut = (accountId: string) => browser.act("accounts/disable", { account: accountId, reason: "核查" });
  const editor = () => personOf(cityOf(platform, "luan"), "乔知夏").accountId;

  it("wait for a fresh code, count for ten minutes, and the code opens no workstation session", async () => {
    expect(said(await shut(editor()))).toBe("E_CONFIRM");
    expect((await browser.confirm()).location).toBe("/admin?done=confirmed");
    expect((await shut(editor())).location).toContain("done=closed");
    expect((await browser.act("accounts/keep", { account: editor(), reason: "查明" })).location).toContain(
      "done=opened",
    );
    platform.pass(10 * MINUTE);
    expect(said(await shut(editor()))).toBe("E_CONFIRM");
    expect(await events()).toEqual(expect.arrayContaining(["admin-confirmed", "admin-refused"]));
  });

  it("a code for them cannot be spent as a sign-in code", async () => {
    const asked = await browser.act("confirm/send", { back: "/admin" });
    const ticket = /name="ticket" value="([^"]+)"/.exec(asked.text)?.[1] ?? "";
    const code = lastCode(platform);
    expect(platform.inbox.messages()[0]?.text).toContain("管理操作确认码");
    expect(verdict(await ask(platform, "session.create", { body: { ticket, code }, proofKey: desk.proofKey }))).toBe(
      "403 E_SMS",
    );
    expect(
      said(
        await browser.act("confirm/code", { ticket, back: "/admin", code: code === "000000" ? "000001" : "000000" }),
      ),
    ).toBe("E_SMS");
  });

  it("after confirming, nobody is led to another site", async () => {
    for (const back of [
      "https://elsewhere.example/",
      "//elsewhere.example",
      "/administration",
      "javascript:alert(1)",
    ]) {
      const asked = await browser.act("confirm/send", { back });
      expect(asked.text, back).not.toContain(back);
      platform.pass(61_000);
    }
  });
});
