/**
 * RP-1, NC-2, TN-4: two counties of one city. Everything that the pages and the API offer is asked for by the one about the
 * other, and nothing of it is shown or changed.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RouteName, routes } from "../../shared/http/routes";
import { tablesOf } from "../backup/tables";
import { AdminBrowser, type Fields, said } from "../testing/admin-browser";
import { type Counties, enrolment, foreign, inLuan, openCounties, put } from "../testing/counties";
import { signIn, verdict } from "../testing/desk";
import type { TestPlatform } from "../testing/platform";
import { sections } from "./sections";

const MINUTE = 60_000;
let counties: Counties;
let platform: TestPlatform;
let account = "";
const db = () => platform.services.store.db;
const person = (name: string) => inLuan(platform, name);
const signedIn = (name: string) => signIn(platform, "luan", name);

beforeAll(async () => {
  counties = await openCounties();
  ({ platform, account } = counties);
}, 180_000);
afterAll(() => platform.close());
beforeEach(() => platform.pass(61 * MINUTE));

async function pagesOf(name: string): Promise<AdminBrowser> {
  const pages = new AdminBrowser(platform);
  await pages.enter(await signedIn(name));
  await pages.confirm();
  return pages;
}

/** Secrets in a text that were not in what was asked. */
const leaked = (text: string, asked: string): readonly string[] =>
  counties.secrets.filter((secret) => text.includes(secret) && !asked.includes(secret));

/** Everything that is kept, but what each call writes down about itself. */
async function everything(): Promise<string> {
  const own = new Set(["audit", "audit_waiting", "audit_checkpoints", "audit_heads", "nonces", "sms_sends"]);
  const names = (await tablesOf(db())).filter((name) => !own.has(name) && !name.startsWith("audit"));
  const dumps = [];
  for (const name of names)
    dumps.push([
      name,
      await db()
        .selectFrom(name as "items")
        .selectAll()
        .execute(),
    ]);
  return JSON.stringify(dumps);
}

describe("RP-1: an administrator of one county, about the other", () => {
  it("NC-2: no page of any section shows anything of it, asked for in every way there is", async () => {
    const pages = await pagesOf("方亦舟");
    const own = await pages.get("/admin/accounts");
    expect(own.text).toContain("林初晴");
    expect(own.text).toContain("管辖甲县政府办公室及下级");
    const ends = ["/export.csv", "/new", ...[account, ...Object.values(foreign)].map((each) => `/${each}`)];
    const queries = [
      "",
      `?account=${account}`,
      "?unit=county-b",
      "?sort=unit",
      "?check=1",
      `?device=${foreign.device}`,
    ];
    // Each end and each query once: an account may ask five hundred times at a go.
    const asked = [
      ...ends.map((end) => [end, ""]),
      ...queries.map((query) => ["", query]),
      ["/new", `?account=${account}`],
    ];
    const answered = new Map<string, number>();
    for (const { name } of sections)
      for (const [end = "", query = ""] of asked) {
        const path = `/admin${name === "" ? "" : `/${name}${end}`}${query}`;
        const shown = await pages.get(path);
        // Whoever leads a column grants it to units elsewhere and so knows their names, and nothing else.
        const allowed = name === "columns" ? `${path} 乙县 county-b` : path;
        expect(leaked(shown.text, allowed), path).toEqual([]);
        answered.set(said(shown), (answered.get(said(shown)) ?? 0) + 1);
      }
    // Looked at, and not turned away at the door.
    expect([...answered.keys()].sort()).toEqual(["200", "E_NOT_FOUND", "E_PERM"]);
    expect(answered.get("200")).toBeGreaterThan(50);
  });

  it("sections that are not cut down to units are closed to it, in the list on the left too", async () => {
    const pages = await pagesOf("方亦舟");
    const first = await pages.get("/admin");
    const closed = sections.filter(({ scoped }) => scoped !== true);
    expect(closed.map(({ name }) => name)).toEqual(expect.arrayContaining(["profile", "packs", "policy", "audit"]));
    for (const { name } of closed) {
      expect(said(await pages.get(`/admin/${name}`)), name).toBe("E_PERM");
      expect(first.text, name).not.toContain(`href="/admin/${name}"`);
    }
  });

  it("NC-2: no act of any section does anything to it", async () => {
    const pages = await pagesOf("方亦舟");
    const fields: Fields = {
      ...{
        account,
        unit: "county-b",
        parent: "county-b",
        reach: "city",
        duty: "联络员",
        manager: "冒名",
        target: "county-b",
      },
      ...{ device: foreign.device, recovery: foreign.recovery, officer: foreign.officer, scope: "unit", ring: "pilot" },
      ...{
        name: "改名",
        phone: "13800000000",
        reason: "越权",
        basis: "越权",
        cause: "越权",
        role: "编辑员",
        staff: "permanent",
      },
      ...{
        column: "notices",
        since: "2026-12-01",
        until: "2026-12-31",
        version: "1.0.0",
        days: "1",
        notice: "n",
        grant: "g",
      },
    };
    const before = await everything();
    for (const { name, acts } of sections)
      for (const act of Object.keys(acts))
        for (const enrolmentId of [foreign.enrolment, foreign.approved]) {
          const shown = await pages.act(`${name}/${act}`, { ...fields, enrolment: enrolmentId });
          expect(shown.status, `${name}/${act}`).not.toBe(303);
          expect(said(shown), `${name}/${act}`).toMatch(/^E_(?:PERM|NOT_FOUND|FORM|INPUT|STATE|SOD)$/);
          expect(leaked(shown.text, JSON.stringify(fields)), `${name}/${act}`).toEqual([]);
        }
    expect(await everything()).toBe(before);
  });

  it("NC-2: no route of the API answers with it or does anything to it; what names an account is 403 E_PERM", async () => {
    const desk = await signedIn("方亦舟");
    const known: Readonly<Record<string, string>> = {
      ...{
        accountId: account,
        enrolmentId: foreign.enrolment,
        recoveryId: foreign.recovery,
        device: foreign.device,
        itemId: counties.itemId,
      },
      ...{ hash: `sha-256:${"0".repeat(64)}`, operationId: "op-1", packId: "demo-leaders" },
    };
    const bodies: Partial<Record<RouteName, unknown>> = {
      "accounts.decide": { decision: "disable", cause: "越权" },
      "accounts.device": { refused: true, reason: "越权" },
      "accounts.leave": { reason: "越权" },
      "accounts.clear": { vettedOn: null, trainedOn: null, basis: "越权" },
      "enrolments.decide": { approve: true, reason: "越权" },
      "enrolments.execute": null,
      "recovery.decide": { approve: true, reason: "越权" },
    };
    const before = await everything();
    for (const [name, route] of Object.entries(routes) as [RouteName, (typeof routes)[RouteName]][]) {
      if (route.auth !== "session" || name === "session.end" || name === "admin.ticket") continue;
      const names = [...route.path.matchAll(/:(\w+)/g)].map(([, part = ""]) => part);
      const params = Object.fromEntries(names.map((part) => [part, known[part] ?? "unknown"]));
      const query = { after: "0", year: "2026", itemId: counties.itemId, log: "log-1" };
      const body = bodies[name] === undefined ? {} : { body: bodies[name] };
      for (const asked of [
        { params, ...body },
        { params, query, ...body },
      ]) {
        const answer = await desk.ask(name, route.method === "GET" || "body" in asked ? asked : { ...asked, body: {} });
        expect(leaked(JSON.stringify(answer.body), JSON.stringify(asked)), name).toEqual([]);
        if (name in bodies || name === "accounts.devices")
          expect(verdict(answer), name).toMatch(/^(403 E_PERM|400 E_INPUT)$/);
      }
      if (name in bodies) expect(verdict(await desk.ask(name, { params, ...body })), name).toBe("403 E_PERM");
    }
    expect(await everything()).toBe(before);
  });

  it("the own subtree is open: accounts of the county and of what is below it, with all that may be done", async () => {
    await put(platform, "梁书远", "school-a");
    const desk = await signedIn("方亦舟");
    const params = { accountId: person("梁书远").accountId };
    expect(verdict(await desk.ask("accounts.devices", { params }))).toBe("200");
    const cause = { decision: "keep", cause: "已核实" };
    expect(verdict(await desk.ask("accounts.decide", { params, body: cause }))).toBe("200");
    const pages = await pagesOf("方亦舟");
    expect((await pages.get(`/admin/accounts/${params.accountId}`)).text).toContain("梁书远");
    expect((await pages.act("units/create", { name: "甲县二中", parent: "county-a", duty: "uses" })).status).toBe(303);
    expect((await pages.get("/admin/units")).text).toContain("甲县二中");
    await put(platform, "梁书远", "county-a");
  });
});

