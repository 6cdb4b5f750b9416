import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { foundCity } from "../../node/demo-authority";
import { describeWith } from "../../node/testing/tools";
import { utf8 } from "../../shared/bytes";
import type { FailureCode } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import type { TokenDriver, TokenSession } from "./driver";
import { createTokenHost } from "./host-client";
import { type FaultyModule, openSoftHsm, type SoftHsm, softHsmTools } from "./testing/soft-hsm";

const label = "CA-KEY-01";
const pin = () => utf8("271828");
const batch = [utf8("一"), utf8("二"), utf8("三")];

let hsm: SoftHsm;
let faulty: FaultyModule;
let driver: TokenDriver;
let serial = "";

async function makeToken(): Promise<void> {
  hsm = openSoftHsm();
  const city = await foundCity({ site: "luan", name: "六安市", at: new Date("2026-11-20") });
  const { key, certificate } = await city.issuePerson({ name: "张晓岚", unitName: "办公室" });
  hsm.addToken(label, "271828", [{ id: "01", key, certificate }]);
  faulty = hsm.faulty();
  driver = createTokenHost({ module: faulty.module, spawn: hsm.spawn });
  serial = (await driver.tokens())[0]?.serial ?? "";
}

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => value,
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

interface Point {
  readonly when: string;
  readonly order: string;
  readonly work: (session: TokenSession) => Promise<unknown>;
  readonly code: FailureCode;
}

const pulledAt = (call: string, number: number) => `remove ${call} ${number} ${label}`;
const certificates = () => driver.certificates(serial);
const login = () => driver.login(serial, pin());
const sign = (session: TokenSession) => session.sign("01", batch);

/** Where a key is pulled, in the order of a signature's life; the order is given once a login stands. */
const points: readonly Point[] = [
  {
    when: "before its certificates are asked for",
    order: `absent ${label}`,
    work: certificates,
    code: "E_TOKEN_ABSENT",
  },
  { when: "as the reading begins", order: pulledAt("C_OpenSession", 1), work: certificates, code: "E_TOKEN_ABSENT" },
  {
    when: "while its objects are looked for",
    order: pulledAt("C_FindObjects", 1),
    work: certificates,
    code: "E_TOKEN_REMOVED",
  },
  {
    when: "while a certificate is read",
    order: pulledAt("C_GetAttributeValue", 2),
    work: certificates,
    code: "E_TOKEN_REMOVED",
  },
  { when: "between the list and the PIN", order: `absent ${label}`, work: login, code: "E_TOKEN_ABSENT" },
  { when: "as a login's session opens", order: pulledAt("C_OpenSession", 1), work: login, code: "E_TOKEN_ABSENT" },
  { when: "while the PIN is judged", order: pulledAt("C_Login", 1), work: login, code: "E_TOKEN_REMOVED" },
  { when: "between the PIN and the signature", order: `absent ${label}`, work: sign, code: "E_TOKEN_REMOVED" },
  { when: "while the key is looked for", order: pulledAt("C_FindObjectsInit", 2), work: sign, code: "E_TOKEN_REMOVED" },
  { when: "as the signature begins", order: pulledAt("C_SignInit", 1), work: sign, code: "E_TOKEN_REMOVED" },
  { when: "in the middle of the signature", order: pulledAt("C_Sign", 1), work: sign, code: "E_TOKEN_REMOVED" },
  { when: "in the middle of a batch", order: pulledAt("C_Sign", 2), work: sign, code: "E_TOKEN_REMOVED" },
];

describeWith(softHsmTools, "S4, PKI-23: a key that is pulled", () => {
  beforeAll(makeToken);
  afterAll(async () => {
    await driver.close();
    hsm.close();
  });
  beforeEach(() => {
    faulty.order();
    faulty.plugIn(label);
  });

  it("is tried at twelve points", () => expect(new Set(points.map(({ when }) => when)).size).toBe(12));

  it.each(points)(
    "$when: $code, no value, and after plugging in only a new login signs",
    async ({ order, work, code }) => {
      const session = await login();
      faulty.order(order);
      expect(await outcome(work(session))).toBe(code);
      expect(failures[code].next).toMatch(/插入/);
      expect(await driver.tokens()).toEqual([]);
      faulty.order();
      faulty.plugIn(label);
      expect(await driver.tokens()).toHaveLength(1);
      expect(await outcome(session.sign("01", batch))).toMatch(/^E_TOKEN_(REMOVED|LOGIN)$/);
      expect(await outcome(session.sign("01", batch))).toBe("E_TOKEN_LOGIN");
      const again = await login();
      expect(await again.sign("01", batch)).toHaveLength(3);
      await again.close();
    },
  );

  it("after the signature: the signature stands, and logging out does not fail", async () => {
    const session = await login();
    faulty.order(pulledAt("C_Logout", 1));
    expect(await session.sign("01", batch)).toHaveLength(3);
    await session.close();
    expect(await driver.tokens()).toEqual([]);
  });
});
