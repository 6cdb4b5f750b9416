/** RP-1…4, AC-1, AC-4, LG-3: what administrators do on the pages goes by the same rules as by the API, and is written down. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { IssuedKey } from "../../node/demo-authority";
import { toBase64, utf8 } from "../../shared/bytes";
import { verifyAudit } from "../audit/verification";
import { AdminBrowser, type Fields, said } from "../testing/admin-browser";
import { presentCertificate, signIn, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";

const MINUTE = 60_000;
let platform: TestPlatform;
let first: AdminBrowser;
let second: AdminBrowser;

const luan = () => cityOf(platform, "luan");
const person = (name: string) => personOf(luan(), name);
const db = () => platform.services.store.db;
const issue = (name: string): Promise<IssuedKey> => luan().authority.issuePerson({ name, unitName: "办公室" });

async function browserOf(name: string): Promise<AdminBrowser> {
  const browser = new AdminBrowser(platform);
  await browser.enter(await signIn(platform, "luan", name));
  await browser.confirm();
  return browser;
}

beforeAll(async () => {
  platform = await openTestPlatform();
  const roles = JSON.stringify(["系统管理"]);
  await db().updateTable("accounts").set({ roles }).where("account_id", "=", person("顾长宁").accountId).execute();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * MINUTE);
  [first, second] = [await browserOf("方亦舟"), await browserOf("顾长宁")];
});

let phones = 0;
const opening = (name: string, more: Fields = {}): Fields => {
  phones += 1;
  return {
    name,
    phone: `1390000${String(phones).padStart(4, "0")}`,
    unit: "luan-office",
    role: "编辑员",
    staff: "permanent",
    reason: "新入职",
    vetted: "2026-11-02",
    trained: "2026-11-05",
    ...more,
  };
};
const pem = (key: IssuedKey): Uint8Array =>
  utf8(
    [...key.signer.chain]
      .reverse()
      .map((der) => `-----BEGIN CERTIFICATE-----\n${toBase64(der)}\n-----END CERTIFICATE-----\n`)
      .join(""),
  );
const request = (browser: AdminBrowser, fields: Fields, key: IssuedKey) =>
  browser.act("enrolments/request", fields, { files: { certificate: pem(key) } });
const idIn = (location: string): string => decodeURIComponent(/\/([^/?]+)\?done=/.exec(location)?.[1] ?? "");

async function opened(name: string, more: Fields = {}): Promise<{ key: IssuedKey; accountId: string }> {
  const key = await issue(name);
  const enrolment = idIn((await request(first, opening(name, more), key)).location);
  expect((await second.act("enrolments/approve", { enrolment, reason: "情况属实" })).location).toContain(
    "done=approved",
  );
  const done = await first.act("enrolments/execute", { enrolment });
  expect(done.location).toContain("done=executed");
  return { key, accountId: idIn(done.location) };
}
const present = async (key: IssuedKey) => verdict(await presentCertificate(platform, key.signer));

describe("AC-1: an account is opened on the pages", () => {
  it("by one who asks, another who approves, and one who did not approve; then its person signs in", async () => {
    const key = await issue("周知微");
    const enrolment = idIn((await request(first, opening("周知微"), key)).location);
    expect(said(await first.act("enrolments/execute", { enrolment }))).toBe("E_FORM");
    expect(said(await first.act("enrolments/approve", { enrolment, reason: "是" }))).toBe("E_SOD");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
    expect((await second.act("enrolments/approve", { enrolment, reason: "是" })).status).toBe(303);
    expect(said(await second.act("enrolments/execute", { enrolment }))).toBe("E_SOD");
    expect((await first.act("enrolments/execute", { enrolment })).status).toBe(303);
    const entered = await signInWith(platform, person("林初晴"), key.signer);
    expect((await entered.ask("session.read")).body).toMatchObject({ account: { name: "周知微", roles: ["编辑员"] } });
  });

  it("says in words what is wrong with a form, and keeps nothing", async () => {
    const key = await issue("许待填");
    const wrong: [Fields, string][] = [
      [{ phone: "12" }, "手机号"],
      [{ role: [] }, "岗位"],
      [{ unit: "nowhere" }, "单位"],
      [{ staff: "contractor" }, "合同到期日"],
      [{ vetted: "去年" }, "保密审查日期"],
      [{ name: "别人" }, "姓名不符"],
    ];
    for (const [more, words] of wrong)
      expect((await request(first, opening("许待填", more), key)).text).toContain(words);
    const none = await first.act("enrolments/request", opening("许待填"), { files: { certificate: utf8("不是证书") } });
    expect(none.text).toContain("证书文件无法读取");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
  });

  it("RP-4: roles of administration, of audit and of content are never asked for together", async () => {
    const key = await issue("唐兼任");
    for (const role of [
      ["系统管理", "编辑员"],
      ["审计", "审核员"],
      ["审计", "系统管理"],
    ])
      expect(said(await request(first, opening("唐兼任", { role }), key)), role.join()).toBe("E_SOD");
    const contract = { staff: "contractor", until: "2027-06-30" };
    expect(said(await request(first, opening("唐兼任", { role: "系统管理", ...contract }), key))).toBe("E_PERM");
  });

  it("an administrator never handles his own account", async () => {
    const own = person("方亦舟").accountId;
    expect(said(await first.act("accounts/disable", { account: own, reason: "x" }))).toBe("E_SOD");
    expect(said(await first.act("accounts/leave", { account: own, reason: "x" }))).toBe("E_SOD");
    const change = opening("方亦舟", { account: own, role: "系统管理" });
    expect(said(await request(first, change, await issue("方亦舟")))).toBe("E_SOD");
    expect((await first.get(`/admin/accounts/${own}`)).text).toContain("本人的账号");
  });
});

describe("AC-4: 离岗 in one transaction", () => {
  it("ends sessions, unbinds the certificate and empties the roles at once", async () => {
    const { key, accountId } = await opened("吴离岗");
    const entered = await signInWith(platform, person("林初晴"), key.signer);
    expect((await second.act("accounts/leave", { account: accountId, reason: "调离" })).location).toContain(
      "done=left",
    );
    expect(verdict(await entered.ask("session.read"))).toBe("401 E_SESSION");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
    const row = await db()
      .selectFrom("accounts")
      .selectAll()
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    expect([row.state, row.roles]).toEqual(["reclaimed", "[]"]);
    expect(await db().selectFrom("certificates").selectAll().where("account_id", "=", accountId).execute()).toEqual([]);
  });

  it("of an administrator ends his pages too", async () => {
    const { key, accountId } = await opened("秦管理", { role: "系统管理" });
    const theirs = new AdminBrowser(platform);
    await theirs.enter(await signInWith(platform, person("林初晴"), key.signer));
    expect((await theirs.get("/admin")).status).toBe(200);
    await first.act("accounts/leave", { account: accountId, reason: "调离" });
    expect(said(await theirs.get("/admin"))).toBe("E_ADMIN_SESSION");
  });
});

describe("审计 only looks on", () => {
  it("sees the audit and the fleet, and neither opens nor does anything else", async () => {
    const { key } = await opened("郑审计", { role: "审计" });
    const auditor = new AdminBrowser(platform);
    await auditor.enter(await signInWith(platform, person("林初晴"), key.signer));
    for (const path of ["", "/audit", "/audit?check=1", "/terminals", "/retention", "/grants"])
      expect((await auditor.get(`/admin${path}`)).status, path).toBe(200);
    for (const path of ["units", "accounts", "enrolments", "recoveries", "packs", "profile", "policy", "updates"])
      expect(said(await auditor.get(`/admin/${path}`)), path).toBe("E_PERM");
    const tries: [string, Fields][] = [
      ["accounts/leave", { account: person("林初晴").accountId, reason: "x" }],
      ["units/create", { name: "审计的单位" }],
      ["terminals/erase", { device: "device-1", account: person("林初晴").accountId, reason: "x" }],
      ["confirm/send", { back: "/admin" }],
    ];
    for (const [act, fields] of tries)
      expect(["E_PERM", "E_CONFIRM"], act).toContain(said(await auditor.act(act, fields)));
    expect((await auditor.get("/admin")).text).not.toContain("/admin/accounts");
  });
});

describe("RP-1: units", () => {
  const unitOf = async (name: string) =>
    (await db().selectFrom("units").selectAll().where("name", "=", name).executeTakeFirst())?.unit_id ?? "";

  it("are created, renamed with their accounts, put under another, and closed once empty", async () => {
    await first.act("units/create", { name: "信息科（演示）", duty: "uses", manager: "何经办", phone: "13800001111" });
    const unit = await unitOf("信息科（演示）");
    const list = (await first.get("/admin/units")).text;
    expect(list).toContain("138****1111");
    expect(list).not.toContain("13800001111");
    const { accountId } = await opened("冯新人", { unit });
    expect(said(await first.act("units/close", { unit }))).toBe("E_STATE");
    expect(said(await first.act("units/change", { unit, name: "信息科（演示）", parent: unit }))).toBe("E_FORM");
    const renamed = {
      unit,
      name: "大数据科（演示）",
      duty: "uses",
      parent: "luan-office",
      manager: "何经办",
      phone: "",
    };
    expect((await first.act("units/change", renamed)).status).toBe(303);
    const row = await db()
      .selectFrom("accounts")
      .selectAll()
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    expect(row.unit_name).toBe("大数据科（演示）");
    expect((await first.get("/admin/units")).text).toContain("138****1111");
    await second.act("accounts/leave", { account: accountId, reason: "调离" });
    expect((await first.act("units/close", { unit })).status).toBe(303);
    const late = await request(first, opening("陈迟到", { unit }), await issue("陈迟到"));
    expect(said(late)).toBe("E_STATE");
  });

  it("RP-8: have a register of responsible persons: one for a duty, masked, ended and never written over", async () => {
    await first.get("/admin/units");
    const unit = "luan-office";
    const enter = (more: Fields) =>
      first.act("units/enter-officer", { unit, duty: "信息安全专人", name: "施安全", phone: "13800002222", ...more });
    expect((await enter({})).status).toBe(303);
    expect(said(await enter({ name: "又一人" }))).toBe("E_STATE");
    expect(said(await enter({ duty: "随便什么" }))).toBe("E_FORM");
    expect(said(await enter({ unit: "nowhere", duty: "联络员" }))).toBe("E_NOT_FOUND");
    for (const name of ["内容甲", "内容乙"]) expect((await enter({ duty: "内容专人", name })).status).toBe(303);
    expect(said(await enter({ duty: "内容专人", name: "内容丙" }))).toBe("E_STATE");
    const shown = (await first.get(`/admin/units/${unit}`)).text;
    expect(shown).toContain("138****2222");
    expect(shown).not.toContain("13800002222");
    const row = await db().selectFrom("officers").selectAll().where("name", "=", "施安全").executeTakeFirstOrThrow();
    const officer = row.officer_id;
    expect((await second.act("units/end-officer", { officer })).status).toBe(303);
    expect(said(await second.act("units/end-officer", { officer }))).toBe("E_NOT_FOUND");
    expect((await enter({ name: "又一人" })).status).toBe(303);
    expect((await first.get(`/admin/units/${unit}`)).text).toMatch(/又一人[\s\S]*施安全[\s\S]*顾长宁结束/);
  });

  it("of another city are not there", async () => {
    const other = await signIn(platform, "tongnan", "祁安歌");
    const theirs = new AdminBrowser(platform);
    await theirs.enter(other);
    await theirs.confirm();
    expect((await theirs.get("/admin/units")).text).not.toContain("市政府办公室（演示）");
    expect(said(await theirs.act("units/close", { unit: "luan-office" }))).toBe("E_NOT_FOUND");
    expect(said(await theirs.act("accounts/leave", { account: person("林初晴").accountId, reason: "x" }))).toBe(
      "E_NOT_FOUND",
    );
    expect(said(await theirs.get(`/admin/accounts/${person("林初晴").accountId}`))).toBe("E_NOT_FOUND");
  });
});

describe("LG-3: what administrators do stands in the audit", () => {
  it("each act and each refusal, by event and account, without what was typed; and the chain holds", async () => {
    const { accountId } = await opened("孙留痕");
    await first.act("accounts/leave", { account: person("方亦舟").accountId, reason: "机密理由" });
    const rows = await db()
      .selectFrom("audit")
      .selectAll()
      .where("chain", "=", "luan")
      .orderBy("seq", "desc")
      .limit(40)
      .execute();
    const events = rows.map(({ event }) => event);
    for (const event of [
      "enrolment-requested",
      "enrolment-approved",
      "account-opened",
      "admin-refused",
      "admin-confirmed",
    ])
      expect(events).toContain(event);
    expect(JSON.stringify(rows)).not.toContain("机密理由");
    const shown = (await first.get(`/admin/audit?admin=1&account=${encodeURIComponent("方亦舟")}`)).text;
    expect(shown).toContain("管理操作被拒绝");
    expect(shown).not.toContain("发送验证码");
    expect((await first.get(`/admin/accounts/${accountId}`)).text).toContain("顾长宁");
    expect((await first.get("/admin/audit?check=1")).text).toContain("未经改动");
    await verifyAudit(db(), platform.services);
  });
});
