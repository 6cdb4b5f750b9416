/** What an executable or native module says it was made for: ELF (System V gABI) and PE (Microsoft PE/COFF) headers. */
import type { Target } from "../options";

/** `e_machine` of ELF, `Machine` of PE. */
export const elfMachines = { x64: 0x3e, arm64: 0xb7 } as const;
export const peMachines = { x64: 0x8664, arm64: 0xaa64 } as const;

export type ExecutableKind =
  | { readonly kind: "elf"; readonly machine: number; readonly bits: 32 | 64 }
  | { readonly kind: "pe"; readonly machine: number }
  /** Neither: Mach-O, a script, a truncated file. */
  | { readonly kind: "other" };

export function executableKind(bytes: Buffer): ExecutableKind {
  if (bytes.length >= 20 && bytes.readUInt32BE(0) === 0x7f454c46) {
    return { kind: "elf", machine: bytes.readUInt16LE(18), bits: bytes[4] === 2 ? 64 : 32 };
  }
  const header = peHeader(bytes);
  return header === null ? { kind: "other" } : { kind: "pe", machine: bytes.readUInt16LE(header + 4) };
}

export function isMadeFor(bytes: Buffer, { os, arch }: Target): boolean {
  const found = executableKind(bytes);
  switch (found.kind) {
    case "elf":
      return os === "linux" && found.bits === 64 && found.machine === elfMachines[arch];
    case "pe":
      return os === "win" && found.machine === peMachines[arch];
    case "other":
      return false;
  }
}

/** Where `PE\0\0` stands, or null. */
function peHeader(bytes: Buffer): number | null {
  if (bytes.length < 0x40 || bytes.readUInt16LE(0) !== 0x5a4d) return null;
  const at = bytes.readUInt32LE(0x3c);
  return at + 24 <= bytes.length && bytes.readUInt32BE(at) === 0x50450000 ? at : null;
}

interface Sections {
  readonly resources: number;
  readonly toOffset: (address: number) => number;
}

function sectionsOf(bytes: Buffer): Sections | null {
  const pe = peHeader(bytes);
  if (pe === null) return null;
  const count = bytes.readUInt16LE(pe + 6);
  const optional = pe + 24;
  // The data directories begin after 96 bytes of PE32, 112 of PE32+; the third is the resources.
  const directories = optional + (bytes.readUInt16LE(optional) === 0x20b ? 112 : 96);
  const table = optional + bytes.readUInt16LE(pe + 20);
  const sections = Array.from({ length: count }, (_, index) => {
    const at = table + index * 40;
    return {
      address: bytes.readUInt32LE(at + 12),
      size: bytes.readUInt32LE(at + 16),
      raw: bytes.readUInt32LE(at + 20),
    };
  });
  const toOffset = (address: number): number => {
    const section = sections.find((one) => address >= one.address && address < one.address + one.size);
    if (section === undefined) throw new Error(`no section of the executable holds address ${address}`);
    return address - section.address + section.raw;
  };
  const address = bytes.readUInt32LE(directories + 16);
  return address === 0 ? null : { resources: toOffset(address), toOffset };
}

/** A named resource of a PE file, whatever its language; null when there is none. */
export function peResource(bytes: Buffer, type: string, name: string): Buffer | null {
  const sections = sectionsOf(bytes);
  if (sections === null) return null;
  const { resources, toOffset } = sections;
  const entryNamed = (directory: number, wanted: string | null): number | null => {
    const named = bytes.readUInt16LE(directory + 12);
    const all = named + bytes.readUInt16LE(directory + 14);
    for (let index = 0; index < all; index += 1) {
      const at = directory + 16 + index * 8;
      if (wanted === null || (index < named && nameAt(bytes.readUInt32LE(at)) === wanted))
        return bytes.readUInt32LE(at + 4);
    }
    return null;
  };
  const nameAt = (pointer: number): string => {
    const at = resources + (pointer & 0x7fffffff);
    return bytes.toString("utf16le", at + 2, at + 2 + bytes.readUInt16LE(at) * 2);
  };
  const below = (entry: number | null, wanted: string | null): number | null =>
    entry === null ? null : entryNamed(resources + (entry & 0x7fffffff), wanted);
  const leaf = below(below(entryNamed(resources, type), name), null);
  if (leaf === null) return null;
  const data = resources + leaf;
  const start = toOffset(bytes.readUInt32LE(data));
  return bytes.subarray(start, start + bytes.readUInt32LE(data + 4));
}
