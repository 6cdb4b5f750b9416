/**
 * The parts of an MSI that wixl makes anew each time: package code and two times, in the summary information stream
 * ([MS-OLEPS] 2.21, Windows Installer "Summary Information Stream"). The times become those of the sources, the package code
 * comes from everything else in the file: the same bytes have the same code, others another, as Windows Installer demands.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

/** FMTID_SummaryInformation. */
const FORMAT = Buffer.from("e0859ff2f94f6810ab9108002b27b3d9", "hex");
const [REVISION, CREATED, SAVED] = [9, 12, 13] as const;
const [TEXT, FILETIME] = [0x1e, 0x40] as const;
const CODE = "{00000000-0000-0000-0000-000000000000}";
/** Days from 1601 to 1970. */
const EPOCH_MS = 11_644_473_600_000;

/** @throws Error for a file whose summary is not as wixl writes it */
export function settleMsi(file: string, at: Date): void {
  const bytes = readFileSync(file);
  const section = sectionOf(bytes);
  const code = placeOf(bytes, section, { id: REVISION, type: TEXT }) + 4;
  if (!/^\{[0-9A-F-]{36}\}$/i.test(bytes.toString("latin1", code, code + CODE.length))) throw broken();
  for (const id of [CREATED, SAVED])
    bytes.writeBigUInt64LE(BigInt(at.getTime() + EPOCH_MS) * 10_000n, placeOf(bytes, section, { id, type: FILETIME }));
  bytes.write(CODE, code, "latin1");
  const hex = createHash("sha256").update(bytes).digest("hex").toUpperCase();
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  bytes.write(`{${parts.join("-")}}`, code, "latin1");
  writeFileSync(file, bytes);
}

/** Where the one section of the stream begins. */
function sectionOf(bytes: Buffer): number {
  const at = bytes.indexOf(FORMAT);
  if (at < 0 || bytes.indexOf(FORMAT, at + 1) >= 0) throw broken();
  // The format stands 28 bytes into the stream, the section's place behind it.
  return at - 28 + bytes.readUInt32LE(at + FORMAT.length);
}

/** Of a value, behind its type. */
function placeOf(bytes: Buffer, section: number, { id, type }: { readonly id: number; readonly type: number }): number {
  const count = bytes.readUInt32LE(section + 4);
  for (let nth = 0; nth < Math.min(count, 64); nth += 1) {
    const row = section + 8 + nth * 8;
    if (bytes.readUInt32LE(row) !== id) continue;
    const value = section + bytes.readUInt32LE(row + 4);
    if (bytes.readUInt32LE(value) !== type) throw broken();
    return value + 4;
  }
  throw broken();
}

const broken = (): Error => new Error("the MSI's summary information is not where it should be");
