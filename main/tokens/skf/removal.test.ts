import { beforeAll, beforeEach, expect, it } from "vitest";
import { describeWith } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import type { TokenDriver } from "../driver";
import {
  codeOf,
  firstToken,
  furnish,
  idOf,
  issueSkfPerson,
  type SkfPerson,
  skfPin,
  typed,
} from "../testing/furnished-skf";
import { openSoftSkf, type SoftSkf, softSkfTools } from "../testing/soft-skf";
import { openSkf } from "./driver";

const data = [utf8("审签书一"), utf8("审签书二")];
let person: SkfPerson;
beforeAll(async () => {
  person = await issueSkfPerson(new Date("2026-11-20T08:00:00.000Z"));
});

describeWith(softSkfTools, "an SKF key that is pulled out", () => {
  let token: SoftSkf;
  let driver: TokenDriver;

  beforeEach(async () => {
    token = openSoftSkf();
    furnish({ token, person });
    driver = await openSkf(token.module);
    return async () => {
      await driver.close();
      token.close();
    };
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
      const id = await idOf(driver, person.sign.certificate);
      const session = during === "login" ? null : await driver.login("SOFT0001", typed(skfPin));
      token.plant(`remove ${call}`);
      const action = {
        login: () => driver.login("SOFT0001", typed(skfPin)),
        sign: () => session?.sign(id, data),
        close: () => session?.close(),
      };
      expect(await codeOf(Promise.resolve(action[during]()))).toBe(expected);
      expect(await driver.tokens()).toEqual([]);
      expect(await codeOf(driver.certificates("SOFT0001"))).toBe("E_TOKEN_ABSENT");
      expect(await codeOf(driver.login("SOFT0001", typed(skfPin)))).toBe("E_TOKEN_ABSENT");
      token.plant();
      token.plugIn(0);
      if (session !== null) expect(await codeOf(session.sign(id, data))).toMatch(/^E_TOKEN_(REMOVED|LOGIN)$/);
      expect(await firstToken(driver)).toMatchObject({ serial: "SOFT0001", retriesLeft: 6 });
      const again = await driver.login("SOFT0001", typed(skfPin));
      expect(await again.sign(id, data)).toHaveLength(2);
    },
  );

  it("S4: pulled out and put back between two polls, the old login does not sign", async () => {
    const id = await idOf(driver, person.sign.certificate);
    const session = await driver.login("SOFT0001", typed(skfPin));
    token.pullOut(0);
    token.plugIn(0);
    expect((await firstToken(driver)).serial).toBe("SOFT0001");
    expect(await codeOf(session.sign(id, data))).toBe("E_TOKEN_REMOVED");
  });

  it("leaves no handle open, however it ended: 280 polls, logins and listings and 260 signatures fit into the token's 256", async () => {
    for (let i = 0; i < 70; i += 1) {
      await driver.tokens();
      await codeOf(driver.login("SOFT0001", typed("short")));
      await codeOf(driver.login("SOFT9999", typed(skfPin)));
      await driver.certificates("SOFT0001");
    }
    const session = await driver.login("SOFT0001", typed(skfPin));
    token.plant("fail SKF_ECCSignData 0A000001");
    for (let i = 0; i < 260; i += 1)
      expect(await codeOf(session.sign("%7BA1B2-SM2%7D/sign", data))).toBe("E_TOKEN_FAULT");
  });
});
