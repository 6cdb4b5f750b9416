/** AC-1, AC-2, AC-4, AC-6: how accounts are opened, changed and closed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { IssuedKey } from "../../node/demo-authority";
import { toBase64 } from "../../shared/bytes";
import type { EnrolmentView } from "../../shared/http/enrolment";
import { enrolmentView } from "../../shared/http/enrolment";
import type { ContractRecord } from "../../shared/model/staff";
import { dayOf } from "../../shared/proofreading/run";
import { verifyAudit } from "../audit/verification";
import { ask, type Desk, lastCode, presentCertificate, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let platform: TestPlatform;
let first: Desk;
let second: Desk;

const luan = () => cityOf(platform, "luan");
const person = (name: string) => personOf(luan(), name);
const signIn = (name: string): Promise<Desk> => signInWith(platform, person(name), person(name).key.signer);
const db = () => platform.services.store.db;
const issue = (name: string): Promise<IssuedKey> => luan().authority.issuePerson({ name, unitName: "办公室" });

beforeAll(async () => {
  platform = await openTestPlatform();
  // The demo city has one; a city that enrols people has two.
  const roles = JSON.stringify(["系统管理"]);
  await db().updateTable("accounts").set({ roles }).where("account_id", "=", person("顾长宁").accountId).execute();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * MINUTE);
  [first, second] = [await signIn("方亦舟"), await signIn("顾长宁")];
});

const record: ContractRecord = {
  firm: "演示科技公司",
  number: "HT-2026-17",
  from: "2026-01-01",
  until: "2027-12-31",
  duties: "信息录入",
  confidentialityOn: "2026-01-01",
  authorisationOn: "2026-01-01",
  secrecyTrainingOn: "2026-01-02",
  qualification: "",
  qualificationUntil: null,
};

let phones = 0;
function opening(name: string, key: IssuedKey, more: object = {}): object {
  phones += 1;
  return {
    kind: "open",
    name,
    phone: `1380000${String(phones).padStart(4, "0")}`,
    unitId: "luan-office",
    unitName: "市政府办公室（演示）",
    roles: ["编辑员"],
    staff: { kind: "permanent" },
    chain: key.signer.chain.map(toBase64),
    reason: "新入职",
    vettedOn: "2026-11-02",
    trainedOn: "2026-11-05",
    ...more,
  };
}
const changing = (accountId: string, name: string, key: IssuedKey, more: object = {}): object =>
  opening(name, key, { kind: "change", accountId, ...more });

const request = (desk: Desk, body: object) => desk.ask("enrolments.request", { body });
const decide = (desk: Desk, enrolmentId: string, approve = true) =>
  desk.ask("enrolments.decide", { params: { enrolmentId }, body: { approve, reason: "情况属实" } });
const execute = (desk: Desk, enrolmentId: string) =>
  desk.ask("enrolments.execute", { params: { enrolmentId }, body: null });
const leave = (desk: Desk, accountId: string) =>
  desk.ask("accounts.leave", { params: { accountId }, body: { reason: "离岗" } });

/** Requested by the first, approved by the second, carried out by the first. */
async function carriedOut(body: object): Promise<EnrolmentView> {
  const { enrolmentId } = enrolmentView.parse((await request(first, body)).body);
  expect(verdict(await decide(second, enrolmentId))).toBe("200");
  return enrolmentView.parse((await execute(first, enrolmentId)).body);
}

async function opened(name: string, more: object = {}): Promise<{ key: IssuedKey; accountId: string; desk: Desk }> {
  const key = await issue(name);
  const { accountId } = await carriedOut(opening(name, key, more));
  if (accountId === null) throw new Error("no account");
  const desk = await signInWith(platform, { ...person("林初晴"), accountId }, key.signer);
  return { key, accountId, desk };
}
const account = async (desk: Desk): Promise<unknown> => (await desk.ask("session.read")).body;
const present = async (key: IssuedKey): Promise<string> => verdict(await presentCertificate(platform, key.signer));

