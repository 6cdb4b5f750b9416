/** Sign-in, renewal, lease and remote wipe as a window meets them (AU-4, AU-9, AU-11, S10). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLines } from "./audit";
import { type Bench, filesWith, openBench, pin, type Window } from "./testing/bench";
import { refreshToken, smsCode, token } from "./testing/fake-platform";

let bench: Bench;
let window: Window;
let keyId: string;

beforeAll(async () => {
  bench = await openBench();
  window = await bench.start();
  keyId = await window.keyOf("张晓岚");
  await signIn();
  await window.ask("desk:journal.append", { entries: [draft] });
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.platform.cut = false;
  bench.platform.shut = null;
  bench.platform.ahead = 0;
  bench.platform.audience = "http://127.0.0.1:1";
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const draft = { table: "drafts" as const, key: "d1", index: { updatedAt: "2026-11-20" }, value: { text: "未发布" } };
const pass = (milliseconds: number): void => {
  bench.now.value = new Date(bench.now.value.getTime() + milliseconds);
};
async function signIn(): Promise<void> {
  await window.ask("desk:session.begin", { keyId, pin });
  await window.ask("desk:session.confirm", { code: smsCode });
}
const state = async () => (await window.ask("desk:session.read", null)).state;
const events = () =>
  readLines(readFileSync(join(bench.folder, "desk", "audit", "audit.jsonl"), "utf8"))?.map(({ event }) => event) ?? [];

describe("a signed-in desk", () => {
  it("renews its access token by itself before it runs out, once for many calls at the same time", async () => {
    await signIn();
    const before = bench.platform.renewals;
    pass(9 * MINUTE + 45_000);
    await Promise.all([window.ask("desk:profile.read", null), window.ask("desk:packs.refresh", null)]);
    expect(bench.platform.renewals).toBe(before + 1);
    expect(await state()).toBe("online");
  });

  it("AU-4: is signed in after no restart, and no token lies in a file", async () => {
    await signIn();
    const below = join(bench.folder, "desk");
    for (const planted of [token, refreshToken, smsCode]) expect(filesWith(below, planted), planted).toEqual([]);
    await window.desk.stop();
    window = await bench.start();
    expect(await state()).toBe("locked");
    expect((await window.ask("desk:session.unlock", { keyId, pin })).state).toBe("offline");
  });
});

describe("sign-in", () => {
  it("tells by how much the clock is off (E_CLOCK), and asks for no code then", async () => {
    bench.platform.ahead = HOUR + 2 * MINUTE;
    const answer = await window.desk.call("desk:session.begin", { keyId, pin });
    expect(answer).toEqual({
      ok: false,
      failure: { code: "E_CLOCK", detail: "本机时间比平台慢 1 小时 2 分" },
    });
    bench.platform.ahead = -4 * MINUTE;
    await signIn();
    expect(await state()).toBe("online");
  });

  it("signs for no platform that answers under another name (PKI-37, other aud)", async () => {
    bench.platform.audience = "https://evil.example";
    const asked = bench.platform.bodies.length;
    expect(await window.failureOf("desk:session.begin", { keyId, pin })).toBe("E_CHALLENGE");
    expect(bench.platform.bodies.slice(asked).some((body) => body.includes("signature"))).toBe(false);
  });

  it("S10: is over after five wrong codes, and says so", async () => {
    await window.ask("desk:session.begin", { keyId, pin });
    for (let i = 0; i < 4; i += 1)
      expect(await window.failureOf("desk:session.confirm", { code: "000000" })).toBe("E_SMS");
    const last = await window.desk.call("desk:session.confirm", { code: "000000" });
    expect(JSON.stringify(last)).toContain("本次登录作废");
    expect(await window.failureOf("desk:session.confirm", { code: smsCode })).toBe("E_CHALLENGE");
  });
});

describe("BD-3: a desk below the minimum version", () => {
  it("says its version with every request, is told by name, and goes on working offline with what lies on this machine", async () => {
    await signIn();
    await window.ask("desk:session.signOut", null);
    bench.platform.shut = "E_VERSION";
    expect(await window.failureOf("desk:session.begin", { keyId, pin })).toBe("E_VERSION");
    expect((await window.ask("desk:session.unlock", { keyId, pin })).state).toBe("offline");
    await window.ask("desk:journal.append", { entries: [{ ...draft, value: { text: "仍可改" } }] });
    expect((await window.ask("desk:journal.positions", null)).map(({ key }) => key)).toEqual(["d1"]);
    expect(bench.platform.desks).toEqual(new Set(["browser/0.1.0"]));
  });
});

describe("AU-11: the offline lease", () => {
  it("opens the store for 72 hours without the platform, and not a minute longer", async () => {
    await signIn();
    await window.ask("desk:session.signOut", null);
    bench.platform.cut = true;
    pass(71 * HOUR);
    expect((await window.ask("desk:session.unlock", { keyId, pin })).state).toBe("offline");
    await window.ask("desk:session.lock", null);
    pass(HOUR);
    expect(await window.failureOf("desk:session.unlock", { keyId, pin })).toBe("E_LEASE");
    expect(await window.failureOf("desk:journal.positions", null)).toBe("E_LOCKED");
    expect(events()).toContain("lease-refused");
  });

  it("is not won back by a clock turned back", async () => {
    bench.platform.cut = true;
    const expired = bench.now.value;
    for (const back of [1, 24, 48]) {
      bench.now.value = new Date(expired.getTime() - back * HOUR);
      expect(await window.failureOf("desk:session.unlock", { keyId, pin }), `${back} h`).toBe("E_LEASE");
    }
    bench.now.value = expired;
  });

  it("run out, the store opens only once the code was right, and closes again when it was not", async () => {
    await window.ask("desk:session.begin", { keyId, pin });
    expect(await state()).toBe("locked");
    expect(await window.failureOf("desk:journal.positions", null)).toBe("E_LOCKED");
    for (let i = 0; i < 5; i += 1) await window.failureOf("desk:session.confirm", { code: "000000" });
    expect(await state()).toBe("locked");
    await signIn();
    expect(await state()).toBe("online");
    expect((await window.ask("desk:journal.positions", null)).map(({ key }) => key)).toEqual(["d1"]);
  });

  it("of another device opens nothing", async () => {
    bench.platform.leaseOf = (lease) => ({ ...lease, device: "another-device" });
    await signIn();
    await window.ask("desk:session.signOut", null);
    bench.platform.cut = true;
    expect(await window.failureOf("desk:session.unlock", { keyId, pin })).toBe("E_LEASE");
    bench.platform.leaseOf = (lease) => lease;
    bench.platform.cut = false;
    await signIn();
  });

  it("refused is a remote wipe: the desk locks at the platform's word and stays shut offline", async () => {
    await signIn();
    bench.platform.shut = "E_DEVICE_REFUSED";
    pass(10 * MINUTE);
    await window.failureOf("desk:profile.read", null);
    expect(await state()).toBe("locked");
    bench.platform.cut = true;
    expect(await window.failureOf("desk:session.unlock", { keyId, pin })).toBe("E_DEVICE_REFUSED");
    bench.platform.cut = false;
    expect(await window.failureOf("desk:session.begin", { keyId, pin })).toBe("E_DEVICE_REFUSED");
    bench.platform.shut = null;
    await signIn();
    expect((await window.ask("desk:journal.positions", null)).map(({ key }) => key)).toEqual(["d1"]);
  });
});
