import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity, type IssuedKey } from "../../../node/demo-authority";
import { nodeCheck } from "../../../node/signature-check";
import { describeWith, needed } from "../../../node/testing/tools";
import { sameBytes, utf8 } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import { keyKindOf } from "../../../shared/trust/key-kind";
import { readCertificate } from "../../../shared/trust/x509";
import type { TokenDriver, TokenInfo } from "../driver";
import { loadAdmin, prepare, type SkfAdmin } from "../testing/skf-admin";
import { openSoftSkf, type SoftSkf, softSkfTools } from "../testing/soft-skf";
import { openSkf } from "./driver";

const pin = "Key-PIN-1";
const typed = (text: string): Uint8Array => Uint8Array.from(utf8(text));
const data = [utf8("审签书一"), utf8("审签书二")];
const at = new Date("2026-11-20T08:00:00.000Z");
const unitName = "六安市人民政府办公室";

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "fine",
    (error: unknown) => (error instanceof AppError ? error.code : `bug: ${error}`),
  );
const failureIn = (promise: Promise<unknown>): Promise<{ code: string; detail: string }> =>
  promise.then(
    () => ({ code: "fine", detail: "" }),
    (error: unknown) =>
      error instanceof AppError ? { code: error.code, detail: error.detail } : Promise.reject(error),
  );

let city: CityAuthority;
let person: { sign: IssuedKey; encrypt: IssuedKey };
let rsa: IssuedKey;

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at, kinds: ["sm2", "rsa"] });
  person = await city.issuePair({ name: "张晓岚", unitName, kind: "sm2" });
  rsa = await city.issuePerson({ name: "张晓岚", unitName, kind: "rsa" });
});

/** Device 0 with SM2 pairs and an RSA key, plugged in; device 1 with SM2 pairs, pulled out. */
function furnish(token: SoftSkf, admin: SkfAdmin = loadAdmin(token.module), names = ["SOFTSKF0", "SOFTSKF1"]): void {
  const encryption = { key: person.encrypt.key, certificate: person.encrypt.certificate };
  const keys = [
    { container: "{A1B2-SM2}", key: person.sign.key, certificate: person.sign.certificate, encryption },
    { container: "RSA 证书", key: rsa.key, certificate: rsa.certificate },
  ];
  for (const device of [0, 1]) {
    token.plugIn(device);
    prepare(admin, { device: names[device] ?? "", application: "GWAPP", pin, keys: keys.slice(0, 2 - device) });
    if (device === 1) token.pullOut(1);
  }
}

