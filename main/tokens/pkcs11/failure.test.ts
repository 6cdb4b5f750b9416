import { expect, it } from "vitest";
import { failures } from "../../../shared/failure-rows";
import { cryptokiFailure, returnName, returnValues } from "./failure";

it("gives every return value of a library that has a meaning of its own its own failure", () => {
  const expected: Readonly<Record<number, string>> = {
    3: "E_TOKEN_ABSENT",
    50: "E_TOKEN_REMOVED",
    80: "E_CANCELLED",
    99: "E_MECHANISM",
    112: "E_MECHANISM",
    160: "E_PIN",
    161: "E_PIN_FORMAT",
    162: "E_PIN_FORMAT",
    163: "E_PIN_EXPIRED",
    164: "E_PIN_LOCKED",
    179: "E_TOKEN_REMOVED",
    224: "E_TOKEN_ABSENT",
    257: "E_TOKEN_LOGIN",
    512: "E_CANCELLED",
  };
  for (const [value, code] of Object.entries(expected)) {
    expect(cryptokiFailure(Number(value), "C_Sign").code).toBe(code);
  }
});

it("names each value once, and none of them as success or as a bug of ours", () => {
  const names = [...returnValues.values()].map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(90);
  expect(returnValues.has(0)).toBe(false);
  for (const [, code] of returnValues.values()) {
    expect(Object.hasOwn(failures, code)).toBe(true);
    expect(code).not.toBe("E_INTERNAL");
  }
});

it("calls what no standard knows a fault of the driver, with its number for the help desk", () => {
  const vendor = cryptokiFailure(0x8000_0042, "C_Login");
  expect(vendor).toMatchObject({ code: "E_TOKEN_FAULT", detail: "C_Login：CKR 0x80000042" });
  expect(returnName(0x32)).toBe("CKR_DEVICE_REMOVED");
});
