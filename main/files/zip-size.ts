/** What a zip archive says it unpacks to, from its central directory (APPNOTE 4.3.12, 4.3.16). */
import { AppError } from "../../shared/failure";

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** @throws AppError E_FILE_TYPE when it is no sound zip archive */
export function declaredSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  let at = view.getUint32(end + 16, true);
  let sum = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw broken();
    sum += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sum;
}

/** The record stands at the end, before a comment of at most 64 KiB. */
function endOfDirectory(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw broken();
}

const broken = (): AppError => new AppError("E_FILE_TYPE", "文件已损坏，或不是 docx 文件");