describeWith(softSkfTools, "the SKF driver on our software token", () => {
  let token: SoftSkf;
  let admin: SkfAdmin;
  let driver: TokenDriver;

  beforeEach(async () => {
    token = openSoftSkf();
    admin = loadAdmin(token.module);
    furnish(token, admin);
    driver = await openSkf(token.module);
    return async () => {
      await driver.close();
      token.close();
    };
  });

  const first = async (): Promise<TokenInfo> => {
    const [found] = await driver.tokens();
    if (found === undefined) throw new Error("no token");
    return found;
  };
  const idOf = async (serial: string, der: Uint8Array): Promise<string> =>
    (await driver.certificates(serial)).find((each) => sameBytes(each.der, der))?.id ?? "";

  it("PKI-28: lists tokens by serial number, with the tries the device says are left", async () => {
    expect(await driver.tokens()).toEqual([
      { driver: "soft-skf", serial: "SOFT0001", label: "TEST-KEY", pin: "fine", retriesLeft: 6, hasPinPad: false },
    ]);
    token.plugIn(1);
    expect((await driver.tokens()).map(({ serial }) => serial)).toEqual(["SOFT0001", "SOFT0002"]);
    token.pullOut(0);
    expect((await driver.tokens()).map(({ serial }) => serial)).toEqual(["SOFT0002"]);
    token.pullOut(1);
    expect(await driver.tokens()).toEqual([]);
  });

  it("S2: tells signing and encryption certificates apart, and signs with the signing one alone", async () => {
    const listed = await driver.certificates("SOFT0001");
    expect(listed.map(({ id, hasKey }) => ({ id, hasKey }))).toEqual([
      { id: "RSA%20%C3%A8%C2%AF%C2%81%C3%A4%C2%B9%C2%A6/sign", hasKey: true },
      { id: "%7BA1B2-SM2%7D/sign", hasKey: true },
      { id: "%7BA1B2-SM2%7D/encrypt", hasKey: true },
    ]);
    const session = await driver.login("SOFT0001", typed(pin));
    expect(await codeOf(session.sign(await idOf("SOFT0001", person.encrypt.certificate), data))).toBe("E_CERT_USAGE");
    for (const id of ["", "x", "x/other", "%/sign", "没有/sign"]) {
      expect(await codeOf(session.sign(id, data)), id).toMatch(/^E_(KEY_MISSING|TOKEN_FAULT)$/);
    }
  });

  it("PKI-28: signs with SM2 and RSA, each value as CMS carries it", async () => {
    const session = await driver.login("SOFT0001", typed(pin));
    for (const certificate of [person.sign.certificate, rsa.certificate]) {
      const { spki } = readCertificate(certificate);
      const values = await session.sign(await idOf("SOFT0001", certificate), data);
      expect(values).toHaveLength(2);
      for (const [i, value] of values.entries()) {
        const key = { kind: keyKindOf(spki), spki };
        expect(nodeCheck.holds(key, data[i] ?? typed(""), value)).toBe(true);
        expect(nodeCheck.holds(key, data[1 - i] ?? typed(""), value)).toBe(false);
      }
    }
  });

  it("S3: a wrong PIN costs exactly one try, which the device counts down to the lock; the right one is refused then", async () => {
    const wrong = (): Promise<{ code: string; detail: string }> =>
      failureIn(driver.login("SOFT0001", typed("wrong-PIN")));
    const seen = [];
    for (let i = 0; i < 6; i += 1) {
      const { code, detail } = await wrong();
      const { pin: state, retriesLeft } = await first();
      seen.push({ code, state, retriesLeft, warned: detail.includes("证书服务点") });
    }
    expect(seen).toEqual([
      { code: "E_PIN", state: "fine", retriesLeft: 5, warned: false },
      { code: "E_PIN", state: "fine", retriesLeft: 4, warned: false },
      { code: "E_PIN", state: "fine", retriesLeft: 3, warned: false },
      { code: "E_PIN", state: "low", retriesLeft: 2, warned: true },
      { code: "E_PIN", state: "final", retriesLeft: 1, warned: true },
      { code: "E_PIN_LOCKED", state: "locked", retriesLeft: 0, warned: false },
    ]);
    expect(await codeOf(driver.login("SOFT0001", typed(pin)))).toBe("E_PIN_LOCKED");
  });

  it("S3: the right PIN gives all tries back", async () => {
    await codeOf(driver.login("SOFT0001", typed("wrong-PIN")));
    expect((await first()).retriesLeft).toBe(5);
    const session = await driver.login("SOFT0001", typed(pin));
    expect((await first()).retriesLeft).toBe(6);
    await session.close();
  });

  it("S3: a library that does not tell the tries leaves them unknown, and a zero that is none is looked up", async () => {
    token.plant("fail SKF_GetPINInfo 0A000003");
    expect(await first()).toMatchObject({ pin: "fine", retriesLeft: null });
    token.plant("fail SKF_GetPINInfo 0A000003", "fail SKF_VerifyPIN 0A000024");
    expect(await failureIn(driver.login("SOFT0001", typed(pin)))).toEqual({ code: "E_PIN", detail: "" });
    token.plant("fail SKF_VerifyPIN 0A000024");
    expect(await failureIn(driver.login("SOFT0001", typed(pin)))).toEqual({ code: "E_PIN", detail: "还可尝试 6 次" });
  });

  it("S3: what cannot be a PIN costs no try: too short, too long, empty, none, with a zero inside", async () => {
    for (const bad of ["12345", "12345678901234567", "", `${pin}\0`, "\0"]) {
      expect(await codeOf(driver.login("SOFT0001", typed(bad))), JSON.stringify(bad)).toBe("E_PIN_FORMAT");
    }
    expect(await codeOf(driver.login("SOFT0001", null))).toBe("E_PIN_FORMAT");
    expect((await first()).retriesLeft).toBe(6);
  });

  it("PKI-30: the PIN's bytes are zeros afterwards, whether it was right or wrong", async () => {
    for (const text of [pin, "wrong-PIN", "short"]) {
      const bytes = typed(text);
      await codeOf(driver.login("SOFT0001", bytes));
      expect(bytes.every((byte) => byte === 0)).toBe(true);
    }
    const stranger = typed(pin);
    await codeOf(driver.login("SOFT9999", stranger));
    expect(stranger.every((byte) => byte === 0)).toBe(true);
  });

  it("PKI-28: signs no more once it is logged out, and a new login ends the earlier one", async () => {
    const id = await idOf("SOFT0001", person.sign.certificate);
    const session = await driver.login("SOFT0001", typed(pin));
    const later = await driver.login("SOFT0001", typed(pin));
    expect(await codeOf(session.sign(id, data))).toBe("E_TOKEN_LOGIN");
    expect(await codeOf(later.sign(id, data))).toBe("fine");
    await later.close();
    await later.close();
    expect(await codeOf(later.sign(id, data))).toBe("E_TOKEN_LOGIN");
  });

  it("PKI-28: a token that lost the login says so", async () => {
    const id = await idOf("SOFT0001", person.sign.certificate);
    const session = await driver.login("SOFT0001", typed(pin));
    token.plant("fail SKF_ECCSignData 0A00002D");
    expect(await codeOf(session.sign(id, data))).toBe("E_TOKEN_LOGIN");
  });

  it.each([
    ["while devices are listed for the login", "login", "SKF_EnumDev", "E_TOKEN_ABSENT"],
    ["while it is connected", "login", "SKF_ConnectDev", "E_TOKEN_REMOVED"],
    ["while the device tells who it is", "login", "SKF_GetDevInfo", "E_TOKEN_REMOVED"],
    ["while applications are listed", "login", "SKF_EnumApplication", "E_TOKEN_REMOVED"],
    ["while the application is opened", "login", "SKF_OpenApplication", "E_TOKEN_REMOVED"],
    ["while earlier logins are ended", "login", "SKF_ClearSecureState", "E_TOKEN_REMOVED"],
    ["while the PIN is tried", "login", "SKF_VerifyPIN", "E_TOKEN_REMOVED"],
    ["while the container is opened", "sign", "SKF_OpenContainer", "E_TOKEN_REMOVED"],
    ["while the certificate is read", "sign", "SKF_ExportCertificate", "E_TOKEN_REMOVED"],
    ["while the key is held against it", "sign", "SKF_ExportPublicKey", "E_TOKEN_REMOVED"],
    ["while it signs", "sign", "SKF_ECCSignData", "E_TOKEN_REMOVED"],
    ["behind the signature, while the container is closed", "sign", "SKF_CloseContainer", "fine"],
    ["while it is logged out", "close", "SKF_CloseApplication", "fine"],
  ] as const)(
    "S4: pulled out %s: its own failure, no half of a signature, and put back it wants the PIN again",
    async (...row) => {
      const [, during, call, expected] = row;
      const id = await idOf("SOFT0001", person.sign.certificate);
      const session = during === "login" ? null : await driver.login("SOFT0001", typed(pin));
      token.plant(`remove ${call}`);
      const action = {
        login: () => driver.login("SOFT0001", typed(pin)),
        sign: () => session?.sign(id, data),
        close: () => session?.close(),
      };
      expect(await codeOf(Promise.resolve(action[during]()))).toBe(expected);
      expect(await driver.tokens()).toEqual([]);
      expect(await codeOf(driver.certificates("SOFT0001"))).toBe("E_TOKEN_ABSENT");
      expect(await codeOf(driver.login("SOFT0001", typed(pin)))).toBe("E_TOKEN_ABSENT");
      token.plant();
      token.plugIn(0);
      if (session !== null) expect(await codeOf(session.sign(id, data))).toMatch(/^E_TOKEN_(REMOVED|LOGIN)$/);
      expect(await first()).toMatchObject({ serial: "SOFT0001", retriesLeft: 6 });
      const again = await driver.login("SOFT0001", typed(pin));
      expect(await again.sign(id, data)).toHaveLength(2);
    },
  );

  it("S4: pulled out and put back between two polls, the old login does not sign", async () => {
    const id = await idOf("SOFT0001", person.sign.certificate);
    const session = await driver.login("SOFT0001", typed(pin));
    token.pullOut(0);
    token.plugIn(0);
    expect((await first()).serial).toBe("SOFT0001");
    expect(await codeOf(session.sign(id, data))).toBe("E_TOKEN_REMOVED");
  });

  it("PKI-27: a certificate beside another key is listed without a key and does not sign", async () => {
    const other = await city.issuePerson({ name: "李四", unitName, kind: "sm2" });
    prepare(admin, {
      device: "SOFTSKF0",
      application: "OTHER",
      pin,
      keys: [{ container: "C", key: other.key, certificate: person.sign.certificate }],
    });
    const [found] = await driver.certificates("SOFT0001/OTHER");
    expect(found).toMatchObject({ id: "C/sign", hasKey: false });
    const session = await driver.login("SOFT0001/OTHER", typed(pin));
    expect(await codeOf(session.sign("C/sign", data))).toBe("E_KEY_MISSING");
  });

  it("a device with several applications is as many tokens, each with tries of its own", async () => {
    prepare(admin, { device: "SOFTSKF0", application: "OTHER", pin: "other-PIN", keys: [] });
    await codeOf(driver.login("SOFT0001/OTHER", typed(pin)));
    expect((await driver.tokens()).map(({ serial, retriesLeft }) => ({ serial, retriesLeft }))).toEqual([
      { serial: "SOFT0001/GWAPP", retriesLeft: 6 },
      { serial: "SOFT0001/OTHER", retriesLeft: 5 },
    ]);
    const session = await driver.login("SOFT0001/GWAPP", typed(pin));
    expect(await session.sign("%7BA1B2-SM2%7D/sign", data)).toHaveLength(2);
  });

  it("a value that does not hold for the certificate never leaves, nor one whose numbers lie elsewhere", async () => {
    const session = await driver.login("SOFT0001", typed(pin));
    token.plant("garble SKF_ECCSignData");
    expect(await failureIn(session.sign("%7BA1B2-SM2%7D/sign", data))).toEqual({
      code: "E_TOKEN_FAULT",
      detail: "密钥给出的签名与证书不符",
    });
    token.plant("left SKF_ECCSignData");
    expect(await codeOf(session.sign("%7BA1B2-SM2%7D/sign", data))).toBe("E_MODULE_ABI");
    token.plant();
    expect(await codeOf(session.sign("%7BA1B2-SM2%7D/sign", data))).toBe("fine");
  });

  it("leaves no handle open, however it ended: 280 polls, logins and listings and 260 signatures fit into the token's 256", async () => {
    for (let i = 0; i < 70; i += 1) {
      await driver.tokens();
      await codeOf(driver.login("SOFT0001", typed("short")));
      await codeOf(driver.login("SOFT9999", typed(pin)));
      await driver.certificates("SOFT0001");
    }
    const session = await driver.login("SOFT0001", typed(pin));
    token.plant("fail SKF_ECCSignData 0A000001");
    for (let i = 0; i < 260; i += 1)
      expect(await codeOf(session.sign("%7BA1B2-SM2%7D/sign", data))).toBe("E_TOKEN_FAULT");
  });
});