describe("RP-1: nobody raises himself", () => {
  it("neither by giving a unit the whole city, nor through a unit below that has it, nor by moving his own", async () => {
    const pages = await pagesOf("方亦舟");
    const far = { name: "越权单位", parent: "county-a", duty: "manages", reach: "city" };
    expect(said(await pages.act("units/create", far))).toBe("E_PERM");
    expect(said(await pages.act("units/create", { ...far, reach: "subtree", parent: "" }))).toBe("E_PERM");
    expect(said(await pages.act("units/change", { ...far, unit: "school-a" }))).toBe("E_PERM");
    expect(said(await pages.act("units/close", { unit: "far-a" }))).toBe("E_PERM");
    await pages.act("units/change", {
      unit: "county-a",
      name: "甲县政府办公室",
      parent: "",
      reach: "city",
      duty: "manages",
    });
    const own = await db().selectFrom("units").selectAll().where("unit_id", "=", "county-a").executeTakeFirstOrThrow();
    expect(own).toMatchObject({ parent_id: "luan-office", reach: "subtree", duty: "manages" });
    await put(platform, "白景行", "far-a");
    const params = { accountId: person("白景行").accountId };
    expect(verdict(await (await signedIn("方亦舟")).ask("accounts.devices", { params }))).toBe("403 E_PERM");
    await put(platform, "白景行", "luan-office");
  });

  it("NC-3: 使用单位 asks and takes away, and grants nothing", async () => {
    await put(platform, "方亦舟", "school-a");
    await db()
      .insertInto("enrolments")
      .values(enrolment("of-school", "requested", "school-a"))
      .execute();
    const desk = await signedIn("方亦舟");
    const params = { enrolmentId: "of-school" };
    const body = { approve: true, reason: "是" };
    expect(verdict(await desk.ask("enrolments.decide", { params, body }))).toBe("403 E_PERM");
    expect(verdict(await desk.ask("enrolments.execute", { params, body: null }))).toBe("403 E_PERM");
    const pages = await pagesOf("方亦舟");
    expect((await pages.get("/admin/enrolments")).text).toContain("贝新人");
    expect(said(await pages.act("units/create", { name: "下属", parent: "school-a", duty: "uses" }))).toBe("E_PERM");
    await put(platform, "方亦舟", "county-a");
    const county = await signedIn("方亦舟");
    expect(verdict(await county.ask("enrolments.decide", { params, body }))).toBe("200");
  });
});
