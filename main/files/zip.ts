/** Reads a zip archive's directory and its entries (APPNOTE 4.3.7, 4.3.12, 4.3.16), strictly and within limits. */
import { inflateRawSync } from "node:zlib";
import { AppError } from "../../shared/failure";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const ENTRY_LIMIT = 100 * 1024 * 1024;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  /** What the archive says the entry unpacks to. */
  readonly size: number;
  readonly offset: number;
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/** @throws AppError E_FILE_TYPE when it is no sound zip archive */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const end = endOfDirectory(view);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw broken();
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** What the whole archive says it unpacks to. @throws AppError E_FILE_TYPE */
export const declaredSize = (bytes: Uint8Array): number =>
  zipEntries(bytes).reduce((sum, entry) => sum + entry.size, 0);

/** The bytes of an entry. @throws AppError E_FILE_TYPE, E_TOO_LARGE whatever the archive claims */
export function readEntry(bytes: Uint8Array, { method, packed, offset }: ZipEntry): Uint8Array {
  const view = viewOf(bytes);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) throw broken();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const body = bytes.subarray(start, start + packed);
  if (method === 0) return body;
  if (method !== 8) throw broken();
  try {
    return inflateRawSync(body, { maxOutputLength: ENTRY_LIMIT });
  } catch (cause) {
    const swollen = cause instanceof RangeError;
    throw swollen ? new AppError("E_TOO_LARGE", "文件解压后过大", { cause }) : broken();
  }
}

/** The record stands at the end, before a comment of at most 64 KiB. */
function endOfDirectory(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw broken();
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const broken = (): AppError => new AppError("E_FILE_TYPE", "文件已损坏，或不是 docx 文件");