describe("AC-1: an account is opened", () => {
  it("by request, another's approval and a hand that did not approve; before and by others nothing happens", async () => {
    const key = await issue("周知微");
    const { enrolmentId } = enrolmentView.parse((await request(first, opening("周知微", key))).body);
    expect(verdict(await execute(first, enrolmentId))).toBe("422 E_FORM");
    expect(verdict(await decide(first, enrolmentId))).toBe("409 E_SOD");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
    expect(verdict(await decide(second, enrolmentId))).toBe("200");
    expect(verdict(await decide(second, enrolmentId))).toBe("409 E_STATE");
    expect(verdict(await execute(second, enrolmentId))).toBe("409 E_SOD");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
    const done = enrolmentView.parse((await execute(first, enrolmentId)).body);
    expect(done).toMatchObject({ state: "done", requestedBy: "方亦舟", decidedBy: "顾长宁", executedBy: "方亦舟" });
    expect(verdict(await execute(first, enrolmentId))).toBe("409 E_STATE");
    const desk = await signInWith(platform, person("林初晴"), key.signer);
    const { accountId } = done;
    expect(await account(desk)).toMatchObject({ account: { accountId, name: "周知微", roles: ["编辑员"] } });
  });

  it("not after a refusal", async () => {
    const key = await issue("吴待查");
    const { enrolmentId } = enrolmentView.parse((await request(first, opening("吴待查", key))).body);
    expect(verdict(await decide(second, enrolmentId, false))).toBe("200");
    expect(verdict(await execute(first, enrolmentId))).toBe("409 E_STATE");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
  });

  it("NC-14: the list is 系统管理's, of the own city, with masked phones", async () => {
    const editor = await signIn("林初晴");
    expect(verdict(await editor.ask("enrolments.list"))).toBe("403 E_PERM");
    expect(verdict(await request(editor, opening("甲", await issue("甲"))))).toBe("403 E_PERM");
    const text = JSON.stringify((await first.ask("enrolments.list")).body);
    expect(text).toContain("138****000");
    expect(text).not.toMatch(/1380000\d{4}/);
  });

  it("AC-2, NC-33: not for another name, a bound or unusable certificate, a taken phone, or roles that do not go together", async () => {
    const key = await issue("郑实名");
    const taken = (await db().selectFrom("accounts").select("phone").executeTakeFirstOrThrow()).phone;
    const outside = (more: Partial<ContractRecord>) => ({
      staff: { kind: "contractor", contract: { ...record, ...more } },
    });
    const later = new Date(platform.services.clock().getTime() + 100 * DAY).toISOString();
    const revoked = await issue("郑实名");
    luan().authority.revoke(revoked.certificate, platform.services.clock(), 1);
    platform.pass(11 * MINUTE);
    const { encrypt } = await luan().authority.issuePair({ name: "郑实名", unitName: "办公室" });
    const foreign = await cityOf(platform, "tongnan").authority.issuePerson({ name: "郑实名", unitName: "办公室" });
    for (const [body, answer] of [
      [opening("郑假名", key), "422 E_FORM"],
      [opening("沈亦谦", person("沈亦谦").key), "409 E_STATE"],
      [opening("郑实名", key, { phone: taken.length === 11 ? taken : "13800000000" }), "409 E_STATE"],
      [opening("郑实名", revoked), "403 E_CERT_REVOKED"],
      [opening("郑实名", encrypt), "403 E_CERT_USAGE"],
      [opening("郑实名", foreign), "403 E_CERT_CHAIN"],
      [opening("郑实名", key, { roles: ["系统管理", "审核员"] }), "409 E_SOD"],
      [opening("郑实名", key, { ...outside({}), roles: ["系统管理"] }), "403 E_PERM"],
      [opening("郑实名", key, outside({ confidentialityOn: null })), "422 E_FORM"],
      [opening("郑实名", key, { staff: { kind: "contract", endsAt: later, agreements: true } }), "422 E_FORM"],
      [opening("郑实名", key, { name: "" }), "400 E_INPUT"],
    ] as const)
      expect(verdict(await request(first, body)), answer).toBe(answer);
    expect(verdict(await request(first, opening("郑实名", key, outside({}))))).toBe("200");
  });

  it("once for a certificate: the second of two approved requests opens nothing", async () => {
    const key = await issue("钱重复");
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { enrolmentId } = enrolmentView.parse((await request(first, opening("钱重复", key))).body);
      await decide(second, enrolmentId);
      ids.push(enrolmentId);
    }
    const answers = [];
    for (const each of ids) answers.push(verdict(await execute(first, each)));
    expect(answers).toEqual(["200", "409 E_STATE"]);
    expect(await db().selectFrom("accounts").select("name").where("name", "=", "钱重复").execute()).toHaveLength(1);
  });

  it("AC-6: with the end of a contract, after which it is E_EXPIRED and the certificate unbound", async () => {
    const until = dayOf(new Date(platform.services.clock().getTime() + DAY).toISOString());
    const { desk, key } = await opened("孙外聘", { staff: { kind: "contractor", contract: { ...record, until } } });
    platform.pass(2 * DAY);
    expect(verdict(await desk.ask("session.read"))).toMatch(/E_EXPIRED|E_SESSION/);
    expect(await present(key)).toMatch(/E_EXPIRED|E_CERT_UNBOUND/);
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
  });
});

