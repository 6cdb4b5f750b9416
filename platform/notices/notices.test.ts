/** AC-5, TN-36, XY-10, LA-34: each change of accounts and responsible persons is told the authority, on the city's own form. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toBase64, utf8 } from "../../shared/bytes";
import type { Profile } from "../../shared/workflow/profile";
import { noticePaper } from "../admin/notice-paper";
import { AdminBrowser, said } from "../testing/admin-browser";
import { signIn } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import type { Notice } from "./notices";

let platform: TestPlatform;
let first: AdminBrowser;
let second: AdminBrowser;

const DAY = 24 * 3_600_000;
const db = () => platform.services.store.db;
const person = (name: string) => personOf(cityOf(platform, "luan"), name);
async function browserOf(name: string, site = "luan"): Promise<AdminBrowser> {
  const browser = new AdminBrowser(platform);
  await browser.enter(await signIn(platform, site, name));
  await browser.confirm();
  return browser;
}
/** Looked at, so that what is due is taken over. */
const notices = async (site = "luan") => {
  await first.get("/admin/notices");
  return db().selectFrom("change_notices").selectAll().where("site", "=", site).orderBy("seq").execute();
};
const today = (): string => new Date(platform.services.clock().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * 60_000);
  [first, second] = [await browserOf("方亦舟"), await browserOf("秦望舒")];
  await first.get("/admin/units");
});

