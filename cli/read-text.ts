/** Bytes of a text file to text: UTF-8, UTF-16 and GB 18030, with or without a mark. Line ends stay as they are. */

/** Thrown with a Chinese sentence for what no encoding explains. */
export class UnreadableText extends Error {
  override readonly name = "UnreadableText";
}

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

export interface ReadText {
  /** Without its byte order mark; offsets of findings count in this text. */
  readonly text: string;
  readonly encoding: Encoding;
  /** Bytes of the byte order mark; 0 without one. */
  readonly mark: number;
}

/** The text of the file without its byte order mark. @throws UnreadableText */
export const decodeText = (bytes: Uint8Array): string => readText(bytes).text;

/** @throws UnreadableText */
export function readText(bytes: Uint8Array): ReadText {
  if (starts(bytes, [0xff, 0xfe, 0, 0]) || starts(bytes, [0, 0, 0xfe, 0xff])) throw unreadable();
  if (starts(bytes, [0xff, 0xfe])) return readAs("utf-16le", bytes, 2);
  if (starts(bytes, [0xfe, 0xff])) return readAs("utf-16be", bytes, 2);
  const text = decode("utf-8", bytes);
  if (text !== null && !text.includes("\u0000"))
    return { text, encoding: "utf-8", mark: starts(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0 };
  const wide = wideEncoding(bytes);
  if (wide !== null) return readAs(wide, bytes, 0);
  const chinese = bytes.includes(0) ? null : decode("gb18030", bytes);
  if (chinese === null) throw unreadable();
  return { text: chinese, encoding: "gb18030", mark: 0 };
}

/** UTF-16 may hold half a pair somewhere; the rest of it is read all the same. */
function readAs(encoding: Encoding, bytes: Uint8Array, mark: number): ReadText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding, mark };
}

const unreadable = (): UnreadableText => new UnreadableText("不是文本文件，或编码无法识别。请另存为UTF-8后再试。");

function starts(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((value, index) => bytes[index] === value);
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without a mark: of Chinese text, ASCII and line ends leave a zero in every second byte, Han a byte of 4E to 9F. */
function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes.length < 4 || bytes.length % 2 === 1 || !bytes.subarray(0, 4096).includes(0)) return null;
  const sample = bytes.subarray(0, 4096);
  const likely = (offset: number) => {
    let count = 0;
    for (let i = offset; i < sample.length; i += 2) {
      const high = sample[i] ?? 0xff;
      if (high === 0 || high === 0x30 || high === 0xff || (high >= 0x4e && high <= 0x9f)) count += 1;
    }
    return count / (sample.length / 2);
  };
  const [little, big] = [likely(1), likely(0)];
  if (Math.max(little, big) < 0.95) return null;
  return little >= big ? "utf-16le" : "utf-16be";
}
