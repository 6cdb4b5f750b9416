import { beforeAll, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity, type IssuedKey } from "../../node/demo-authority";
import { nodeCheck } from "../../node/signature-check";
import { AppError, type FailureCode } from "../../shared/failure";
import type { TokenDriver } from "../tokens/driver";
import { tokenKeys } from "./token-keys";

const at = new Date("2026-11-20T08:00:00.000Z");
let city: CityAuthority;
let own: IssuedKey;

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at });
  own = await city.issuePerson({ name: "张晓岚", unitName: "办公室" });
});

/** A driver that fails so often with the code, at the call, before it answers. */
function failing(call: "tokens" | "certificates", code: FailureCode, times: number): TokenDriver {
  let left = times;
  const trouble = (where: typeof call): void => {
    if (where !== call || left === 0) return;
    left -= 1;
    throw new AppError(code);
  };
  return {
    tokens: async () => {
      trouble("tokens");
      const pin = { pin: "fine", retriesLeft: null, hasPinPad: false } as const;
      return [{ driver: "d", serial: "1", label: "KEY", ...pin }];
    },
    certificates: async () => {
      trouble("certificates");
      return [{ id: "01", der: own.certificate, hasKey: true }];
    },
    login: () => Promise.reject(new AppError("E_TOKEN_ABSENT")),
    close: async () => undefined,
  };
}

const namesOf = async (driver: TokenDriver) => {
  const source = tokenKeys({ drivers: [driver], anchors: [city.anchors], check: nodeCheck, clock: () => at });
  return (await source.list()).map(({ name }) => name);
};

describe("the list of keys on tokens", () => {
  it.each(["tokens", "certificates"] as const)(
    "S4: asked while locking ends the driver's process (%s), it is asked once more and shows the key",
    async (call) => {
      expect(await namesOf(failing(call, "E_CANCELLED", 1))).toEqual(["张晓岚"]);
      expect(await namesOf(failing(call, "E_CANCELLED", 2))).toEqual([]);
    },
  );

  it.each(["E_TOKEN_TIMEOUT", "E_SIGNER_CRASHED", "E_TOKEN_REMOVED"] as const)(
    "after %s it shows none and asks nothing again by itself",
    async (code) => {
      expect(await namesOf(failing("tokens", code, 1))).toEqual([]);
      expect(await namesOf(failing("certificates", code, 1))).toEqual([]);
    },
  );

  it("an RSA key says that it opens a store by itself", async () => {
    const driver = failing("tokens", "E_CANCELLED", 0);
    const source = tokenKeys({ drivers: [driver], anchors: [city.anchors], check: nodeCheck, clock: () => at });
    expect((await source.list()).map(({ kind, opensStore }) => ({ kind, opensStore }))).toEqual([
      { kind: "rsa", opensStore: true },
    ]);
  });
});
