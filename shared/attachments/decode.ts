/** Bytes of text: by byte order mark, then UTF-8 if it is sound, else GB18030, which office texts still come in. */
const marks: readonly { readonly bytes: readonly number[]; readonly label: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], label: "utf-8" },
  { bytes: [0xff, 0xfe], label: "utf-16le" },
  { bytes: [0xfe, 0xff], label: "utf-16be" },
];

/** Null when the bytes are no text in any of them. */
export function decoded(bytes: Uint8Array): string | null {
  const mark = marks.find((each) => each.bytes.every((value, at) => bytes[at] === value));
  const labels = mark === undefined ? ["utf-8", "gb18030"] : [mark.label];
  const body = bytes.subarray(mark?.bytes.length ?? 0);
  for (const label of labels) {
    const text = sound(body, label);
    if (text !== null) return text;
  }
  return null;
}

function sound(bytes: Uint8Array, label: string): string | null {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return isText(text) ? text : null;
  } catch {
    // Malformed for this encoding; the next one may fit.
    return null;
  }
}

/** Text holds no control characters but white space. */
function isText(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) return false;
  }
  return true;
}