/** A library that is no key's. */
const library = "/usr/lib/softhsm/libsofthsm2.so";

describeWith([...softSkfTools, library], "the shape of an SKF library", () => {
  const shapes = [
    { ulong: 4, packed: true },
    { ulong: 4, packed: false },
    { ulong: 8, packed: true },
    { ulong: 8, packed: false },
  ] as const;

  describe.each(shapes)("compiled with %o", (real) => {
    let token: SoftSkf;
    beforeAll(() => {
      token = openSoftSkf(real);
      furnish(token);
    });
    afterAll(() => token.close());

    it("PKI-28: works with its own profile", async () => {
      const driver = await openSkf(token.module);
      const [found] = await driver.tokens();
      expect(found).toMatchObject({ serial: "SOFT0001", retriesLeft: 6 });
      expect((await driver.certificates("SOFT0001")).map(({ hasKey }) => hasKey)).toEqual([true, true, true]);
      const session = await driver.login("SOFT0001", typed(pin));
      expect(await session.sign("%7BA1B2-SM2%7D/sign", data)).toHaveLength(2);
      await driver.close();
    });

    it.each(shapes.filter(({ ulong, packed }) => ulong !== real.ulong || packed !== real.packed))(
      "PKI-28: refuses the profile %o, saying what it seems to be",
      async (wrong) => {
        const driver = await openSkf({ ...token.module, abi: wrong });
        for (const refused of [
          driver.tokens(),
          driver.certificates("SOFT0001"),
          driver.login("SOFT0001", typed(pin)),
        ]) {
          const { code, detail } = await failureIn(refused);
          expect(code).toBe("E_MODULE_ABI");
          expect(detail).toContain(`像“ULONG ${real.ulong} 字节、${real.packed ? "紧凑" : "自然对齐"}”`);
        }
        const right = await openSkf(token.module);
        expect((await right.tokens())[0]?.retriesLeft).toBe(6);
      },
    );
  });

  it("PKI-28: names in GBK are shown in Chinese, and go back to the library as they came", async () => {
    const token = openSoftSkf({ gbk: true, noEvents: true });
    const names = [0, 1].map((i) => Buffer.from(`c3dcd4bf3${i}`, "hex").toString("latin1"));
    furnish(token, loadAdmin(token.module), names);
    const driver = await openSkf(token.module);
    expect((await driver.tokens())[0]).toMatchObject({ serial: "SOFT0001", label: "测试密钥" });
    expect(await driver.certificates("SOFT0001")).toHaveLength(3);
    token.close();
  });

  it("S5: what is no SKF library is refused", async () => {
    const token = openSoftSkf();
    const other = (path: string): Promise<unknown> => openSkf({ ...token.module, path });
    expect(await codeOf(other(import.meta.filename))).toBe("E_MODULE_LOAD");
    expect(await failureIn(other(needed(library)))).toMatchObject({ code: "E_MODULE_ABI" });
    token.close();
  });
});
