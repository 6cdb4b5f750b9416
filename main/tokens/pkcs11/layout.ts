/**
 * PKCS#11's structures as bytes. `CK_ULONG` is the system's `unsigned long`: 8 bytes on Linux and macOS, 4 on Windows,
 * where the standard also demands structures packed to single bytes (PKCS#11 v2.40 §2.1). Written out here instead of in
 * a C compiler's terms, so that every shape can be tested on one machine.
 */
import type { ModuleAbi } from "../../../shared/model/token-module";

export interface Layout extends ModuleAbi {
  readonly pointer: 4 | 8;
}

/** A handle, a slot, a flag word: what the library gives is handed back as it is. */
export type Ulong = number | bigint;

export function layoutHere(
  abi: ModuleAbi | undefined,
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): Layout {
  const pointer = arch === "ia32" || arch === "arm" ? 4 : 8;
  const usual: ModuleAbi = platform === "win32" ? { ulong: 4, packed: true } : { ulong: pointer, packed: false };
  return { pointer, ...usual, ...abi };
}

const UNAVAILABLE = { 4: 0xffff_ffffn, 8: 0xffff_ffff_ffff_ffffn } as const;

/** `CK_UNAVAILABLE_INFORMATION`: a length that the library does not give out. */
export const isUnavailable = (layout: Layout, value: Ulong): boolean => BigInt(value) === UNAVAILABLE[layout.ulong];

export const ulongBuffer = ({ ulong }: Layout, count: number): Buffer => Buffer.alloc(ulong * count);

export function readUlong({ ulong }: Layout, bytes: Buffer, at: number): Ulong {
  if (ulong === 4) return bytes.readUInt32LE(at);
  const value = bytes.readBigUInt64LE(at);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

export function writeUlong({ ulong }: Layout, bytes: Buffer, value: Ulong, at: number): void {
  if (ulong === 4) bytes.writeUInt32LE(Number(value), at);
  else bytes.writeBigUInt64LE(BigInt(value), at);
}

/** Where the `index`th function stands behind the two bytes of `CK_VERSION`. */
export const functionOffset = ({ packed, pointer }: Layout, index: number): number =>
  (packed ? 2 : pointer) + index * pointer;

/** `{ CK_ULONG kind; void *value; CK_ULONG length }`: the shape of both CK_ATTRIBUTE and CK_MECHANISM. */
export function recordOffsets({ ulong, pointer, packed }: Layout) {
  const alignment = packed ? 1 : Math.max(ulong, pointer);
  const align = (at: number, to: number): number => Math.ceil(at / to) * to;
  const value = align(ulong, packed ? 1 : pointer);
  const length = align(value + pointer, packed ? 1 : ulong);
  return { value, length, size: align(length + ulong, alignment) };
}

export interface RecordEntry {
  readonly kind: Ulong;
  /** Address of the value, 0 for none. */
  readonly address: bigint;
  readonly length: number;
}

export function writeRecords(layout: Layout, entries: readonly RecordEntry[]): Buffer {
  const { value, length, size } = recordOffsets(layout);
  const bytes = Buffer.alloc(size * entries.length);
  entries.forEach((entry, index) => {
    const at = index * size;
    writeUlong(layout, bytes, entry.kind, at);
    if (layout.pointer === 4) bytes.writeUInt32LE(Number(entry.address), at + value);
    else bytes.writeBigUInt64LE(entry.address, at + value);
    writeUlong(layout, bytes, entry.length, at + length);
  });
  return bytes;
}

/** More than any shape of CK_INFO and CK_TOKEN_INFO takes. */
export const INFO_BYTES = 512;

export interface TokenFields {
  readonly label: string;
  readonly serial: string;
  readonly flags: number;
  readonly longestPin: number;
  readonly shortestPin: number;
}

/** CK_TOKEN_INFO: four blank-padded texts of 96 bytes together, which every alignment leaves side by side, then ulongs. */
export function readTokenInfo(layout: Layout, bytes: Buffer): TokenFields {
  const ulongAt = (index: number): Ulong => readUlong(layout, bytes, 96 + index * layout.ulong);
  return {
    label: paddedText(bytes.subarray(0, 32)),
    serial: paddedText(bytes.subarray(80, 96)),
    flags: Number(ulongAt(0)),
    longestPin: Number(ulongAt(5)),
    shortestPin: Number(ulongAt(6)),
  };
}

/** Labels are UTF-8 (§3.2), but older Chinese keys write GBK; some pad with NUL instead of blanks. */
function paddedText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end === -1 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(text).trim();
  } catch {
    return new TextDecoder("gbk").decode(text).trim();
  }
}

/**
 * Whether CK_INFO has the shape we expect: its flags are zero by definition (§3.1) and the description behind them is
 * text. Read with the wrong size of `CK_ULONG` the text begins with zeros or in its middle.
 */
export function looksLikeInfo(layout: Layout, bytes: Buffer): boolean {
  const { ulong, packed } = layout;
  const flagsAt = packed ? 34 : Math.ceil(34 / ulong) * ulong;
  const descriptionAt = flagsAt + ulong;
  const description = bytes.subarray(descriptionAt, descriptionAt + 32);
  const behind = bytes.subarray(descriptionAt + 34 + (packed ? 0 : ulong));
  return (
    Number(readUlong(layout, bytes, flagsAt)) === 0 &&
    (description[0] ?? 0) >= 0x20 &&
    behind.every((byte) => byte === 0)
  );
}
