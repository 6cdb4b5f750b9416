import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liesIn } from "./ranges";

const v4 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");

describe("address ranges (AU-6)", () => {
  it("AU-6: an address lies in a range exactly when their first bits agree", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 }), (base, address, prefix) => {
        const agree = prefix === 0 || base >>> (32 - prefix) === address >>> (32 - prefix);
        expect(liesIn(v4(address), [`${v4(base)}/${prefix}`])).toBe(agree);
      }),
    );
  });

  it("a range lies in itself and in each wider one, and never in a narrower one", () => {
    const bits = fc.integer({ min: 0, max: 32 });
    fc.assert(
      fc.property(fc.nat(0xffffffff), bits, bits, (base, one, other) => {
        const at = (prefix: number) => `${v4(base)}/${prefix}`;
        expect(liesIn(at(one), [at(other)])).toBe(one >= other);
      }),
    );
  });

  it("reads IPv6 in each of its forms, and IPv4 inside it", () => {
    expect(liesIn("2001:db8::1", ["2001:db8::/32"])).toBe(true);
    expect(liesIn("2001:0DB8:0:0:0:0:0:1", ["2001:db8::1/128"])).toBe(true);
    expect(liesIn("::1", ["::1/128"])).toBe(true);
    expect(liesIn("2001:db9::1", ["2001:db8::/32"])).toBe(false);
    expect(liesIn("::ffff:59.203.1.5", ["59.203.0.0/16"])).toBe(true);
    expect(liesIn("59.203.1.5", ["::/0"])).toBe(false);
  });

  it("what cannot be read lies nowhere and contains nothing", () => {
    const broken = [
      "",
      "59.203.1",
      "59.203.1.256",
      "1.2.3.4/33",
      "::1::",
      "1:2:3:4:5:6:7:8:9",
      "g::1",
      "1.2.3.4/8/8",
      "localhost",
    ];
    for (const text of broken) expect([text, liesIn(text, ["0.0.0.0/0", "::/0"])]).toEqual([text, false]);
    for (const text of broken) expect([text, liesIn("1.2.3.4", [text])]).toEqual([text, false]);
  });
});
