import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith, needed } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import { codeOf, failureIn, furnish, issueSkfPerson, type SkfPerson, skfPin, typed } from "../testing/furnished-skf";
import { openSoftSkf, type SoftSkf, softSkfTools } from "../testing/soft-skf";
import { openSkf } from "./driver";

const data = [utf8("审签书一"), utf8("审签书二")];
let person: SkfPerson;
beforeAll(async () => {
  person = await issueSkfPerson(new Date("2026-11-20T08:00:00.000Z"));
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
      furnish({ token, person });
    });
    afterAll(() => token.close());

    it("PKI-28: works with its own profile", async () => {
      const driver = await openSkf(token.module);
      const [found] = await driver.tokens();
      expect(found).toMatchObject({ serial: "SOFT0001", retriesLeft: 6 });
      expect((await driver.certificates("SOFT0001")).map(({ hasKey }) => hasKey)).toEqual([true, true, true]);
      const session = await driver.login("SOFT0001", typed(skfPin));
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
          driver.login("SOFT0001", typed(skfPin)),
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
    furnish({ token, person, names });
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
