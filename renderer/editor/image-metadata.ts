/** Takes position, device and author data out of pictures before they are stored (E4). Pixels stay bit for bit. */

/** JPEG segments that only describe the picture: APP1 (Exif, XMP), APP3–APP13, APP15, COM. APP0, APP2 (colour) and APP14 change how it is drawn. */
const DESCRIBING = new Set([0xe1, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xef, 0xfe]);
/** PNG chunks that only describe the picture (PNG third edition, 11.3). */
const DESCRIBING_CHUNKS = new Set(["eXIf", "tEXt", "zTXt", "iTXt", "tIME"]);

export function withoutMetadata(bytes: Uint8Array, mime: string): Uint8Array {
  if (mime === "image/jpeg") return joined(jpegParts(bytes));
  if (mime === "image/png") return joined(pngParts(bytes));
  return bytes;
}

function jpegParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1);
    // Start of scan: entropy-coded data follows to the end of the file.
    if (marker === 0xda) break;
    const end = at + 2 + view.getUint16(at + 2);
    if (!DESCRIBING.has(marker)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return [...parts, bytes.subarray(at)];
}

function pngParts(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!DESCRIBING_CHUNKS.has(type)) parts.push(bytes.subarray(at, Math.min(end, bytes.length)));
    at = end;
  }
  return parts;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
