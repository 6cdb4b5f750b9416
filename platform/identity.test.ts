import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { foundCity } from "../node/demo-authority";
import { fromUtf8, toBase64 } from "../shared/bytes";
import { canonicalBytes } from "../shared/canonical";
import { signDetached } from "../shared/trust/cms";
import type { Signer } from "../shared/trust/port";
import { readCertificate } from "../shared/trust/x509";
import { nameOfCertificate } from "./identity/certificate-name";
import { testDay } from "./testing/city";
import { ask, lastCode, presentCertificate, signIn, signInWith, verdict } from "./testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "./testing/platform";
import { deliver, newItem, notice, revise, statementFor } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
/** A code sent less than a minute ago would hold the next test's login back. */
beforeEach(() => platform.pass(61_000));

const MINUTE = 60_000;
const editor = () => personOf(cityOf(platform, "luan"), "林初晴");
const present = (...more: Parameters<typeof presentCertificate> extends [unknown, unknown, ...infer R] ? R : never) =>
  presentCertificate(platform, editor().key.signer, ...more);
const ticketOf = (body: unknown): string => {
  if (typeof body === "object" && body !== null && "ticket" in body) return String(body.ticket);
  throw new Error(JSON.stringify(body));
};
const confirm = async (ticket: string, code: string) =>
  verdict(await ask(platform, "session.create", { body: { ticket, code } }));
/** A code that is certainly another one. */
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("certificate (AU-1)", () => {
  it("PKI-37: says what is wrong with a certificate, and of a foreign one or an altered statement nothing at all", async () => {
    const own = cityOf(platform, "luan");
    const order = { name: "林初晴", unitName: "演示" };
    const expired = await own.authority.issuePerson({
      ...order,
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2021-01-01T00:00:00Z"),
    });
    const encrypting = await own.authority.issuePerson({ ...order, use: "encrypt" });
    const stranger = await own.authority.issuePerson(order);
    const { db } = platform.services.store;
    for (const key of [expired, encrypting])
      await db
        .insertInto("certificates")
        .values({ ...nameOfCertificate(readCertificate(key.certificate)), account_id: editor().accountId })
        .execute();
    const foreignCity = await foundCity({ site: "luan", name: "六安市", at: testDay });
    const foreign = await foreignCity.issuePerson(order);
    await db
      .insertInto("certificates")
      .values({ ...nameOfCertificate(readCertificate(foreign.certificate)), account_id: editor().accountId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const said = async (signer: Signer) => (await presentCertificate(platform, signer)).body;
    expect(await said(expired.signer)).toEqual({ code: "E_CERT_EXPIRED", detail: "" });
    expect(await said(encrypting.signer)).toEqual({ code: "E_CERT_USAGE", detail: "" });
    expect(await said(stranger.signer)).toEqual({ code: "E_CERT_UNBOUND", detail: "" });
    const nothing = { code: "E_CERT", detail: "" };
    expect(await said(foreign.signer)).toEqual(nothing);
    const altered = await present((same) => ({ ...same, certificate: `sha-256:${"0".repeat(64)}` }));
    expect(altered).toEqual({ status: 403, body: nothing });
    // Whether a certificate is bound is told only to whoever holds its key.
    const thief: Signer = { chain: editor().key.signer.chain, sign: stranger.signer.sign };
    expect(await said(thief)).toEqual(nothing);
    const unbound: Signer = { chain: stranger.signer.chain, sign: editor().key.signer.sign };
    expect(await said(unbound)).toEqual(nothing);
  });

  it("refuses a review signed with another person's certificate, an expired one, and a foreign one", async () => {
    const desk = await signIn(platform, "luan", "林初晴");
    const itemId = newItem();
    await revise(platform, desk, { itemId, content: notice() });
    const { said, ledger } = await statementFor(desk, itemId);
    const expired = await cityOf(platform, "luan").authority.issuePerson({
      name: "林初晴",
      unitName: "演示",
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2021-01-01T00:00:00Z"),
    });
    const { authority } = cityOf(platform, "tongnan");
    const foreign = await authority.issuePerson({ name: "林初晴", unitName: "演示" });
    const other = personOf(cityOf(platform, "luan"), "沈亦谦").key;
    const refusals = [
      ["403 E_CERT_EXPIRED", expired],
      ["403 E_CERT_CHAIN", foreign],
      ["403 E_CERT_UNBOUND", other],
    ] as const;
    for (const [refusal, key] of refusals) {
      const bytes = canonicalBytes(said);
      const signature = toBase64(await signDetached(bytes, key.signer, platform.services.clock()));
      const body = { signed: { statement: fromUtf8(bytes), signature }, ledger };
      expect(verdict(await desk.ask("items.review", { params: { itemId }, body }))).toBe(refusal);
    }
    expect(verdict(await deliver(desk, said, ledger))).toBe("200");
  });
});

describe("challenge (E_CHALLENGE)", () => {
  it("is used once, lives two minutes, and is bound to terminal and platform", async () => {
    const changes = [
      { device: "device-2" },
      { audience: "elsewhere" },
      { nonce: "n".repeat(43) },
      { challengeId: "c1" },
    ];
    for (const change of changes)
      expect(verdict(await present((said) => ({ ...said, ...change }))), JSON.stringify(change)).toBe(
        "403 E_CHALLENGE",
      );
    const stale = await present((said) => {
      platform.pass(2 * MINUTE);
      return said;
    });
    expect(verdict(stale)).toBe("403 E_CHALLENGE");
    let first = "";
    await present((said) => {
      first = said.challengeId;
      return said;
    });
    platform.pass(61_000);
    expect(verdict(await present((said) => ({ ...said, challengeId: first })))).toBe("403 E_CHALLENGE");
  });
});

describe("SMS code (E_SMS, AU-2)", () => {
  it("refuses a wrong code, a stale one and a used one, and takes the right one once", async () => {
    const ticket = ticketOf((await present()).body);
    const code = lastCode(platform);
    expect(await confirm(ticket, wrong(code))).toBe("403 E_SMS");
    expect(await confirm(ticket, code)).toBe("200");
    expect(await confirm(ticket, code)).toBe("403 E_SMS");
    const later = ticketOf((await present()).body);
    const laterCode = lastCode(platform);
    platform.pass(5 * MINUTE);
    expect(await confirm(later, laterCode)).toBe("403 E_SMS");
    expect(await confirm("unknown", laterCode)).toBe("403 E_SMS");
  });

  it("PKI-38: is dead after five wrong attempts, for the right code and for another sending too", async () => {
    const ticket = ticketOf((await present()).body);
    const code = lastCode(platform);
    for (let i = 0; i < 5; i += 1) expect(await confirm(ticket, wrong(code))).toBe("403 E_SMS");
    expect(await confirm(ticket, code)).toBe("403 E_SMS");
    platform.pass(61_000);
    expect(verdict(await ask(platform, "auth.sms", { body: { ticket } }))).toBe("403 E_SMS");
  });

  it("is sent at most once a minute, and a new one replaces the old", async () => {
    const ticket = ticketOf((await present()).body);
    const first = lastCode(platform);
    const resend = () => ask(platform, "auth.sms", { body: { ticket } });
    expect(verdict(await resend())).toBe("429 E_LIMIT");
    expect(verdict(await present())).toBe("429 E_LIMIT");
    platform.pass(61_000);
    expect(verdict(await resend())).toBe("200");
    const second = lastCode(platform);
    if (second !== first) expect(await confirm(ticket, first)).toBe("403 E_SMS");
    expect(await confirm(ticket, second)).toBe("200");
  });

  it("never reaches the log, the audit or any table", async () => {
    const ticket = ticketOf((await present()).body);
    const code = lastCode(platform);
    await confirm(ticket, code);
    const { db } = platform.services.store;
    const rows = [
      await db.selectFrom("audit").select(["event", "detail"]).execute(),
      await db.selectFrom("tickets").select(["expires_at", "used"]).execute(),
    ];
    const macs = await db.selectFrom("tickets").select("code_mac").execute();
    expect(macs.every((row) => row.code_mac !== code)).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`));
    expect(platform.logged()).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`));
    expect(platform.logged()).not.toContain(ticket);
  });
});

