import { describe, expect, it } from "vitest";
import { nameBytes, namesIn, shownName } from "./names";

describe("names on an SKF key", () => {
  it("PKI-28: reads lists however a library ends them, and an empty list of no, one or two zeros", () => {
    for (const [text, names] of [
      ["", []],
      ["\0", []],
      ["\0\0", []],
      ["A\0\0", ["A"]],
      ["A\0", ["A"]],
      ["A", ["A"]],
      ["A\0B 2\0\0", ["A", "B 2"]],
    ] as const) {
      expect(namesIn(Buffer.from(text, "latin1")), JSON.stringify(text)).toEqual(names);
    }
  });

  it("gives every byte of a name back as it came", () => {
    const bytes = Uint8Array.from({ length: 255 }, (_, i) => i + 1);
    expect([...nameBytes(namesIn(bytes)[0] ?? "")]).toEqual([...bytes, 0]);
  });

  it("PKI-28: shows UTF-8 as UTF-8 and GBK as GBK", () => {
    const raw = (hex: string): string => Buffer.from(hex, "hex").toString("latin1");
    expect(shownName(raw("e5af86e992a530"))).toBe("密钥0");
    expect(shownName(raw("c3dcd4bf30"))).toBe("密钥0");
    expect(shownName("TEST-KEY  ")).toBe("TEST-KEY");
  });
});
