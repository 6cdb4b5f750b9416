import { describe, expect, it } from "vitest";
import type { KeyInfo } from "../../../shared/ipc/key";
import { keysByIssuer, keysMatching } from "./key-groups";

const key = (name: string, issuer: string, organisation = "市政府办公室"): KeyInfo => ({
  keyId: `k-${name}`,
  name,
  organisation,
  issuer,
  serial: "0a1b2c3d",
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2029-01-01T00:00:00.000Z",
  fingerprint: `sha-256:${"0".repeat(64)}`,
  usable: true,
  reason: "",
});

const keys = [key("沈亦谦", "甲市根证书"), key("江雨眠", "乙区根证书", "区政府办公室"), key("林初晴", "甲市根证书")];
const names = (found: readonly KeyInfo[]) => found.map(({ name }) => name);

describe("the list of keys", () => {
  it("stands by issuer, and by name within one", () => {
    expect(keysByIssuer(keys).map(([issuer, own]) => [issuer, names(own)])).toEqual([
      ["甲市根证书", ["林初晴", "沈亦谦"]],
      ["乙区根证书", ["江雨眠"]],
    ]);
  });
  it("is narrowed by name, unit, issuer or serial number, all typed words together", () => {
    expect(names(keysMatching(keys, "初晴"))).toEqual(["林初晴"]);
    expect(names(keysMatching(keys, "区政府"))).toEqual(["江雨眠"]);
    expect(names(keysMatching(keys, "甲市 沈"))).toEqual(["沈亦谦"]);
    expect(names(keysMatching(keys, "0A1B"))).toHaveLength(3);
    expect(names(keysMatching(keys, "  "))).toHaveLength(3);
  });
});
