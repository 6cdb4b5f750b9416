/**
 * Text as CMPP carries it: UCS-2 big-endian (Msg_Fmt 8), 70 characters in one message; a longer text in parts of 67
 * behind a user data header (3GPP TS 23.040 §9.2.3.24.1: 05 00 03, reference, count, number).
 */

export interface Part {
  readonly content: Buffer;
  readonly header: boolean;
  readonly total: number;
  /** From 1. */
  readonly number: number;
}

export const UCS2 = 8;
const SINGLE = 70;
const SEGMENT = 67;
const HEADER = 6;
const MOST = 255;

/** Null for a text of more parts than one byte can count. */
export function splitText(text: string, reference: number): readonly Part[] | null {
  const whole = text.toWellFormed();
  if (whole.length <= SINGLE) return [{ content: ucs2(whole), header: false, total: 1, number: 1 }];
  const pieces = cut(whole);
  if (pieces.length > MOST) return null;
  return pieces.map((piece, at) => ({
    content: Buffer.concat([Uint8Array.of(5, 0, 3, reference, pieces.length, at + 1), ucs2(piece)]),
    header: true,
    total: pieces.length,
    number: at + 1,
  }));
}

/** No piece ends between the halves of a character outside the basic plane. */
function cut(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = start + SEGMENT;
    const splits = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    pieces.push(text.slice(start, splits ? end - 1 : end));
    start = splits ? end - 1 : end;
  }
  return pieces;
}

const ucs2 = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

export interface ReadPart {
  readonly text: string;
  readonly total: number;
  readonly number: number;
  readonly reference: number;
}

/** Null for content in another alphabet, or with a header that is not the one of long texts. */
export function readPart(
  content: Uint8Array,
  { header, format }: { header: boolean; format: number },
): ReadPart | null {
  const raw = Buffer.from(content);
  if (format !== UCS2) return null;
  if (!header) return fromUcs2(raw, { total: 1, number: 1, reference: 0 });
  const [length, element, size, reference = 0, total = 0, number = 0] = raw;
  if (length !== 5 || element !== 0 || size !== 3 || number < 1 || number > total) return null;
  return fromUcs2(raw.subarray(HEADER), { total, number, reference });
}

function fromUcs2(raw: Buffer, place: Omit<ReadPart, "text">): ReadPart | null {
  return raw.length % 2 === 0 ? { ...place, text: Buffer.from(raw).swap16().toString("utf16le") } : null;
}