describe("session (E_SESSION, AU-9)", () => {
  it("is one per account: a new one ends the old", async () => {
    const first = await signInWith(platform, editor(), editor().key.signer);
    const second = await signInWith(platform, editor(), editor().key.signer);
    expect(verdict(await first.ask("session.read"))).toBe("401 E_SESSION");
    expect(verdict(await second.ask("session.read"))).toBe("200");
  });

  it("ends after twelve hours of renewals, on logout, and never began for a wrong token", async () => {
    const desk = await signIn(platform, "luan", "沈亦谦");
    platform.pass(12 * 60 * MINUTE - 1_000);
    expect(verdict(await desk.ask("items.list"))).toBe("200");
    platform.pass(1_000);
    expect(verdict(await desk.ask("items.list"))).toBe("401 E_SESSION");
    const again = await signIn(platform, "luan", "沈亦谦");
    expect(verdict(await again.ask("session.end"))).toBe("200");
    expect(verdict(await again.ask("items.list"))).toBe("401 E_SESSION");
    expect(verdict(await ask(platform, "items.list", { token: "" }))).toBe("401 E_SESSION");
    expect(verdict(await ask(platform, "items.list"))).toBe("401 E_SESSION");
  });

  it("stores no token", async () => {
    const desk = await signIn(platform, "luan", "沈亦谦");
    const rows = await platform.services.store.db.selectFrom("sessions").selectAll().execute();
    const renewals = await platform.services.store.db.selectFrom("refresh_tokens").selectAll().execute();
    for (const token of [desk.token(), desk.refreshToken()]) {
      expect(JSON.stringify([rows, renewals])).not.toContain(token);
      expect(platform.logged()).not.toContain(token);
    }
  });
});

describe("the simulated inbox", () => {
  it("shows the newest code to this machine, readable and without script", async () => {
    await present();
    const page = await platform.app.inject({ method: "GET", url: "/demo/sms" });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(lastCode(platform));
    expect(page.body.indexOf(lastCode(platform))).toBe(page.body.search(/\d{6}/));
    expect(page.body).toContain("林初晴");
    expect(page.body).not.toContain("<script");
  });

  it("is not there for another machine, nor is anything else of the demo city (E_NET)", async () => {
    for (const url of ["/demo/sms", "/time", "/openapi.json"]) {
      const reply = await platform.app.inject({ method: "GET", url, remoteAddress: "192.168.1.9" });
      expect(`${reply.statusCode} ${reply.json().code}`).toBe("403 E_NET");
    }
  });
});
