import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity, type IssuedKey } from "../../../node/demo-authority";
import { newSoftKey } from "../../../node/soft-key";
import { describeWith } from "../../../node/testing/tools";
import { sameBytes, utf8 } from "../../../shared/bytes";
import { readCertificate } from "../../../shared/trust/x509";
import type { TokenDriver, TokenInfo } from "../driver";
import { createTokenHost } from "../host-client";
import { type FaultyModule, openSoftHsm, type SoftHsm, softHsmTools } from "../testing/soft-hsm";

const right = "271828";
const pin = () => utf8(right);
const data = [utf8("已获批准"), utf8("第二份"), new Uint8Array(100_000).fill(7)];

let hsm: SoftHsm;
let faulty: FaultyModule;
let city: CityAuthority;
const keys: Partial<Record<"rsa" | "p256" | "sm2" | "twin" | "bare", IssuedKey>> = {};
const key = (name: keyof typeof keys): IssuedKey => {
  const found = keys[name];
  if (found === undefined) throw new Error(`no key ${name}`);
  return found;
};
const publicKey = ({ certificate }: IssuedKey): KeyObject =>
  createPublicKey({ key: Buffer.from(readCertificate(certificate).spki), format: "der", type: "spki" });

async function found(host: TokenDriver, label: string): Promise<TokenInfo> {
  const token = (await host.tokens()).find((each) => each.label === label);
  if (token === undefined) throw new Error(`no token ${label}`);
  return token;
}

/** One process for all of them: what one test leaves behind must not trouble the next. */
const hosts = new Map<string, TokenDriver>();
async function use<T>(work: (host: TokenDriver) => Promise<T>, module = faulty.module): Promise<T> {
  const host = hosts.get(module.name) ?? createTokenHost({ module, spawn: hsm.spawn });
  hosts.set(module.name, host);
  return work(host);
}

async function makeTokens(): Promise<void> {
  hsm = openSoftHsm();
  city = await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-20"), kinds: ["rsa", "p256", "sm2"] });
  const order = { name: "张晓岚", unitName: "办公室" };
  keys.rsa = await city.issuePerson(order);
  keys.p256 = await city.issuePerson({ ...order, kind: "p256" });
  keys.sm2 = await city.issuePerson({ ...order, kind: "sm2" });
  keys.twin = await city.issuePerson({ ...order, name: "李维民" });
  keys.bare = await city.issuePerson({ ...order, name: "无钥" });
  const lonely = await newSoftKey("rsa");
  hsm.addToken("CA-KEY-01", right, [
    { id: "01", key: key("rsa").key, certificate: key("rsa").certificate },
    { id: "02ff", key: key("p256").key, certificate: key("p256").certificate },
    { id: "03", key: null, certificate: key("bare").certificate },
    { id: "04", key: lonely, certificate: null },
    { id: "05", key: lonely, certificate: key("sm2").certificate },
  ]);
  hsm.addToken("CA-KEY-02", "314159", [{ id: "01", key: key("twin").key, certificate: key("twin").certificate }]);
  hsm.addToken("SAME", right, [{ id: "01", key: key("rsa").key, certificate: key("rsa").certificate }]);
  hsm.addToken("SAME", right, [{ id: "01", key: key("twin").key, certificate: key("twin").certificate }]);
  faulty = hsm.faulty();
}

