/** RP-6, RP-7: an account has rights only with 保密审查 and training on record, and contractors only within their limits. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { routes } from "../../shared/http/routes";
import type { ContractRecord } from "../../shared/model/staff";
import { AdminBrowser, said } from "../testing/admin-browser";
import { ask, type Desk, presentCertificate, signIn, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { notice, revise } from "../testing/work";

const MINUTE = 60_000;
let platform: TestPlatform;
let admin: Desk;

const person = (name: string) => personOf(cityOf(platform, "luan"), name);
const db = () => platform.services.store.db;
const present = (name: string) => presentCertificate(platform, person(name).key.signer);
const set = (name: string, values: Record<string, string | null>) =>
  db().updateTable("accounts").set(values).where("account_id", "=", person(name).accountId).execute();
const clear = (name: string, days: { vettedOn: string | null; trainedOn: string | null }, desk = admin) =>
  desk.ask("accounts.clear", {
    params: { accountId: person(name).accountId },
    body: { ...days, basis: "保审〔2026〕3号" },
  });

let items = 0;
const begin = (desk: Desk) => {
  items += 1;
  return revise(platform, desk, { itemId: `activation-${items}`, content: notice() });
};

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * MINUTE);
  admin = await signIn(platform, "luan", "方亦舟");
});

describe("RP-7: 保密审查 and 岗前培训 come before the post (LAM-32.2, TN-38)", () => {
  it("without them sign-in is E_UNTRAINED, names what is missing in words, and no SMS code is sent", async () => {
    for (const [values, words] of [
      [{ vetted_on: null, trained_on: null }, "尚缺：保密审查日期、岗前培训日期"],
      [{ vetted_on: "2026-11-01", trained_on: null }, "尚缺：岗前培训日期"],
      [{ vetted_on: null, trained_on: "2026-11-01" }, "尚缺：保密审查日期"],
    ] as const) {
      await set("乔知夏", values);
      const before = platform.inbox.messages().length;
      const answer = await present("乔知夏");
      expect(answer).toMatchObject({ status: 403, body: { code: "E_UNTRAINED", detail: words } });
      expect(platform.inbox.messages()).toHaveLength(before);
    }
    expect(verdict(await clear("乔知夏", { vettedOn: "2026-11-01", trainedOn: "2026-11-02" }))).toBe("200");
    expect(verdict(await present("乔知夏"))).toBe("200");
  });

  it("a day taken back ends the session at once, and renewal says why", async () => {
    const desk = await signIn(platform, "luan", "沈亦谦");
    expect(verdict(await clear("沈亦谦", { vettedOn: "2026-11-01", trainedOn: null }))).toBe("200");
    expect(verdict(await ask(platform, "session.read", { token: desk.token() }))).toBe("401 E_SESSION");
    const renewal = await ask(platform, "session.refresh", { body: { refreshToken: desk.refreshToken() } });
    expect(verdict(renewal)).toBe("403 E_UNTRAINED");
    await clear("沈亦谦", { vettedOn: "2026-11-01", trainedOn: "2026-11-01" });
  });

  it("is entered by another administrator only, never for a day to come, and each entry stays with its basis", async () => {
    const days = { vettedOn: "2026-11-01", trainedOn: "2026-11-01" };
    expect(verdict(await clear("林初晴", days, await signIn(platform, "luan", "林初晴")))).toBe("403 E_PERM");
    expect(verdict(await clear("方亦舟", days))).toBe("409 E_SOD");
    expect(verdict(await clear("林初晴", { ...days, trainedOn: "2099-01-01" }))).toBe("422 E_FORM");
    expect(verdict(await clear("林初晴", { ...days, trainedOn: "昨天" }))).toBe("400 E_INPUT");
    for (const trainedOn of ["2026-11-03", "2026-11-04"])
      expect(verdict(await clear("林初晴", { ...days, trainedOn }))).toBe("200");
    const rows = await db()
      .selectFrom("clearances")
      .selectAll()
      .where("account_id", "=", person("林初晴").accountId)
      .orderBy("entered_at")
      .execute();
    expect(rows.map(({ trained_on }) => trained_on)).toEqual(["2026-11-03", "2026-11-04"]);
    expect(rows[0]).toMatchObject({ basis: "保审〔2026〕3号", entered_by: "方亦舟" });
    const events = await db().selectFrom("audit").select("detail").where("event", "=", "account-cleared").execute();
    expect(JSON.stringify(events)).not.toContain("保审");
  });

  it("an account older than the rule goes on for its ninety days and is listed, and not a day longer", async () => {
    const gate = new Date(platform.services.clock().getTime() + 5 * 60 * MINUTE).toISOString();
    await set("梁书远", { vetted_on: null, gate_from: gate });
    expect(verdict(await present("梁书远"))).toBe("200");
    const pages = new AdminBrowser(platform);
    await pages.enter(admin);
    expect((await pages.get("/admin")).text).toContain("梁书远 尚缺：保密审查日期");
    platform.pass(5 * 60 * MINUTE);
    expect(verdict(await present("梁书远"))).toBe("403 E_UNTRAINED");
    await set("梁书远", { vetted_on: "2026-11-01" });
  });

  it("many of them are one line of the overview, and a filter of the accounts", async () => {
    const { personId } = person("方亦舟");
    const others = () => db().updateTable("accounts").where("site", "=", "luan").where("person_id", "<>", personId);
    const before = await db().selectFrom("accounts").select(["account_id", "vetted_on"]).execute();
    // An account more than are told one by one.
    const [row] = await db().selectFrom("accounts").selectAll().where("name", "=", "秦望舒").execute();
    if (row === undefined) throw new Error("nobody");
    const more = { ...row, account_id: "extra-1", person_id: "extra-1", name: "冗余人", phone: "10000008888" };
    await db().insertInto("accounts").values(more).execute();
    await others().set({ vetted_on: null }).execute();
    const pages = new AdminBrowser(platform);
    await pages.enter(admin);
    const first = (await pages.get("/admin")).text;
    expect(first).toContain("9 个账号没有登记齐上岗条件");
    expect(first).not.toContain("尚缺：");
    const list = (await pages.get("/admin/accounts?ready=no")).text;
    expect(list).toContain("冗余人");
    expect(list).not.toContain(">方亦舟</a>");
    await db().deleteFrom("accounts").where("account_id", "=", "extra-1").execute();
    for (const { account_id, vetted_on } of before)
      await db().updateTable("accounts").set({ vetted_on }).where("account_id", "=", account_id).execute();
  });

  it("the page shows what is missing and enters it, with a fresh code", async () => {
    await set("白景行", { trained_on: null });
    const pages = new AdminBrowser(platform);
    await pages.enter(admin);
    const { accountId } = person("白景行");
    const fields = { account: accountId, vetted: "2026-11-01", trained: "2026-11-02", basis: "培训签到表" };
    expect((await pages.get(`/admin/accounts/${accountId}`)).text).toContain("尚缺：岗前培训日期");
    expect(said(await pages.act("accounts/clear", fields))).toBe("E_CONFIRM");
    await pages.confirm();
    expect((await pages.act("accounts/clear", fields)).location).toContain("done=saved");
    const shown = (await pages.get(`/admin/accounts/${accountId}`)).text;
    expect(shown).toContain("已具备上岗条件");
    expect(shown).toContain("培训签到表");
  });
});

const record: ContractRecord = {
  firm: "演示科技公司",
  number: "HT-2026-17",
  from: "2026-01-01",
  until: "2027-12-31",
  duties: "信息发布",
  confidentialityOn: "2026-01-01",
  authorisationOn: "2026-01-01",
  secrecyTrainingOn: "2026-01-02",
  qualification: "",
  qualificationUntil: null,
};

describe("RP-6: contractors act within their limits, whatever was granted earlier", () => {
  it("NC-33: a manager who became a contractor manages nothing, by API and by page", async () => {
    const pages = new AdminBrowser(platform);
    await pages.enter(admin);
    await set("方亦舟", { staff: "contractor", contract: JSON.stringify(record) });
    expect(verdict(await admin.ask("enrolments.list"))).toBe("403 E_PERM");
    expect(said(await pages.get("/admin/accounts"))).toBe("E_PERM");
    await set("方亦舟", { staff: "permanent", contract: null });
    expect(verdict(await admin.ask("enrolments.list"))).toBe("200");
  });

  it("LAM-5: one account of a contractor that may draft, review and publish does none of it", async () => {
    const desk = await signIn(platform, "luan", "林初晴");
    expect(verdict(await begin(desk))).toBe("200");
    const all = JSON.stringify(["编辑员", "审核员", "发布员"]);
    await set("林初晴", { staff: "contractor", contract: JSON.stringify(record), roles: all });
    expect(verdict(await begin(desk))).toBe("409 E_SOD");
    await set("林初晴", { roles: JSON.stringify(["编辑员", "审核员"]) });
    expect(verdict(await begin(desk))).toBe("200");
    await set("林初晴", { staff: "permanent", contract: null, roles: JSON.stringify(["编辑员"]) });
  });

  it("TN-6: an account whose contract is not on record, or has not begun, is told so at sign-in", async () => {
    await set("苏晚舟", { staff: "contractor", contract: null });
    expect(await present("苏晚舟")).toMatchObject({ body: { detail: "尚缺：合同与保密协议登记" } });
    await set("苏晚舟", { contract: JSON.stringify({ ...record, from: "2027-01-01" }) });
    expect(await present("苏晚舟")).toMatchObject({ body: { detail: "尚缺：合同自 2027-01-01 起生效" } });
    await set("苏晚舟", { contract: JSON.stringify(record) });
    const { key } = person("苏晚舟");
    const desk = await signInWith(platform, person("苏晚舟"), key.signer);
    expect(routes["session.read"].reply.parse((await desk.ask("session.read")).body).account.name).toBe("苏晚舟");
    await set("苏晚舟", { staff: "permanent", contract: null });
  });
});
