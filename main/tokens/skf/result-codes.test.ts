import { describe, expect, it } from "vitest";
import { failureOf } from "./result-codes";

describe("answers of SKF calls", () => {
  it.each([
    [0x0a000003, "E_MECHANISM"],
    [0x0a000005, "E_TOKEN_REMOVED"],
    [0x0a00000a, "E_MECHANISM"],
    [0x0a00000f, "E_TOKEN_TIMEOUT"],
    [0x0a00001b, "E_KEY_MISSING"],
    [0x0a00001c, "E_KEY_MISSING"],
    [0x0a000020, "E_TOKEN_FAULT"],
    [0x0a000023, "E_TOKEN_REMOVED"],
    [0x0a000024, "E_PIN"],
    [0x0a000025, "E_PIN_LOCKED"],
    [0x0a000026, "E_PIN_FORMAT"],
    [0x0a000027, "E_PIN_FORMAT"],
    [0x0a000029, "E_PIN_EXPIRED"],
    [0x0a00002d, "E_TOKEN_LOGIN"],
    [0x0a00002e, "E_KEY_MISSING"],
    [0x0a000032, "E_TOKEN_FAULT"],
  ])("PKI-28: 0x%i is %s, at the place the standard gives it", (code, failure) => {
    expect(failureOf(code).code).toBe(failure);
  });

  it("a fault names what the driver said, by the standard's name and number", () => {
    expect(failureOf(0x0a000014).detail).toBe("驱动返回 SAR_HASHERR（0x0A000014）");
    expect(failureOf(0x0a000032).detail).toContain("SAR_REACH_MAX_CONTAINER_COUNT");
  });

  it("a vendor's own code, and one that is none at all, are faults", () => {
    for (const code of [0x0a000033, 0x0b000001, 1, 0xffff_ffff]) {
      expect(failureOf(code)).toMatchObject({ code: "E_TOKEN_FAULT" });
      expect(failureOf(code).detail).toContain("驱动自定的错误");
    }
  });
});
