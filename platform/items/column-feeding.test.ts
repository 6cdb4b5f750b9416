/** RP-9, NC-7, LA-26.2: a column belongs to a unit; others feed it only by the lead unit's grant, for a time. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { routes } from "../../shared/http/routes";
import { contentHash } from "../../shared/model/content";
import { AdminBrowser, said } from "../testing/admin-browser";
import { signIn, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { newItem, notice, revise, sign } from "../testing/work";

const DAY = 24 * 3_600_000;
let platform: TestPlatform;
let admin: AdminBrowser;

const db = () => platform.services.store.db;
const luan = (name: string) => signIn(platform, "luan", name);
const day = (count: number): string =>
  new Date(platform.services.clock().getTime() + 8 * 3_600_000 + count * DAY).toISOString().slice(0, 10);
const grant = (more: Record<string, string> = {}) =>
  admin.act("columns/grant", {
    ...{ column: "notices", unit: "luan-centre", since: day(0), until: day(5), reason: "共建通知公告栏目" },
    ...more,
  });
/** 乔知夏 works for another unit than the one that the columns belong to. */
const submit = async (itemId = newItem(), more = {}) => {
  const content = notice(undefined, more);
  return { itemId, content, verdict: verdict(await revise(platform, await luan("乔知夏"), { itemId, content })) };
};
const columns = async (name: string) => {
  const { body } = await (await luan(name)).ask("columns.list", { query: { owners: "1" } });
  return routes["columns.list"].reply.parse(body).columns;
};

beforeAll(async () => {
  platform = await openTestPlatform();
  const { accountId } = personOf(cityOf(platform, "luan"), "乔知夏");
  const centre = { unit_id: "luan-centre", unit_name: "市政府网站和政务新媒体中心（演示）" };
  await db().updateTable("accounts").set(centre).where("account_id", "=", accountId).execute();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * 60_000);
  await db().deleteFrom("column_grants").execute();
  admin = new AdminBrowser(platform);
  await admin.enter(await luan("方亦舟"));
  await admin.get("/admin/units");
});

describe("RP-9: who feeds a column", () => {
  it("is its own unit; another one is refused by name, and so is a column that is not there", async () => {
    expect((await submit()).verdict).toBe("403 E_PERM");
    const own = { itemId: newItem(), content: notice() };
    expect(verdict(await revise(platform, await luan("林初晴"), own))).toBe("200");
    const nowhere = { itemId: newItem(), content: notice(undefined, { columnId: "nowhere" }) };
    expect(verdict(await revise(platform, await luan("林初晴"), nowhere))).toBe("422 E_META");
  });

  it("LA-26.2: is a unit with a grant too, for that column alone and from its first to its last day", async () => {
    await grant({ since: day(1) });
    expect((await submit()).verdict).toBe("403 E_PERM");
    platform.pass(DAY);
    expect((await submit()).verdict).toBe("200");
    expect((await submit(undefined, { columnId: "news", itemType: "news" })).verdict).toBe("403 E_PERM");
    platform.pass(6 * DAY);
    expect((await submit()).verdict).toBe("403 E_PERM");
  });

  it("is asked again at review: what was sent in time goes on after the grant's end, and stops where it was withdrawn", async () => {
    await grant();
    const [ended, stopped] = [await submit(), await submit()];
    expect([ended.verdict, stopped.verdict]).toEqual(["200", "200"]);
    platform.pass(7 * DAY);
    expect(verdict(await sign(await luan("乔知夏"), ended.itemId))).toBe("200");
    await db()
      .updateTable("column_grants")
      .set({ withdrawn_at: day(0), withdrawn_by: "方亦舟" })
      .execute();
    expect(verdict(await sign(await luan("乔知夏"), stopped.itemId))).toBe("403 E_PERM");
  });

  it("LA-26.2: and whoever only builds with the lead unit does not bring the own text out", async () => {
    await grant();
    const { itemId, content } = await submit();
    for (const name of ["乔知夏", "沈亦谦", "顾长宁"])
      expect(verdict(await sign(await luan(name), itemId))).toBe("200");
    const body = { itemId, contentHash: contentHash(content) };
    expect(verdict(await (await luan("苏晚舟")).ask("repo.ingest", { body }))).toBe("403 E_PERM");
  });

  it("stands in the list that a workstation chooses from, with the lead unit named, and older ones get theirs", async () => {
    await grant();
    const seen = (await columns("乔知夏")).map(({ columnId, use, leadUnit }) => [columnId, use, leadUnit]);
    expect(seen).toContainEqual(["notices", "granted", "市政府办公室（演示）"]);
    expect(seen).toContainEqual(["news", "none", "市政府办公室（演示）"]);
    expect((await columns("林初晴")).every(({ use }) => use === "own")).toBe(true);
    const old = (await (await luan("乔知夏")).ask("columns.list")).body;
    expect(JSON.stringify(old)).not.toMatch(/leadUnit|use/);
  });
});

