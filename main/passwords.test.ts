/** AU-3: the city's password rules at the application PIN, as a window meets them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, noTokens, openBench, pin, type Window } from "./testing/bench";
import { smsCode } from "./testing/fake-platform";
import { FakeKeychain } from "./vault/testing/fake-keychain";

let bench: Bench;
let window: Window;
let keyId: string;

beforeAll(async () => {
  bench = await openBench();
  const keychain = new FakeKeychain();
  window = await bench.start({ ...noTokens, findKeychain: async () => keychain });
  keyId = await window.keyOf("张晓岚");
  await window.ask("desk:session.begin", { keyId, pin });
  await window.ask("desk:session.confirm", { code: smsCode });
  await window.ask("desk:profile.read", null);
});
afterAll(() => bench.close());

const set = (appPin: string) => window.failureOf("desk:vault.setPin", { pin, appPin });

describe("AU-3: an application PIN in 六安", () => {
  it("needs two of digits, letters and special characters (LAM-32.1)", async () => {
    const refused = await window.desk.call("desk:vault.setPin", { pin, appPin: "73915628" });
    expect(refused).toMatchObject({ ok: false, failure: { code: "E_PWD" } });
    expect(JSON.stringify(refused)).not.toContain("73915628");
    expect(await set("kw739156")).toBe("none");
  });

  it("is not the one it was before", async () => {
    expect(await set("kw739156")).toBe("E_PWD");
    expect(await set("zt284917")).toBe("none");
  });

  it("opens for three months and then not; the key opens, and the next one does again", async () => {
    const { storeId = null } = await window.ask("desk:session.read", null);
    if (storeId === null) throw new Error("an open store expected");
    const byPin = (appPin: string) => window.failureOf("desk:session.unlockByPin", { storeId, appPin });
    await window.ask("desk:session.lock", null);
    expect(await byPin("zt284917")).toBe("none");
    await window.ask("desk:session.lock", null);
    bench.now.value = new Date("2027-02-20T08:00:01.000Z");
    expect(await byPin("zt284917")).toBe("E_PWD");
    expect((await window.ask("desk:session.read", null)).state).toBe("locked");
    // Three months are more than the lease, too.
    await window.ask("desk:session.begin", { keyId, pin });
    await window.ask("desk:session.confirm", { code: smsCode });
    expect(await set("zt284917")).toBe("E_PWD");
    expect(await set("nq650382")).toBe("none");
    await window.ask("desk:session.lock", null);
    expect(await byPin("nq650382")).toBe("none");
  });
});
