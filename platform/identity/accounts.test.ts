/** AC-3, AC-6, AC-7, AU-11: accounts that fall dormant or end, and terminals that are shut from afar. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../shared/http/routes";
import { ask, type Desk, presentCertificate, signIn, signInWith, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const DAY = 86_400_000;
const person = (name: string) => personOf(cityOf(platform, "luan"), name);
const system = (): Promise<Desk> => signIn(platform, "luan", "方亦舟");
const present = async (name: string) => verdict(await presentCertificate(platform, person(name).key.signer));
const refresh = async (desk: Desk) =>
  verdict(await ask(platform, "session.refresh", { body: { refreshToken: desk.refreshToken() } }));
const dormant = async (desk: Desk) =>
  routes["accounts.dormant"].reply.parse((await desk.ask("accounts.dormant")).body).accounts;
const decide = async (desk: Desk, name: string, decision: string) => {
  const params = { accountId: person(name).accountId };
  return verdict(await desk.ask("accounts.decide", { params, body: { decision, cause: "长期借调，已核实" } }));
};

describe("AC-3: three months without a sign-in (NC-34)", () => {
  it("are not listed a day before, and listed with a case of their own on the day", async () => {
    platform.pass(61_000);
    await signIn(platform, "luan", "林初晴");
    const last = platform.services.clock().toISOString();
    platform.pass(91 * DAY);
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
    expect(names(await dormant(await system()))).not.toContain("林初晴");
    platform.pass(DAY);
    const listed = await dormant(await system());
    expect(listed.find(({ name }) => name === "林初晴")).toMatchObject({ since: last, unitName: expect.any(String) });
    expect(await dormant(await system())).toEqual(listed);
    expect(names(listed)).not.toContain("方亦舟");
  });

  it("the cause found, an account is kept, shut (E_DORMANT) or taken back, and one kept again may sign in again", async () => {
    const admin = await system();
    expect(await decide(admin, "林初晴", "keep")).toBe("200");
    expect((await dormant(admin)).map(({ name }) => name)).not.toContain("林初晴");
    expect(await decide(admin, "乔知夏", "disable")).toBe("200");
    expect(await present("乔知夏")).toBe("403 E_DORMANT");
    expect(await decide(admin, "乔知夏", "keep")).toBe("200");
    expect(await present("乔知夏")).toBe("200");
    expect(await decide(admin, "沈亦谦", "reclaim")).toBe("200");
    expect(await present("沈亦谦")).toBe("403 E_CERT_UNBOUND");
  });

  it("a signed-in session of an account that is shut is over with its next call", async () => {
    platform.pass(61_000);
    const desk = await signIn(platform, "luan", "梁书远");
    expect(await decide(await system(), "梁书远", "disable")).toBe("200");
    expect(verdict(await ask(platform, "session.read", { token: desk.token() }))).toBe("401 E_SESSION");
    expect(await refresh(desk)).toBe("403 E_DORMANT");
  });

  it("is 系统管理's to decide, of the own city, and never about oneself", async () => {
    platform.pass(61_000);
    const editor = await signIn(platform, "luan", "林初晴");
    expect(verdict(await editor.ask("accounts.dormant"))).toBe("403 E_PERM");
    expect(await decide(editor, "乔知夏", "disable")).toBe("403 E_PERM");
    const admin = await system();
    expect(await decide(admin, "方亦舟", "disable")).toBe("409 E_SOD");
    const foreign = personOf(cityOf(platform, "tongnan"), "江雨眠").accountId;
    const answer = await admin.ask("accounts.decide", {
      params: { accountId: foreign },
      body: { decision: "disable", cause: "x" },
    });
    expect(verdict(answer)).toBe("404 E_NOT_FOUND");
  });
});

describe("AC-6: the end of a contract (NC-33)", () => {
  it("ends the open session with its next call, unbinds the certificate, and is E_EXPIRED", async () => {
    platform.pass(61_000);
    const desk = await signIn(platform, "luan", "苏晚舟");
    const ends_at = new Date(platform.services.clock().getTime() + 60_000).toISOString();
    const { accountId } = person("苏晚舟");
    const { db } = platform.services.store;
    await db.updateTable("accounts").set({ ends_at }).where("account_id", "=", accountId).execute();
    expect(verdict(await desk.ask("session.read"))).toBe("200");
    platform.pass(60_000);
    expect(verdict(await ask(platform, "session.read", { token: desk.token() }))).toBe("403 E_EXPIRED");
    expect(await present("苏晚舟")).toBe("403 E_CERT_UNBOUND");
    const ended = await db.selectFrom("audit").select("event").where("account_id", "=", accountId).execute();
    expect(ended.filter(({ event }) => event === "account-ended")).toHaveLength(1);
  });
});

describe("AU-11: a terminal shut from afar", () => {
  it("loses its session and gets no lease and no sign-in, until it is let in again; other terminals go on", async () => {
    platform.pass(61_000);
    const { key, accountId } = person("顾长宁");
    const desk = await signInWith(platform, person("顾长宁"), key.signer, { device: "lost-laptop" });
    const admin = await system();
    const params = { accountId, device: "lost-laptop" };
    const set = async (refused: boolean) =>
      verdict(await admin.ask("accounts.device", { params, body: { refused, reason: "遗失" } }));
    expect(await set(true)).toBe("200");
    expect(verdict(await ask(platform, "session.read", { token: desk.token() }))).toBe("401 E_SESSION");
    expect(await refresh(desk)).toBe("403 E_DEVICE_REFUSED");
    const at = (device: string) => presentCertificate(platform, key.signer, undefined, { device });
    expect(verdict(await at("lost-laptop"))).toBe("403 E_DEVICE_REFUSED");
    expect(verdict(await at("office-desk"))).toBe("200");
    expect(await set(false)).toBe("200");
    platform.pass(61_000);
    expect(verdict(await at("lost-laptop"))).toBe("200");
    const { devices } = routes["accounts.devices"].reply.parse((await admin.ask("accounts.devices", { params })).body);
    expect(devices).toMatchObject([{ device: "lost-laptop", refusedAt: null }]);
    const unknown = { params: { accountId, device: "never-seen" }, body: { refused: true, reason: "x" } };
    expect(verdict(await admin.ask("accounts.device", unknown))).toBe("404 E_NOT_FOUND");
  });
});
