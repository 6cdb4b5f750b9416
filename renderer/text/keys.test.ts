import { describe, expect, it } from "vitest";
import { expiryOf, pinWarning } from "./keys";

const now = new Date("2026-11-22T01:00:00Z");
const key = (notAfter: string) => ({ notAfter, issuer: "某省数字证书认证中心" });

describe("the end of a certificate (S11)", () => {
  it("S11: says nothing 31 days before, informs from 30, warns from 7, and calls the last day an error", () => {
    expect(expiryOf(key("2026-12-23T01:00:01Z"), now)).toBeNull();
    expect(expiryOf(key("2026-12-22T00:00:00Z"), now)?.level).toBe("info");
    expect(expiryOf(key("2026-11-29T00:00:00Z"), now)?.level).toBe("warning");
    expect(expiryOf(key("2026-11-22T20:00:00Z"), now)).toMatchObject({ level: "error" });
    expect(expiryOf(key("2026-11-22T20:00:00Z"), now)?.words).toContain("不到一天");
  });

  it("S11: tells that it has ended, where to renew it, and that what was signed stays valid", () => {
    const words = expiryOf(key("2026-11-20T00:00:00Z"), now)?.words ?? "";
    expect(words).toContain("已于 2026-11-20 到期");
    expect(words).toContain("某省数字证书认证中心");
    expect(words).toContain("仍然有效");
  });
});

describe("tries left (S3)", () => {
  it("S3: warns at two tries and fewer, with the number the key tells, and names how it is unlocked", () => {
    expect(pinWarning({ pin: "fine", retriesLeft: 6 })).toBeNull();
    expect(pinWarning({ pin: "fine", retriesLeft: null })).toBeNull();
    expect(pinWarning({ pin: "low", retriesLeft: 2 })).toMatch(/还可以试 2 次.*证书服务点/);
    expect(pinWarning({ pin: "final", retriesLeft: 1 })).toMatch(/最后一次/);
    expect(pinWarning({ pin: "locked", retriesLeft: 0 })).toMatch(/已锁定/);
  });

  it("S3: a key that tells no number is warned about without one", () => {
    expect(pinWarning({ pin: "low", retriesLeft: null })).toMatch(/剩余次数不多/);
  });
});
