/** Which processor a library was built for, from its head: the most common reason why a driver does not load. */

const elf: Readonly<Record<number, string>> = {
  3: "ia32",
  8: "mips",
  40: "arm",
  62: "x64",
  183: "arm64",
  243: "riscv64",
  258: "loong64",
};
const pe: Readonly<Record<number, string>> = { 332: "ia32", 452: "arm", 34404: "x64", 43620: "arm64" };
const mach: Readonly<Record<number, string>> = { 7: "ia32", 16777223: "x64", 16777228: "arm64" };

/** In Node's names; null for what is no library we can read, or for several processors at once. */
export function architectureOf(head: Buffer): string | null {
  if (head.length < 64) return null;
  if (head.readUInt32BE(0) === 0x7f45_4c46) return elf[byteOrdered(head, 18)] ?? null;
  if (head.readUInt16BE(0) === 0x4d5a) return portable(head);
  const magic = head.readUInt32LE(0);
  return magic === 0xfeed_face || magic === 0xfeed_facf ? (mach[head.readUInt32LE(4)] ?? null) : null;
}

/** ELF says in its sixth byte in which order its numbers stand. */
const byteOrdered = (head: Buffer, at: number): number =>
  head[5] === 2 ? head.readUInt16BE(at) : head.readUInt16LE(at);

function portable(head: Buffer): string | null {
  const at = head.readUInt32LE(0x3c);
  if (at + 6 > head.length || head.readUInt32BE(at) !== 0x5045_0000) return null;
  return pe[head.readUInt16LE(at + 4)] ?? null;
}
