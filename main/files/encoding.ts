/** Bytes of a text file as text: byte order mark, then UTF-8 if it is sound, else GB18030, which office texts still come in. */
import { AppError } from "../../shared/failure";

const marks: readonly { readonly bytes: readonly number[]; readonly label: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], label: "utf-8" },
  { bytes: [0xff, 0xfe], label: "utf-16le" },
  { bytes: [0xfe, 0xff], label: "utf-16be" },
];

/** @throws AppError E_FILE_TYPE when the bytes are no text */
export function decodeText(bytes: Uint8Array): string {
  const mark = marks.find((each) => each.bytes.every((value, i) => bytes[i] === value));
  const labels = mark === undefined ? ["utf-8", "gb18030"] : [mark.label];
  const body = bytes.subarray(mark?.bytes.length ?? 0);
  for (const label of labels) {
    const text = decode(body, label);
    if (text !== null && isText(text)) return text;
  }
  throw new AppError("E_FILE_TYPE", "不是文本文件，或编码无法识别");
}

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Malformed for this encoding; the next one may fit.
    return null;
  }
}

/** Text holds no control characters but white space. */
function isText(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) return false;
  }
  return true;
}
