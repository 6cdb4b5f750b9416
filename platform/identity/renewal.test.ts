/** PKI-39 and AU-9: how sessions go on, and how they end. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { session } from "../../shared/http/session";
import { LEASE_MS, readLease } from "../../shared/trust/lease";
import { verifyAudit } from "../audit/verification";
import { ask, type Desk, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { testProofKey } from "../testing/proof-key";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(() => platform.pass(61_000));

const MINUTE = 60_000;
const person = (name: string) => personOf(cityOf(platform, "luan"), name);
const signIn = (name: string, device = "device-1"): Promise<Desk> =>
  signInWith(platform, person(name), person(name).key.signer, { device });
const refresh = (refreshToken: string, proofKey?: Desk["proofKey"]) =>
  ask(platform, "session.refresh", { body: { refreshToken }, ...(proofKey === undefined ? {} : { proofKey }) });
const events = async (): Promise<string[]> =>
  (await platform.services.store.db.selectFrom("audit").select("event").orderBy("seq").execute()).map(
    ({ event }) => event,
  );

describe("PKI-39: a refresh token", () => {
  it("works once and brings new tokens; the old access token is over at once", async () => {
    const desk = await signIn("林初晴");
    const [oldToken, oldRefresh] = [desk.token(), desk.refreshToken()];
    const renewed = session.parse((await refresh(oldRefresh)).body);
    expect(renewed.token).not.toBe(oldToken);
    expect(verdict(await ask(platform, "session.read", { token: oldToken }))).toBe("401 E_SESSION");
    expect(verdict(await ask(platform, "session.read", { token: renewed.token }))).toBe("200");
  });

  it("that comes a second time ends the whole session, for whoever holds the newer tokens too", async () => {
    const desk = await signIn("林初晴");
    const stolen = desk.refreshToken();
    const renewed = session.parse((await refresh(stolen)).body);
    const again = await refresh(stolen);
    expect(verdict(again)).toBe("401 E_SESSION");
    expect(JSON.stringify(again.body)).toContain("被重复使用");
    expect(verdict(await ask(platform, "session.read", { token: renewed.token }))).toBe("401 E_SESSION");
    expect(verdict(await refresh(renewed.refreshToken))).toBe("401 E_SESSION");
    expect(await events()).toContain("refresh-reused");
  });

  it("sent twice at the same moment is used once at most", async () => {
    const desk = await signIn("林初晴");
    const answers = await Promise.all([refresh(desk.refreshToken()), refresh(desk.refreshToken())]);
    expect(answers.map(verdict).sort()).toEqual(["200", "401 E_SESSION"]);
  });

  it("is worth nothing with another key, and the session goes on for its own", async () => {
    const desk = await signIn("林初晴");
    expect(verdict(await refresh(desk.refreshToken(), await testProofKey()))).toBe("401 E_PROOF");
    expect(verdict(await refresh(desk.refreshToken()))).toBe("200");
  });

  it("ends with the session after twelve hours, and an access token after ten minutes", async () => {
    const desk = await signIn("沈亦谦");
    platform.pass(10 * MINUTE);
    expect(verdict(await ask(platform, "session.read", { token: desk.token() }))).toBe("401 E_SESSION");
    for (let minutes = 10; minutes < 12 * 60 - 10; minutes += 100) {
      platform.pass(100 * MINUTE);
      expect(verdict(await desk.ask("session.read"))).toBe("200");
    }
    platform.pass(30 * MINUTE);
    expect(verdict(await refresh(desk.refreshToken()))).toBe("401 E_SESSION");
  });

  it("ends when the certificate of the sign-in is bound to nobody any more", async () => {
    const desk = await signIn("乔知夏");
    const { db } = platform.services.store;
    await db.deleteFrom("certificates").where("account_id", "=", person("乔知夏").accountId).execute();
    const answer = await refresh(desk.refreshToken());
    expect(verdict(answer)).toBe("401 E_SESSION");
    expect(JSON.stringify(answer.body)).toContain("解除绑定");
  });
});

describe("AU-1: the certificate at a renewal", () => {
  it("that was revoked meanwhile ends the session, and the person hears why; others go on", async () => {
    const [desk, other] = [await signIn("梁书远"), await signIn("顾长宁")];
    cityOf(platform, "luan").authority.revoke(person("梁书远").key.certificate, platform.services.clock(), 1);
    platform.pass(11 * MINUTE);
    const answer = await refresh(desk.refreshToken());
    expect(verdict(answer)).toBe("401 E_SESSION");
    expect(JSON.stringify(answer.body)).toContain("已被吊销");
    expect(verdict(await refresh(desk.refreshToken()))).toBe("401 E_SESSION");
    expect(verdict(await refresh(other.refreshToken()))).toBe("200");
    expect((await events()).filter((event) => event === "session-revoked")).toHaveLength(1);
  });

  it("of which nobody can tell whether it was revoked renews nothing and uses nothing up; a list still valid is enough", async () => {
    const desk = await signIn("沈亦谦");
    platform.silenceLists(true);
    platform.pass(11 * MINUTE);
    const second = session.parse((await refresh(desk.refreshToken())).body);
    const { db } = platform.services.store;
    // So that the session itself outlives every list.
    const endsAt = new Date(platform.services.clock().getTime() + 30 * 24 * 60 * MINUTE).toISOString();
    await db.updateTable("session_families").set({ ends_at: endsAt }).where("ended", "is", null).execute();
    platform.pass(9 * 24 * 60 * MINUTE);
    expect(verdict(await refresh(second.refreshToken))).toBe("503 E_REVOCATION");
    platform.silenceLists(false);
    expect(verdict(await refresh(second.refreshToken))).toBe("200");
  });

  it("that no chain to a pinned root stands behind any more ends the session too", async () => {
    const desk = await signIn("白景行");
    const { db } = platform.services.store;
    const { accountId } = person("白景行");
    await db.updateTable("session_families").set({ chain: "[]" }).where("account_id", "=", accountId).execute();
    const answer = await refresh(desk.refreshToken());
    expect(verdict(answer)).toBe("401 E_SESSION");
    expect(JSON.stringify(answer.body)).toContain("不再受信任");
    expect(await events()).toContain("session-untrusted");
  });
});

describe("AU-9: one session for each account", () => {
  it("the first hears why it ended, and a sign-in from another terminal is an event of its own (NC-34)", async () => {
    const first = await signIn("顾长宁");
    const second = await signIn("顾长宁", "device-2");
    expect(verdict(await first.ask("session.read"))).toBe("401 E_SESSION");
    expect(JSON.stringify((await refresh(first.refreshToken())).body)).toContain("已在别处登录");
    expect(verdict(await second.ask("session.read"))).toBe("200");
    expect((await events()).filter((event) => event === "session-replaced")).toHaveLength(1);
    expect((await events()).filter((event) => event === "device-new").length).toBeGreaterThanOrEqual(2);
  });
});

describe("AU-11: the offline lease", () => {
  it("comes with each sign-in and renewal: 72 hours, for this person, device and certificate, signed by the city", async () => {
    const desk = await signIn("白景行");
    const { anchors } = desk.site;
    const { check } = platform.services;
    const lease = readLease(desk.lease(), { anchors, check });
    expect(lease).toMatchObject({ site: "luan", accountId: person("白景行").accountId, device: "device-1" });
    expect(Date.parse(lease.expiresAt) - Date.parse(lease.issuedAt)).toBe(LEASE_MS);
    platform.pass(5 * MINUTE);
    const renewed = session.parse((await refresh(desk.refreshToken())).body);
    expect(readLease(renewed.lease, { anchors, check }).expiresAt > lease.expiresAt).toBe(true);
    const altered = { ...renewed.lease, document: renewed.lease.document.replace("device-1", "device-9") };
    expect(() => readLease(altered, { anchors, check })).toThrow(expect.objectContaining({ code: "E_LEASE" }));
  });
});

describe("LG-1", () => {
  it("the audit of all this holds together", async () => {
    expect(await verifyAudit(platform.services.store.db, platform.services)).toBeGreaterThan(10);
  });
});