describe("AC-5: a notice is due", () => {
  it("for a responsible person who comes and goes, to the authority of the city's profile, within its days", async () => {
    const entered = { unit: "luan-office", duty: "联络员", name: "黎明远", phone: "0564-3370000" };
    expect((await first.act("units/enter-officer", entered)).status).toBe(303);
    const officer = await db().selectFrom("officers").select("officer_id").executeTakeFirstOrThrow();
    await first.act("units/end-officer", { officer: officer.officer_id });
    const found = await notices();
    expect(found.map(({ matter, person: who, made_by }) => [matter, who, made_by])).toEqual([
      ["登记责任人：联络员", "黎明远", "方亦舟"],
      ["责任人不再担任：联络员", "黎明远", "方亦舟"],
    ]);
    const due = new Date(platform.services.clock().getTime() + 5 * DAY + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(found[0]).toMatchObject({ addressee: "市政府办公室", form: "FM-09", due_on: due, sent_on: null });
  });

  it("for an account that is opened, shut, or left, with person, rights and reason; looking twice doubles none", async () => {
    const key = await cityOf(platform, "luan").authority.issuePerson({ name: "周知微", unitName: "办公室" });
    const chain = key.signer.chain
      .toReversed()
      .map((der) => `-----BEGIN CERTIFICATE-----\n${toBase64(der)}\n-----END CERTIFICATE-----\n`)
      .join("");
    const opening = {
      ...{ name: "周知微", phone: "13900002222", unit: "luan-office", role: "编辑员", staff: "permanent" },
      ...{ reason: "新入职", vetted: "2026-11-02", trained: "2026-11-05" },
    };
    const asked = await first.act("enrolments/request", opening, { files: { certificate: utf8(chain) } });
    const enrolment = /enrolments\/([^?]+)/.exec(asked.location)?.[1] ?? "";
    const before = (await notices()).length;
    await second.act("enrolments/approve", { enrolment, reason: "同意" });
    await first.act("enrolments/execute", { enrolment });
    await first.act("accounts/disable", { account: person("梁书远").accountId, reason: "长期出差" });
    await first.act("accounts/leave", { account: person("乔知夏").accountId, reason: "调离" });
    await first.get("/admin/notices");
    const more = (await notices()).slice(before);
    expect(more.map(({ person: who, matter }) => [who, matter])).toEqual([
      ["周知微", "开通账号；功能权限：编辑员；理由：新入职"],
      ["梁书远", expect.stringContaining("停用账号")],
      ["乔知夏", "离岗，注销账号；全部权限取消"],
    ]);
  });

  it("for another 账号管理负责人 of a unit, and for a new name of the unit alone not", async () => {
    const unit = { unit: "luan-office", name: "市政府办公室（演示）", duty: "uses", parent: "", reach: "city" };
    const before = (await notices()).length;
    await first.act("units/change", { ...unit, manager: "", phone: "" });
    expect((await notices()).length).toBe(before);
    await first.act("units/change", { ...unit, manager: "白景行", phone: "13900003333" });
    expect((await notices()).slice(before)).toMatchObject([
      { person: "白景行", matter: "更换账号管理负责人：账号管理负责人" },
    ]);
  });

  it("and is marked once its days are over, on its page and among what needs somebody today", async () => {
    platform.pass(7 * DAY);
    first = await browserOf("方亦舟");
    expect((await first.get("/admin/notices")).text).toMatch(/已过期限/);
    expect((await first.get("/admin")).text).toMatch(/件人员变更待报送，其中 \d+ 件已过期限/);
  });
});

describe("AC-5: a notice is sent", () => {
  it("once, on a day between the change and today, with who recorded it; the audit names it", async () => {
    const [notice] = await notices();
    const seq = String(notice?.seq);
    const send = (more: Record<string, string> = {}) =>
      first.act("notices/sent", { notice: seq, sent: today(), how: "公文交换 12 号", ...more });
    for (const bad of [{ sent: "2020-01-01" }, { sent: "2999-01-01" }, { sent: "" }, { how: "" }])
      expect(said(await send(bad)), JSON.stringify(bad)).toBe("E_FORM");
    expect((await send()).location).toContain("done=saved");
    expect(said(await send())).toBe("E_STATE");
    expect((await first.get(`/admin/notices/${seq}`)).text).toContain("公文交换 12 号");
    const noted = await db().selectFrom("audit").select("detail").where("event", "=", "notice-sent").execute();
    expect(noted).toEqual([{ detail: `${seq} ${today()} 公文交换 12 号` }]);
  });

  it("NC-14: on a form whose whole numbers need a fresh code and leave a row in the audit; the page masks them", async () => {
    const found = await notices();
    const seq = found.find(({ person: who }) => who === "周知微")?.seq ?? 0;
    expect((await first.get(`/admin/notices/${seq}`)).text).not.toContain("13900002222");
    const { text } = await first.get(`/admin/notices/${seq}/print`);
    for (const words of ["政府网站业务申请表", "☑ 5. 操作人员", "13900002222", "市政府办公室意见"])
      expect(text, words).toContain(words);
    const printed = await db().selectFrom("audit").select("detail").where("event", "=", "notice-printed").execute();
    expect(printed).toEqual([{ detail: String(seq) }]);
    platform.pass(11 * 60_000);
    expect(said(await first.get(`/admin/notices/${seq}/print`))).toBe("E_CONFIRM");
  });

  it("of another city is not there", async () => {
    const [notice] = await notices();
    const theirs = await browserOf("祁安歌", "tongnan");
    expect(said(await theirs.get(`/admin/notices/${notice?.seq}`))).toBe("E_NOT_FOUND");
    expect((await theirs.get("/admin/notices")).text).toContain("区政府办公室");
  });
});

describe("AC-5: forms by city", () => {
  const notice: Notice = {
    ...{ site: "x", seq: 3, event: "officer-entered", occurred_at: "2026-11-20T02:00:00.000Z", account_id: "" },
    ...{ unit_id: "u", unit_name: "区发改委", person: "黎明远", phone: "13900004444", matter: "登记责任人：联络员" },
    ...{ addressee: "某办公室", due_on: "2026-11-25", made_by: "某人", form: "filing" },
    ...{ sent_on: null, sent_how: "", sent_by: null, recorded_at: null },
  };
  const officer = (duty: string, name: string) => ({
    ...{ officer_id: name, site: "x", unit_id: "u", duty, name, phone: "0792-8560000", since: "", entered_by: "" },
    ...{ until: null, ended_by: null },
  });
  const officers = [officer("分管领导", "于承志"), officer("联络员", "黎明远")];
  const paper = (form: NonNullable<Profile["account"]["changeNotice"]>["form"]) =>
    String(noticePaper({ notice: { ...notice, form }, site: "浔阳区", officers }));

  it.each([
    ["FM-09", ["政府网站业务申请表", "☑ 2. 主办单位、负责人", "主要负责人意见"]],
    ["FM-10", ["网站账号申请表", "使用人", "联系方式", "办理事项和功能权限", "办理情况"]],
    ["FM-11", ["浔阳区政府网站各部门联络人员信息表", "负责同志", "于承志", "联络员", "0792-8560000"]],
    ["filing", ["政府网站人员变更备案表", "姓名", "变更事项"]],
  ] as const)("%s has the fields of its form, and runs nothing", (form, words) => {
    const text = paper(form);
    for (const each of [...words, "区发改委", "某办公室"]) expect(text).toContain(each);
    expect(text).not.toMatch(/<script|<form/);
  });
});
