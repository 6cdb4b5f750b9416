/** An SKF key as a person gets it, and what tests of the driver ask of it. */
import { type CityAuthority, foundCity, type IssuedKey } from "../../../node/demo-authority";
import { sameBytes, utf8 } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import type { TokenDriver, TokenInfo } from "../driver";
import { loadAdmin, prepare, type SkfAdmin } from "./skf-admin";
import type { SoftSkf } from "./soft-skf";

export const skfPin = "Key-PIN-1";
export const typed = (text: string): Uint8Array => Uint8Array.from(utf8(text));

export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "fine",
    (error: unknown) => (error instanceof AppError ? error.code : `bug: ${error}`),
  );
export const failureIn = (promise: Promise<unknown>): Promise<{ code: string; detail: string }> =>
  promise.then(
    () => ({ code: "fine", detail: "" }),
    (error: unknown) =>
      error instanceof AppError ? { code: error.code, detail: error.detail } : Promise.reject(error),
  );

/** One person's keys: the two pairs of an SM2 key, and an RSA key. */
export interface SkfPerson {
  readonly city: CityAuthority;
  readonly sign: IssuedKey;
  readonly encrypt: IssuedKey;
  readonly rsa: IssuedKey;
}

export const skfUnit = "六安市人民政府办公室";

export async function issueSkfPerson(at: Date): Promise<SkfPerson> {
  const city = await foundCity({ site: "luan", name: "六安市", at, kinds: ["sm2", "rsa"] });
  const order = { name: "张晓岚", unitName: skfUnit };
  const { sign, encrypt } = await city.issuePair({ ...order, kind: "sm2" });
  return { city, sign, encrypt, rsa: await city.issuePerson({ ...order, kind: "rsa" }) };
}

export interface Furnishing {
  readonly token: SoftSkf;
  readonly person: SkfPerson;
  readonly admin?: SkfAdmin;
  /** Of the devices, as the library names them. */
  readonly names?: readonly string[];
}

/** Device 0 with SM2 pairs and an RSA key, plugged in; device 1 with SM2 pairs, pulled out. */
export function furnish({ token, person, admin = loadAdmin(token.module), names }: Furnishing): void {
  const { sign, encrypt, rsa } = person;
  const encryption = { key: encrypt.key, certificate: encrypt.certificate };
  const keys = [
    { container: "{A1B2-SM2}", key: sign.key, certificate: sign.certificate, encryption },
    { container: "RSA 证书", key: rsa.key, certificate: rsa.certificate },
  ];
  for (const device of [0, 1]) {
    token.plugIn(device);
    const name = names?.[device] ?? `SOFTSKF${device}`;
    prepare(admin, { device: name, application: "GWAPP", pin: skfPin, keys: keys.slice(0, 2 - device) });
    if (device === 1) token.pullOut(1);
  }
}

export async function firstToken(driver: TokenDriver): Promise<TokenInfo> {
  const [found] = await driver.tokens();
  if (found === undefined) throw new Error("no token");
  return found;
}

/** What the driver calls a certificate. */
export async function idOf(driver: TokenDriver, der: Uint8Array): Promise<string> {
  const { serial } = await firstToken(driver);
  return (await driver.certificates(serial)).find((each) => sameBytes(each.der, der))?.id ?? "";
}
