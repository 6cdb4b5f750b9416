/** PKI-37 and PKI-38: what a login may not be, and how often a code may be sent and tried. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Signer } from "../../shared/trust/port";
import { type Ask, ask, lastCode, type Presenting, presentCertificate, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { testProofKey } from "../testing/proof-key";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(() => platform.pass(61 * MINUTE));

const MINUTE = 60_000;
const person = (name: string) => personOf(cityOf(platform, "luan"), name);
const present = (name: string, presenting: Presenting = {}) =>
  presentCertificate(platform, person(name).key.signer, undefined, presenting);
const ticketOf = (body: unknown): string => {
  if (typeof body === "object" && body !== null && "ticket" in body) return String(body.ticket);
  throw new Error(JSON.stringify(body));
};
const confirm = (ticket: string, code: string, more: Ask = {}) =>
  ask(platform, "session.create", { body: { ticket, code }, ...more });
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("PKI-37: a login statement", () => {
  it("belongs to the proof key that asked, whatever the signed text says (other jkt)", async () => {
    const other = await testProofKey();
    expect(verdict(await present("沈亦谦", { answeringKey: other }))).toBe("403 E_CHALLENGE");
    const renamed = await presentCertificate(platform, person("沈亦谦").key.signer, (said) => ({
      ...said,
      jkt: other.jkt,
    }));
    expect(verdict(renamed)).toBe("403 E_CHALLENGE");
  });

  it("comes from the address that asked (other connection), and is used up even when it did not", async () => {
    expect(verdict(await present("沈亦谦", { answeringFrom: "127.0.0.2" }))).toBe("403 E_CHALLENGE");
    expect(verdict(await present("沈亦谦", { from: "127.0.0.2", answeringFrom: "127.0.0.2" }))).toBe("200");
  });

  it("of a revoked certificate is E_CERT_REVOKED, and E_REVOCATION when no list can be had", async () => {
    const own = cityOf(platform, "luan");
    const { authority } = own;
    const { certificate, signer } = person("乔知夏").key;
    platform.pass(8 * 24 * 60 * MINUTE);
    platform.silenceLists(true);
    expect(verdict(await presentCertificate(platform, signer))).toBe("503 E_REVOCATION");
    platform.silenceLists(false);
    expect(verdict(await presentCertificate(platform, signer))).toBe("200");
    authority.revoke(certificate, platform.services.clock(), 1);
    platform.pass(11 * MINUTE);
    expect(verdict(await presentCertificate(platform, signer))).toBe("403 E_CERT_REVOKED");
    expect(verdict(await present("沈亦谦"))).toBe("200");
  });

  it("with another account's certificate gets that account's ticket and no other: the device and the name do not count", async () => {
    const desk = await signInWith(platform, person("沈亦谦"), person("沈亦谦").key.signer);
    const { body } = await desk.ask("session.read");
    expect(body).toMatchObject({ account: { accountId: person("沈亦谦").accountId, name: "沈亦谦" } });
    // A namesake's certificate of the same authority, bound to nobody.
    const namesake = await cityOf(platform, "luan").authority.issuePerson({ name: "沈亦谦", unitName: "演示" });
    expect(verdict(await presentCertificate(platform, namesake.signer))).toBe("403 E_CERT_UNBOUND");
  });

  it("signed by an approval's key over an approval's bytes is no login (PKI-40)", async () => {
    const { signer } = person("沈亦谦").key;
    const withoutPrefix: Signer = { chain: signer.chain, sign: (data) => signer.sign(data.slice(16)) };
    expect(verdict(await presentCertificate(platform, withoutPrefix))).toBe("403 E_CERT");
  });
});

describe("PKI-38: the SMS code", () => {
  it("has one answer for every failure: wrong, used, too late, dead, unknown, another key's", async () => {
    const first = ticketOf((await present("梁书远")).body);
    const code = lastCode(platform);
    const answers = [await confirm(first, wrong(code)), await confirm("unknown-ticket", code)];
    answers.push(await confirm(first, code, { proofKey: await testProofKey() }));
    expect(verdict(await confirm(first, code))).toBe("200");
    answers.push(await confirm(first, code));
    const late = ticketOf((await present("梁书远")).body);
    const lateCode = lastCode(platform);
    platform.pass(5 * MINUTE);
    answers.push(await confirm(late, lateCode));
    const dead = ticketOf((await present("梁书远")).body);
    const deadCode = lastCode(platform);
    for (let i = 0; i < 5; i += 1) await confirm(dead, wrong(deadCode));
    answers.push(await confirm(dead, deadCode));
    const same = { status: 403, body: { code: "E_SMS", detail: "" } };
    expect(answers).toEqual(answers.map(() => same));
  });

  it("counts attempts through another sending of the same login step", async () => {
    const ticket = ticketOf((await present("梁书远")).body);
    for (let i = 0; i < 3; i += 1) await confirm(ticket, wrong(lastCode(platform)));
    platform.pass(61_000);
    expect(verdict(await ask(platform, "auth.sms", { body: { ticket } }))).toBe("200");
    for (let i = 0; i < 2; i += 1) await confirm(ticket, wrong(lastCode(platform)));
    expect(verdict(await confirm(ticket, lastCode(platform)))).toBe("403 E_SMS");
  });

  it("is sent five times an hour to one account, and then told how long to wait", async () => {
    for (let i = 0; i < 5; i += 1) {
      expect(verdict(await present("顾长宁"))).toBe("200");
      platform.pass(61_000);
    }
    const refused = await present("顾长宁");
    expect(verdict(refused)).toBe("429 E_LIMIT");
    expect(JSON.stringify(refused.body)).toMatch(/一小时内已发送 5 次，请 \d+ 分钟后再试/);
    platform.pass(56 * MINUTE);
    expect(verdict(await present("顾长宁"))).toBe("200");
  });

  it("is sent five times an hour to one phone, whichever account asks and however the number is written", async () => {
    const { db } = platform.services.store;
    const two = [person("白景行"), person("苏晚舟")] as const;
    const phone = "13900000001";
    for (const [i, { accountId }] of two.entries())
      await db
        .updateTable("accounts")
        .set({ phone: i === 0 ? phone : `+86 ${phone}` })
        .where("account_id", "=", accountId)
        .execute();
    for (let i = 0; i < 5; i += 1) {
      expect(verdict(await present(two[i % 2 === 0 ? 0 : 1].person.name))).toBe("200");
      platform.pass(61_000);
    }
    for (const { person: same } of two) expect(verdict(await present(same.name))).toBe("429 E_LIMIT");
  });

  it("AU-2: led to a sign-in, it lets the next follow at once, but ten an hour are all that an account or phone is sent", async () => {
    const { db } = platform.services.store;
    const [first, other] = [person("方亦舟"), person("顾长宁")];
    for (const { accountId } of [first, other])
      await db.updateTable("accounts").set({ phone: "13900000002" }).where("account_id", "=", accountId).execute();
    for (let i = 0; i < 10; i += 1) {
      const who = i % 3 === 0 ? other : first;
      const ticket = ticketOf((await present(who.person.name)).body);
      expect(verdict(await confirm(ticket, lastCode(platform)))).toBe("200");
    }
    for (const who of [first, other]) {
      const refused = await present(who.person.name);
      expect(verdict(refused)).toBe("429 E_LIMIT");
      expect(JSON.stringify(refused.body)).toMatch(/一小时内已发送 10 次/);
    }
    platform.pass(61 * MINUTE);
    expect(verdict(await present(first.person.name))).toBe("200");
  });

  it("S10: lies in no table, neither itself nor anything it could be found by without the platform's secret", async () => {
    const ticket = ticketOf((await present("方亦舟")).body);
    const code = lastCode(platform);
    const rows = await platform.services.store.db.selectFrom("tickets").selectAll().execute();
    const row = rows.find(({ expires_at }) => expires_at > platform.services.clock().toISOString());
    expect(row?.code_mac).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(rows)).not.toContain(ticket);
    expect(rows.every(({ code_mac }) => !code_mac.includes(code))).toBe(true);
    expect(verdict(await confirm(ticket, code))).toBe("200");
  });
});