describe("RP-9: on the administrators' page", () => {
  it("NC-7: a column has one lead unit, which is named on the card with its co-units; the change is in the audit", async () => {
    const own = { column: "news", unit: "luan-centre", reason: "按保障分工表调整" };
    expect((await admin.act("columns/own", own)).location).toContain("done=saved");
    expect((await admin.get("/admin/columns/news")).text).toContain("市政府网站和政务新媒体中心（演示）");
    expect((await submit(undefined, { columnId: "news", itemType: "news" })).verdict).toBe("200");
    const noted = await db().selectFrom("audit").select("detail").where("event", "=", "column-owner").execute();
    expect(noted.map(({ detail }) => detail)).toEqual(["news luan-centre 按保障分工表调整"]);
    expect(said(await admin.act("columns/own", { ...own, unit: "" }))).toBe("E_FORM");
    expect(said(await admin.act("columns/own", { ...own, unit: "tongnan-office" }))).toBe("E_NOT_FOUND");
    await admin.act("columns/own", { ...own, unit: "luan-office" });
  });

  it("a grant needs a lead unit, a span of at most a year and a reason; it is withdrawn once, and nothing is written over", async () => {
    for (const bad of [
      { until: day(-1) },
      { since: "x" },
      { until: day(400) },
      { reason: "" },
      { unit: "luan-office" },
    ])
      expect(said(await grant(bad)), JSON.stringify(bad)).toBe("E_FORM");
    await grant();
    const given = await db().selectFrom("column_grants").selectAll().executeTakeFirstOrThrow();
    expect((await admin.get("/admin/columns")).text).toContain("市政府网站和政务新媒体中心（演示）");
    expect((await admin.act("columns/withdraw", { grant: given.grant_id })).location).toContain("done=withdrawn");
    expect(said(await admin.act("columns/withdraw", { grant: given.grant_id }))).toBe("E_NOT_FOUND");
    expect((await submit()).verdict).toBe("403 E_PERM");
    expect((await admin.get("/admin/columns/notices")).text).toContain("已撤销");
    await db().updateTable("columns").set({ owner_unit: null }).where("column_id", "=", "guides").execute();
    expect(said(await grant({ column: "guides" }))).toBe("E_STATE");
  });

  it("RP-1: units below the city set no owners, and grant nothing of a lead unit that they do not administer", async () => {
    await db().updateTable("units").set({ reach: "subtree" }).where("unit_id", "=", "luan-centre").execute();
    const own = { column: "news", unit: "luan-centre", reason: "按保障分工表调整" };
    expect(said(await admin.act("columns/own", own))).toBe("E_PERM");
    expect(said(await grant())).toBe("E_PERM");
    await db().updateTable("units").set({ reach: "city" }).where("unit_id", "=", "luan-centre").execute();
  });
});
