/** Bytes of a text file to text: UTF-8, UTF-16 and GB 18030, with or without a mark. Line ends stay as they are. */

/** Thrown with a Chinese sentence for what no encoding explains. */
export class UnreadableText extends Error {
  override readonly name = "UnreadableText";
}

/** The text of the file without its byte order mark; offsets of findings count in this text. */
export function decodeText(bytes: Uint8Array): string {
  if (starts(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (starts(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  const text = decode("utf-8", bytes);
  if (text !== null && !text.includes("\u0000")) return text;
  const wide = wideEncoding(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  const chinese = bytes.includes(0) ? null : decode("gb18030", bytes);
  if (chinese === null) throw new UnreadableText("不是文本文件，或编码无法识别。请另存为UTF-8后再试。");
  return chinese;
}

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
