/** A corrected text back to bytes in the encoding its file is in, so that nothing but the corrections differs. */
import { type Encoding, readText } from "./read-text";

/**
 * Null when the text of the file would not come back byte for byte (half a pair, a character written in two ways), or
 * when a new character has no place in its encoding: such a file is better left alone.
 */
export function encodeLike(text: string, original: Uint8Array): Uint8Array | null {
  const { text: before, encoding, mark } = readText(original);
  const encode = encoderFor(encoding, original);
  const whole = (words: string): Uint8Array | null => {
    const body = encode(words);
    return body === null ? null : Buffer.concat([original.subarray(0, mark), body]);
  };
  const same = whole(before);
  return same !== null && Buffer.compare(same, original) === 0 ? whole(text) : null;
}

type Encoder = (text: string) => Uint8Array | null;

function encoderFor(encoding: Encoding, original: Uint8Array): Encoder {
  switch (encoding) {
    case "utf-8":
      return (text) => Buffer.from(text, "utf8");
    case "utf-16le":
      return (text) => Buffer.from(text, "utf16le");
    case "utf-16be":
      return (text) => Buffer.from(text, "utf16le").swap16();
    case "gb18030":
      return chineseEncoder(original);
  }
}

/** By the decoder's own table of two bytes, and what the file itself shows of the rest. */
function chineseEncoder(original: Uint8Array): Encoder {
  const known = new Map([...pairTable(), ...charactersOf(original)]);
  return (text) => {
    const parts: Uint8Array[] = [];
    for (const char of text) {
      const bytes = char < "\u0080" ? Uint8Array.of(char.charCodeAt(0)) : known.get(char);
      if (bytes === undefined) return null;
      parts.push(bytes);
    }
    return Buffer.concat(parts);
  };
}

const decoder = new TextDecoder("gb18030");

function pairTable(): Map<string, Uint8Array> {
  const table = new Map<string, Uint8Array>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const bytes = Uint8Array.of(lead, trail);
      const char = decoder.decode(bytes);
      if (char.length === 1 && char !== "\ufffd" && !table.has(char)) table.set(char, bytes);
    }
  }
  return table;
}

/** GB 18030: a byte below 0x80 stands alone; a digit as the second byte makes four of them, else it is two. */
function charactersOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const second = bytes[at + 1] ?? 0;
    const length = (bytes[at] ?? 0) < 0x80 ? 1 : second >= 0x30 && second <= 0x39 ? 4 : 2;
    const character = bytes.subarray(at, at + length);
    if (length > 1) found.set(decoder.decode(character), character);
    at += length;
  }
  return found;
}
