import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { architectureOf } from "./architecture";

function elf(machine: number, bigEndian = false): Buffer {
  const head = Buffer.alloc(64);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, bigEndian ? 2 : 1]);
  if (bigEndian) head.writeUInt16BE(machine, 18);
  else head.writeUInt16LE(machine, 18);
  return head;
}

function portable(machine: number): Buffer {
  const head = Buffer.alloc(512);
  head.write("MZ", 0, "latin1");
  head.writeUInt32LE(0x80, 0x3c);
  head.write("PE\0\0", 0x80, "latin1");
  head.writeUInt16LE(machine, 0x84);
  return head;
}

it("reads the processor of Linux, Windows and macOS libraries", () => {
  expect(["x64", "arm64", "loong64", "ia32"]).toEqual([62, 183, 258, 3].map((each) => architectureOf(elf(each))));
  expect(architectureOf(elf(8, true))).toBe("mips");
  expect(["x64", "ia32", "arm64"]).toEqual([0x8664, 0x14c, 0xaa64].map((each) => architectureOf(portable(each))));
  const mach = Buffer.alloc(64);
  mach.writeUInt32LE(0xfeed_facf, 0);
  mach.writeUInt32LE(0x0100_000c, 4);
  expect(architectureOf(mach)).toBe("arm64");
});

it("agrees with this machine about the program that runs here", () => {
  expect(architectureOf(readFileSync(process.execPath).subarray(0, 4_096))).toBe(process.arch);
});

it("says nothing about what is no library", () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("#!/bin/sh\n"), Buffer.alloc(64), elf(9_999)]) {
    expect(architectureOf(bytes)).toBeNull();
  }
});
