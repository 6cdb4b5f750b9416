import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  functionOffset,
  isUnavailable,
  type Layout,
  layoutHere,
  looksLikeInfo,
  readTokenInfo,
  readUlong,
  recordOffsets,
  ulongBuffer,
  writeRecords,
  writeUlong,
} from "./layout";

const linux64: Layout = { pointer: 8, ulong: 8, packed: false };
const windows64: Layout = { pointer: 8, ulong: 4, packed: true };
const windows32: Layout = { pointer: 4, ulong: 4, packed: true };
const linux32: Layout = { pointer: 4, ulong: 4, packed: false };

describe("PKCS#11 structures", () => {
  it("takes the shape of the system unless the policy names another", () => {
    expect(layoutHere(undefined, "linux", "x64")).toEqual(linux64);
    expect(layoutHere(undefined, "linux", "loong64")).toEqual(linux64);
    expect(layoutHere(undefined, "darwin", "arm64")).toEqual(linux64);
    expect(layoutHere(undefined, "win32", "x64")).toEqual(windows64);
    expect(layoutHere(undefined, "win32", "ia32")).toEqual(windows32);
    expect(layoutHere(undefined, "linux", "ia32")).toEqual(linux32);
    expect(layoutHere({ ulong: 4, packed: false }, "linux", "x64")).toEqual({ ...linux64, ulong: 4 });
  });

  it("lays CK_ATTRIBUTE and CK_MECHANISM out as C compilers do: 24 bytes on Linux, 16 packed on Windows, 12 in 32 bits", () => {
    expect(recordOffsets(linux64)).toEqual({ value: 8, length: 16, size: 24 });
    expect(recordOffsets(windows64)).toEqual({ value: 4, length: 12, size: 16 });
    expect(recordOffsets(windows32)).toEqual({ value: 4, length: 8, size: 12 });
    expect(recordOffsets(linux32)).toEqual({ value: 4, length: 8, size: 12 });
    expect(functionOffset(linux64, 43)).toBe(8 + 43 * 8);
    expect(functionOffset(windows64, 43)).toBe(2 + 43 * 8);
    expect(functionOffset(windows32, 0)).toBe(2);
  });

  it("writes records that read back in every shape", () => {
    const shapes = fc.constantFrom(linux64, windows64, windows32, linux32);
    const entry = fc.record({ kind: fc.nat(0xffff), address: fc.bigInt(0n, 0xffff_ffffn), length: fc.nat(70_000) });
    fc.assert(
      fc.property(shapes, fc.array(entry, { minLength: 1, maxLength: 5 }), (layout, entries) => {
        const bytes = writeRecords(layout, entries);
        const { value, length, size } = recordOffsets(layout);
        expect(bytes).toHaveLength(size * entries.length);
        entries.forEach((each, index) => {
          expect(readUlong(layout, bytes, index * size)).toBe(each.kind);
          expect(readUlong(layout, bytes, index * size + length)).toBe(each.length);
          const at = index * size + value;
          const address = layout.pointer === 4 ? BigInt(bytes.readUInt32LE(at)) : bytes.readBigUInt64LE(at);
          expect(address).toBe(each.address);
        });
      }),
    );
  });

  it("gives back handles of the whole width, and knows the length that is none", () => {
    const bytes = ulongBuffer(linux64, 1);
    writeUlong(linux64, bytes, 0xffff_ffff_ffff_fffen, 0);
    expect(readUlong(linux64, bytes, 0)).toBe(0xffff_ffff_ffff_fffen);
    expect(isUnavailable(linux64, 0xffff_ffff_ffff_ffffn)).toBe(true);
    expect(isUnavailable(linux64, 0xffff_ffffn)).toBe(false);
    expect(isUnavailable(windows64, 0xffff_ffff)).toBe(true);
  });

  it("reads a token's texts whether padded with blanks or zeros, in UTF-8 or GBK", () => {
    for (const layout of [linux64, windows64]) {
      const bytes = Buffer.alloc(512);
      bytes.fill(0x20, 0, 96);
      Buffer.from("张晓岚的密钥").copy(bytes, 0);
      Buffer.from("A1B2\0\0\0").copy(bytes, 80);
      writeUlong(layout, bytes, 0x1_0400, 96);
      writeUlong(layout, bytes, 16, 96 + 5 * layout.ulong);
      writeUlong(layout, bytes, 6, 96 + 6 * layout.ulong);
      expect(readTokenInfo(layout, bytes)).toEqual({
        label: "张晓岚的密钥",
        serial: "A1B2",
        flags: 0x1_0400,
        longestPin: 16,
        shortestPin: 6,
      });
    }
    const gbk = Buffer.alloc(512);
    Buffer.from("d5c5cffee1b00020", "hex").copy(gbk, 0);
    expect(readTokenInfo(linux64, gbk).label).toBe("张晓岚");
  });

  it("tells by CK_INFO whether the library has the shape it was listed with", () => {
    const info = (layout: Layout): Buffer => {
      const bytes = Buffer.alloc(512);
      bytes.set([2, 40]);
      const flagsAt = layout.packed ? 34 : Math.ceil(34 / layout.ulong) * layout.ulong;
      bytes.fill(0x20, 2, 34);
      bytes.fill(0x20, flagsAt + layout.ulong, flagsAt + layout.ulong + 32);
      Buffer.from("Vendor").copy(bytes, 2);
      Buffer.from("Vendor PKCS#11 library").copy(bytes, flagsAt + layout.ulong);
      bytes.set([1, 9], flagsAt + layout.ulong + 32);
      return bytes;
    };
    const shapes: readonly Layout[] = [linux64, windows64, { pointer: 8, ulong: 4, packed: false }];
    for (const real of shapes) {
      for (const listed of shapes) expect(looksLikeInfo(listed, info(real))).toBe(real === listed);
    }
  });
});