describe("AC-4: change and departure", () => {
  it("转岗 ends the session, a sign-in on its way and the old certificate in one; the new rights wait for the new one", async () => {
    const { desk, key, accountId } = await opened("李转岗");
    const next = await issue("李转岗");
    const { enrolmentId } = enrolmentView.parse(
      (await request(first, changing(accountId, "李转岗", next, { roles: ["审核员"], unitName: "网站中心" }))).body,
    );
    await decide(second, enrolmentId);
    platform.pass(2 * MINUTE);
    const waiting = await presentCertificate(platform, key.signer);
    const code = lastCode(platform);
    const token = desk.token();
    expect(verdict(await execute(first, enrolmentId))).toBe("200");
    expect(verdict(await ask(platform, "session.read", { token }))).toBe("401 E_SESSION");
    const { ticket } = waiting.body as { ticket: string };
    expect(verdict(await ask(platform, "session.create", { body: { ticket, code } }))).toBe("403 E_SMS");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
    platform.pass(2 * MINUTE);
    const renewed = await signInWith(platform, person("林初晴"), next.signer);
    const expected = { accountId, roles: ["审核员"], unitName: "网站中心" };
    expect(await account(renewed)).toMatchObject({ account: expected });
  });

  it("a change that cannot be made leaves session, certificate and roles as they were", async () => {
    const { desk, accountId } = await opened("赵不变");
    const next = await issue("赵不变");
    const { enrolmentId } = enrolmentView.parse((await request(first, changing(accountId, "赵不变", next))).body);
    await decide(second, enrolmentId);
    // Bound to somebody else meanwhile.
    await carriedOut(opening("赵不变", next));
    expect(verdict(await execute(first, enrolmentId))).toBe("409 E_STATE");
    expect(await account(desk)).toMatchObject({ account: { accountId, roles: ["编辑员"] } });
  });

  it("离岗 ends sessions, rights and certificate at once, by one administrator; nobody can be let in again under it", async () => {
    const { desk, key, accountId } = await opened("陈离岗");
    const waiting = enrolmentView.parse((await request(first, changing(accountId, "陈离岗", key))).body);
    expect(verdict(await leave(await signIn("林初晴"), accountId))).toBe("403 E_PERM");
    expect(verdict(await leave(second, accountId))).toBe("200");
    expect(verdict(await ask(platform, "session.read", { token: desk.token() }))).toBe("401 E_SESSION");
    const renewal = await ask(platform, "session.refresh", { body: { refreshToken: desk.refreshToken() } });
    expect(verdict(renewal)).toBe("403 E_DORMANT");
    expect(await present(key)).toBe("403 E_CERT_UNBOUND");
    expect(verdict(await leave(second, accountId))).toBe("409 E_STATE");
    expect(verdict(await decide(second, waiting.enrolmentId))).toBe("409 E_STATE");
    expect(verdict(await request(first, changing(accountId, "陈离岗", await issue("陈离岗"))))).toBe("409 E_STATE");
  });

  it("nobody handles his own account, nor one of another city", async () => {
    const own = person("方亦舟");
    expect(verdict(await request(first, changing(own.accountId, "方亦舟", own.key)))).toBe("409 E_SOD");
    expect(verdict(await leave(first, own.accountId))).toBe("409 E_SOD");
    const { enrolmentId } = enrolmentView.parse(
      (await request(second, changing(own.accountId, "方亦舟", own.key, { roles: ["系统管理"] }))).body,
    );
    expect(verdict(await decide(first, enrolmentId))).toBe("409 E_SOD");
    const stranger = personOf(cityOf(platform, "tongnan"), "江雨眠").accountId;
    expect(verdict(await leave(first, stranger))).toBe("404 E_NOT_FOUND");
  });

  it("LG-3: every step is in the audit by who did it, and no phone is", async () => {
    const rows = await db().selectFrom("audit").select(["event", "detail"]).execute();
    for (const event of ["enrolment-requested", "enrolment-approved", "enrolment-refused", "account-opened"])
      expect(rows.find((row) => row.event === event)?.detail).toMatch(/ luan-a\d\d$/);
    for (const event of ["account-changed", "account-left"]) expect(rows.some((row) => row.event === event)).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/1380000\d{4}/);
    expect(await verifyAudit(db(), platform.services)).toBeGreaterThan(10);
  });
});
