import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../shared/failure";
import type { ModuleAbi } from "../../../shared/model/token-module";
import { readDeviceInfo } from "./device-info";

const shapes: readonly ModuleAbi[] = [
  { ulong: 4, packed: true },
  { ulong: 4, packed: false },
  { ulong: 8, packed: true },
  { ulong: 8, packed: false },
];

interface Written {
  readonly symmetric: number;
  readonly asymmetric: number;
  readonly hash: number;
  readonly auth: number;
  readonly total: number;
  readonly free: number;
}

/** A DEVINFO as a library of this shape writes it into 512 zeros. */
function written({ ulong, packed }: ModuleAbi, numbers: Written): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.set([1, 0]);
  bytes.write("Vendor", 2, "latin1");
  bytes.write("Issuer", 66, "latin1");
  bytes.write("Label", 130, "latin1");
  bytes.write("0123456789ABCDEF0123456789ABCDEF", 162, "latin1");
  bytes.set([1, 0, 2, 3], 194);
  const at = packed ? 198 : 200;
  const { symmetric, asymmetric, hash, auth, total, free } = numbers;
  for (const [i, value] of [symmetric, asymmetric, hash, auth, total, free, 1024, 4096].entries()) {
    bytes.writeUInt32LE(value, at + i * ulong);
  }
  return bytes;
}

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "fine";
  } catch (error) {
    return error instanceof AppError ? error.code : `bug: ${error}`;
  }
};

/** GM/T 0006: SM1 0x1xx, SSF33 0x2xx, SM4 0x4xx; RSA 0x10000, SM2 0x201xx to 0x208xx; SM3 1, SHA-1 2, SHA-256 4. */
const real = fc.record<Written>({
  symmetric: fc.constantFrom(0x101, 0x401, 0x402, 0x503, 0x713, 0x701, 0x41f),
  asymmetric: fc.constantFrom(0x10000, 0x20100, 0x20700, 0x30000, 0x30700, 0x20f00),
  hash: fc.constantFrom(1, 3, 5, 7),
  auth: fc.constantFrom(0, 0x101, 0x401, 0x402),
  total: fc.integer({ min: 0, max: 0x400_0000 }),
  // Some libraries say "unknown" with all bits set.
  free: fc.oneof(fc.integer({ min: 0, max: 0x4000 }), fc.constant(0xffff_ffff)),
});

describe("the probe of DEVINFO", () => {
  it("PKI-28: whatever real numbers a device tells, exactly the shape it was written in is accepted", () => {
    fc.assert(
      fc.property(real, fc.constantFrom(...shapes), (numbers, shape) => {
        const bytes = written(shape, numbers);
        for (const other of shapes) {
          const expected = other === shape ? "fine" : "E_MODULE_ABI";
          expect(codeOf(() => readDeviceInfo(bytes, other))).toBe(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("reads texts that fill their field without a zero", () => {
    const [shape] = shapes;
    if (shape === undefined) throw new Error("no shape");
    const numbers = { symmetric: 0x401, asymmetric: 0x20100, hash: 1, auth: 0x401, total: 65_536, free: 1 };
    expect(readDeviceInfo(written(shape, numbers), shape)).toEqual({
      manufacturer: "Vendor",
      label: "Label",
      serial: "0123456789ABCDEF0123456789ABCDEF",
    });
  });

  it("PKI-28: refuses random bytes, nothing at all, control characters and bytes behind the structure", () => {
    const [shape] = shapes;
    if (shape === undefined) throw new Error("no shape");
    const numbers = { symmetric: 0x401, asymmetric: 0x20100, hash: 1, auth: 0x401, total: 65_536, free: 1 };
    const spoilt = (change: (bytes: Buffer) => unknown): string => {
      const bytes = written(shape, numbers);
      change(bytes);
      return codeOf(() => readDeviceInfo(bytes, shape));
    };
    expect(spoilt(() => undefined)).toBe("fine");
    expect(spoilt((bytes) => bytes.fill(0))).toBe("E_MODULE_ABI");
    expect(spoilt((bytes) => bytes.fill(0, 162, 194))).toBe("E_MODULE_ABI");
    expect(spoilt((bytes) => bytes.write("La\x01el", 130, "latin1"))).toBe("E_MODULE_ABI");
    expect(spoilt((bytes) => bytes.writeUInt8(1, 294))).toBe("E_MODULE_ABI");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 512, maxLength: 512 }), (bytes) => {
        for (const each of shapes) expect(codeOf(() => readDeviceInfo(bytes, each))).toBe("E_MODULE_ABI");
      }),
    );
  });
});
