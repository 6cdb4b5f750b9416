/** Several DER elements one behind the other, as certificate files of some authorities are. */
import { AppError } from "../../shared/failure";

export function splitDer(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + elementLength(bytes.subarray(at));
    if (end > bytes.length) throw new AppError("E_KEY_FILE", "证书文件不完整");
    parts.push(bytes.slice(at, end));
    at = end;
  }
  return parts;
}

/** Head and body of the element at the front: X.690 §8.1.3, definite form. */
function elementLength(bytes: Uint8Array): number {
  const first = bytes[1] ?? 0x80;
  if (first < 0x80) return 2 + first;
  const count = first - 0x80;
  if (count < 1 || count > 3) throw new AppError("E_KEY_FILE", "证书文件格式不正确");
  const length = bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return 2 + count + length;
}