describeWith(softHsmTools, "PKCS#11 tokens", () => {
  beforeAll(makeTokens);
  afterAll(() => hsm.close());

  describe("as they are", () => {
    it("PKI-21: lists tokens by serial without a PIN, and RSA and P-256 signatures verify under their certificates", () =>
      use(async (host) => {
        const token = await found(host, "CA-KEY-01");
        expect(token).toMatchObject({ driver: "softhsm", pin: "fine", retriesLeft: null, hasPinPad: false });
        expect(token.serial).toMatch(/^[0-9a-f]{16}$/);
        const certificates = await host.certificates(token.serial);
        expect(certificates.find(({ id }) => id === "01")?.der).toEqual(Buffer.from(key("rsa").certificate));
        const session = await host.login(token.serial, pin());
        for (const [id, name] of [
          ["01", "rsa"],
          ["02ff", "p256"],
        ] as const) {
          const values = await session.sign(id, data);
          expect(values).toHaveLength(data.length);
          values.forEach((value, at) => {
            expect(verify("sha256", data[at] ?? utf8(""), publicKey(key(name)), value)).toBe(true);
          });
        }
        await session.close();
      }, hsm.plain));

    it("PKI-26: two tokens with one label are two tokens, each with its own certificate and login", () =>
      use(async (host) => {
        const same = (await host.tokens()).filter(({ label }) => label === "SAME");
        expect(new Set(same.map(({ serial }) => serial)).size).toBe(2);
        const owners = new Map<string, string>();
        for (const { serial } of same) {
          const [certificate] = await host.certificates(serial);
          owners.set(readCertificate(certificate?.der ?? utf8("")).subject.commonName, serial);
        }
        expect([...owners.keys()].sort()).toEqual(["张晓岚", "李维民"]);
        const session = await host.login(owners.get("李维民") ?? "", pin());
        const [value] = await session.sign("01", [utf8("x")]);
        await session.close();
        expect(verify("sha256", utf8("x"), publicKey(key("twin")), value ?? utf8(""))).toBe(true);
      }));

    it("PKI-27: a certificate without its key says so before the PIN, a key without certificate is not shown", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-01");
        const listed = await host.certificates(serial);
        expect(listed.map(({ id, hasKey }) => [id, hasKey]).sort()).toEqual([
          ["01", true],
          ["02ff", true],
          ["03", false],
          ["05", true],
        ]);
        const session = await host.login(serial, pin());
        await expect(session.sign("03", [utf8("x")])).rejects.toMatchObject({ code: "E_KEY_MISSING" });
        await expect(session.sign("04", [utf8("x")])).rejects.toMatchObject({ code: "E_KEY_MISSING" });
        // The session goes on after its errors.
        expect(await session.sign("01", [utf8("x")])).toHaveLength(1);
        await session.close();
      }));

    it("says that SM2 is not signed over PKCS#11 instead of signing something else", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-01");
        const session = await host.login(serial, pin());
        await expect(session.sign("05", [utf8("x")])).rejects.toMatchObject({ code: "E_MECHANISM" });
        await session.close();
      }));
  });

  describe("logins", () => {
    it("ends with close, and a later login on the same token ends an earlier one", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-01");
        const first = await host.login(serial, pin());
        const second = await host.login(serial, pin());
        await expect(first.sign("01", [utf8("x")])).rejects.toMatchObject({
          code: expect.stringMatching(/^E_TOKEN_(LOGIN|REMOVED)$/),
        });
        expect(await second.sign("01", [utf8("x")])).toHaveLength(1);
        await second.close();
        await expect(second.sign("01", [utf8("x")])).rejects.toMatchObject({ code: "E_TOKEN_LOGIN" });
        await second.close();
      }));

    it("S3: judges the PIN of a second login although the first one has logged the whole process in", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-01");
        await host.login(serial, pin());
        await expect(host.login(serial, utf8("999999"))).rejects.toMatchObject({ code: "E_PIN" });
        faulty.unblock("CA-KEY-01");
      }));

    it("S3: overwrites the PIN it was given, whether it was right, wrong or never tried", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-01");
        const given = [pin(), utf8("999999"), utf8("1"), pin()];
        const [good, wrong, short, elsewhere] = given;
        await (await host.login(serial, good ?? null)).close();
        await expect(host.login(serial, wrong ?? null)).rejects.toMatchObject({ code: "E_PIN" });
        await expect(host.login(serial, short ?? null)).rejects.toMatchObject({ code: "E_PIN_FORMAT" });
        await expect(host.login("no such serial", elsewhere ?? null)).rejects.toMatchObject({ code: "E_TOKEN_ABSENT" });
        for (const each of given) expect(sameBytes(each, new Uint8Array(each.length))).toBe(true);
        faulty.unblock("CA-KEY-01");
      }));

    it("S3: a PIN of a length the token cannot have costs no try", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-01");
        for (const typed of ["", "1", "x".repeat(256)]) {
          await expect(host.login(serial, utf8(typed))).rejects.toMatchObject({ code: "E_PIN_FORMAT" });
        }
        expect((await found(host, "CA-KEY-01")).pin).toBe("fine");
      }));

    it("a key with its own pad asks there: no PIN is sent, and cancelling there is a cancellation", () =>
      use(async (host) => {
        faulty.order(`pad CA-KEY-01 ${right}`);
        const token = await found(host, "CA-KEY-01");
        expect(token.hasPinPad).toBe(true);
        const session = await host.login(token.serial, utf8("ignored"));
        expect(await session.sign("01", [utf8("x")])).toHaveLength(1);
        await session.close();
        faulty.order("pad CA-KEY-01 cancel");
        await expect(host.login(token.serial, null)).rejects.toMatchObject({ code: "E_CANCELLED" });
        faulty.order();
      }));
  });

  describe("on their way to the lock", () => {
    it("PKI-22: warns, says the last try, locks at the sixth wrong PIN, refuses the right one, and works after unblocking", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-02");
        const states: string[] = [];
        const told: string[] = [];
        for (let attempt = 1; attempt <= 6; attempt += 1) {
          const error: unknown = await host.login(serial, utf8("000000"), true).catch((caught: unknown) => caught);
          expect(error).toMatchObject({ code: attempt === 6 ? "E_PIN_LOCKED" : "E_PIN" });
          told.push(error instanceof Error && "detail" in error ? String(error.detail) : "");
          states.push((await found(host, "CA-KEY-02")).pin);
        }
        expect(states).toEqual(["low", "low", "low", "low", "final", "locked"]);
        expect(told[0]).toContain("证书服务点");
        expect(told[4]).toContain("最后一次");
        await expect(host.login(serial, utf8("314159"))).rejects.toMatchObject({ code: "E_PIN_LOCKED" });
        faulty.unblock("CA-KEY-02");
        await (await host.login(serial, utf8("314159"))).close();
        expect((await found(host, "CA-KEY-02")).pin).toBe("fine");
      }));

    it("S3: makes the last try only with the person's word; without it nothing is spent, whatever PIN it was", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-02");
        for (let attempt = 1; attempt <= 5; attempt += 1)
          await expect(host.login(serial, utf8("000000"))).rejects.toMatchObject({ code: "E_PIN" });
        for (const typed of ["000000", "314159"])
          await expect(host.login(serial, utf8(typed))).rejects.toMatchObject({ code: "E_PIN_LAST" });
        expect(faulty.triesLeft("CA-KEY-02")).toBe(1);
        await (await host.login(serial, utf8("314159"), true)).close();
        expect((await found(host, "CA-KEY-02")).pin).toBe("fine");
      }));

    it("S3: never tries a PIN a second time by itself", () =>
      use(async (host) => {
        const { serial } = await found(host, "CA-KEY-02");
        for (const left of [5, 4]) {
          await expect(host.login(serial, utf8("000000"))).rejects.toMatchObject({ code: "E_PIN" });
          expect(faulty.triesLeft("CA-KEY-02")).toBe(left);
        }
        faulty.unblock("CA-KEY-02");
      }));
  });

  it("goes on when garbage is collected between calls: the library is not unloaded under its functions", async () => {
    const host = createTokenHost({ module: hsm.plain, spawn: hsm.spawnTidy });
    for (let round = 0; round < 6; round += 1) {
      const { serial } = await found(host, "CA-KEY-01");
      const session = await host.login(serial, pin());
      expect(await session.sign("01", data)).toHaveLength(data.length);
      await session.close();
    }
    await host.close();
  });

  it("leaves no process behind when it is closed", async () => {
    const host = createTokenHost({ module: hsm.plain, spawn: hsm.spawn });
    await host.tokens();
    const child = hsm.started.at(-1);
    expect(existsSync(`/proc/${child?.pid}/cmdline`)).toBe(true);
    await host.close();
    expect(existsSync(`/proc/${child?.pid}/cmdline`)).toBe(false);
  });
});
