import { describe, expect, it } from "vitest";
import { allowed, isLoopback } from "./network-floor";

const ranges = ["10.0.0.0/8", "59.192.0.0/10"];
const from = (address: string, encrypted: boolean) => ({ address, encrypted });

describe("TLS and extranet floors (AU-6, LA-41.3a)", () => {
  it("outside the demo city need both, for loopback too", () => {
    expect(allowed(from("10.1.2.3", true), ranges, false)).toBe(true);
    expect(allowed(from("::ffff:10.1.2.3", true), ranges, false)).toBe(true);
    expect(allowed(from("10.1.2.3", false), ranges, false)).toBe(false);
    expect(allowed(from("11.1.2.3", true), ranges, false)).toBe(false);
    expect(allowed(from("127.0.0.1", false), ranges, false)).toBe(false);
    expect(allowed(from("127.0.0.1", true), ranges, false)).toBe(false);
  });

  it("in the demo city are relaxed for this machine and for nobody else", () => {
    expect(allowed(from("127.0.0.1", false), ranges, true)).toBe(true);
    expect(allowed(from("::1", false), ranges, true)).toBe(true);
    expect(allowed(from("::ffff:127.0.0.1", false), ranges, true)).toBe(true);
    expect(allowed(from("10.1.2.3", false), ranges, true)).toBe(false);
    expect(allowed(from("192.168.0.2", false), ranges, true)).toBe(false);
  });

  it("take an address that is no loopback only because it looks like one for what it is", () => {
    for (const address of ["128.0.0.1", "::2", "", "localhost"]) expect(isLoopback(address)).toBe(false);
  });
});
