import { beforeAll, beforeEach, expect, it } from "vitest";
import { nodeCheck } from "../../../node/signature-check";
import { describeWith } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import { keyKindOf } from "../../../shared/trust/key-kind";
import { readCertificate } from "../../../shared/trust/x509";
import type { TokenDriver } from "../driver";
import {
  codeOf,
  failureIn,
  firstToken,
  furnish,
  idOf,
  issueSkfPerson,
  type SkfPerson,
  skfPin,
  skfUnit,
  typed,
} from "../testing/furnished-skf";
import { loadAdmin, prepare, type SkfAdmin } from "../testing/skf-admin";
import { openSoftSkf, type SoftSkf, softSkfTools } from "../testing/soft-skf";
import { openSkf } from "./driver";

const data = [utf8("审签书一"), utf8("审签书二")];
let person: SkfPerson;
beforeAll(async () => {
  person = await issueSkfPerson(new Date("2026-11-20T08:00:00.000Z"));
});

describeWith(softSkfTools, "the SKF driver on our software token", () => {
  let token: SoftSkf;
  let admin: SkfAdmin;
  let driver: TokenDriver;

  beforeEach(async () => {
    token = openSoftSkf();
    admin = loadAdmin(token.module);
    furnish({ token, person, admin });
    driver = await openSkf(token.module);
    return async () => {
      await driver.close();
      token.close();
    };
  });

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
    const session = await driver.login("SOFT0001", typed(skfPin));
    expect(await codeOf(session.sign(await idOf(driver, person.encrypt.certificate), data))).toBe("E_CERT_USAGE");
    for (const id of ["", "x", "x/other", "%/sign", "没有/sign"]) {
      expect(await codeOf(session.sign(id, data)), id).toMatch(/^E_(KEY_MISSING|TOKEN_FAULT)$/);
    }
  });

  it("PKI-28: signs with SM2 and RSA, each value as CMS carries it", async () => {
    const session = await driver.login("SOFT0001", typed(skfPin));
    for (const certificate of [person.sign.certificate, person.rsa.certificate]) {
      const { spki } = readCertificate(certificate);
      const values = await session.sign(await idOf(driver, certificate), data);
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
      failureIn(driver.login("SOFT0001", typed("wrong-PIN"), true));
    const seen = [];
    for (let i = 0; i < 6; i += 1) {
      const { code, detail } = await wrong();
      const { pin: state, retriesLeft } = await firstToken(driver);
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
    expect(await codeOf(driver.login("SOFT0001", typed(skfPin)))).toBe("E_PIN_LOCKED");
  });

  it("S3: makes the last try only with the person's word; without it nothing is spent, whatever PIN it was", async () => {
    for (let i = 0; i < 5; i += 1) await codeOf(driver.login("SOFT0001", typed("wrong-PIN")));
    for (const text of ["wrong-PIN", skfPin]) {
      expect(await codeOf(driver.login("SOFT0001", typed(text)))).toBe("E_PIN_LAST");
    }
    expect((await firstToken(driver)).retriesLeft).toBe(1);
    await (await driver.login("SOFT0001", typed(skfPin), true)).close();
    expect((await firstToken(driver)).retriesLeft).toBe(6);
  });

  it("S3: the right PIN gives all tries back", async () => {
    await codeOf(driver.login("SOFT0001", typed("wrong-PIN")));
    expect((await firstToken(driver)).retriesLeft).toBe(5);
    const session = await driver.login("SOFT0001", typed(skfPin));
    expect((await firstToken(driver)).retriesLeft).toBe(6);
    await session.close();
  });

  it("S3: a library that does not tell the tries leaves them unknown, and a zero that is none is looked up", async () => {
    token.plant("fail SKF_GetPINInfo 0A000003");
    expect(await firstToken(driver)).toMatchObject({ pin: "fine", retriesLeft: null });
    token.plant("fail SKF_GetPINInfo 0A000003", "fail SKF_VerifyPIN 0A000024");
    expect(await failureIn(driver.login("SOFT0001", typed(skfPin)))).toEqual({ code: "E_PIN", detail: "" });
    token.plant("fail SKF_VerifyPIN 0A000024");
    expect(await failureIn(driver.login("SOFT0001", typed(skfPin)))).toEqual({
      code: "E_PIN",
      detail: "还可尝试 6 次",
    });
  });

  it("S3: what cannot be a PIN costs no try: too short, too long, empty, none, with a zero inside", async () => {
    for (const bad of ["12345", "12345678901234567", "", `${skfPin}\0`, "\0"]) {
      expect(await codeOf(driver.login("SOFT0001", typed(bad))), JSON.stringify(bad)).toBe("E_PIN_FORMAT");
    }
    expect(await codeOf(driver.login("SOFT0001", null))).toBe("E_PIN_FORMAT");
    expect((await firstToken(driver)).retriesLeft).toBe(6);
  });

  it("PKI-30: the PIN's bytes are zeros afterwards, whether it was right or wrong", async () => {
    for (const text of [skfPin, "wrong-PIN", "short"]) {
      const bytes = typed(text);
      await codeOf(driver.login("SOFT0001", bytes));
      expect(bytes.every((byte) => byte === 0)).toBe(true);
    }
    const stranger = typed(skfPin);
    await codeOf(driver.login("SOFT9999", stranger));
    expect(stranger.every((byte) => byte === 0)).toBe(true);
  });

  it("PKI-28: signs no more once it is logged out, and a new login ends the earlier one", async () => {
    const id = await idOf(driver, person.sign.certificate);
    const session = await driver.login("SOFT0001", typed(skfPin));
    const later = await driver.login("SOFT0001", typed(skfPin));
    expect(await codeOf(session.sign(id, data))).toBe("E_TOKEN_LOGIN");
    expect(await codeOf(later.sign(id, data))).toBe("fine");
    await later.close();
    await later.close();
    expect(await codeOf(later.sign(id, data))).toBe("E_TOKEN_LOGIN");
  });

  it("PKI-28: a token that lost the login says so", async () => {
    const id = await idOf(driver, person.sign.certificate);
    const session = await driver.login("SOFT0001", typed(skfPin));
    token.plant("fail SKF_ECCSignData 0A00002D");
    expect(await codeOf(session.sign(id, data))).toBe("E_TOKEN_LOGIN");
  });

  it("PKI-27: a certificate beside another key is listed without a key and does not sign", async () => {
    const other = await person.city.issuePerson({ name: "李四", unitName: skfUnit, kind: "sm2" });
    prepare(admin, {
      device: "SOFTSKF0",
      application: "OTHER",
      pin: skfPin,
      keys: [{ container: "C", key: other.key, certificate: person.sign.certificate }],
    });
    const [found] = await driver.certificates("SOFT0001/OTHER");
    expect(found).toMatchObject({ id: "C/sign", hasKey: false });
    const session = await driver.login("SOFT0001/OTHER", typed(skfPin));
    expect(await codeOf(session.sign("C/sign", data))).toBe("E_KEY_MISSING");
  });

  it("a device with several applications is as many tokens, each with tries of its own", async () => {
    prepare(admin, { device: "SOFTSKF0", application: "OTHER", pin: "other-PIN", keys: [] });
    await codeOf(driver.login("SOFT0001/OTHER", typed(skfPin)));
    expect((await driver.tokens()).map(({ serial, retriesLeft }) => ({ serial, retriesLeft }))).toEqual([
      { serial: "SOFT0001/GWAPP", retriesLeft: 6 },
      { serial: "SOFT0001/OTHER", retriesLeft: 5 },
    ]);
    const session = await driver.login("SOFT0001/GWAPP", typed(skfPin));
    expect(await session.sign("%7BA1B2-SM2%7D/sign", data)).toHaveLength(2);
  });

  it("a value that does not hold for the certificate never leaves, nor one whose numbers lie elsewhere", async () => {
    const session = await driver.login("SOFT0001", typed(skfPin));
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
});
