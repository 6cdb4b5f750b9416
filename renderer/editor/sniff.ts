/** What a file is, told by its bytes, never by its name (E5). */
import type { ByteSource } from "../../shared/attachments/byte-source";

export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;

export interface FileKind {
  readonly mime: string;
  readonly image: boolean;
}

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

interface Signature {
  readonly kind: FileKind;
  readonly matches: (bytes: Uint8Array) => boolean;
}

const starts =
  (...head: readonly number[]) =>
  (bytes: Uint8Array): boolean =>
    head.every((value, i) => bytes[i] === value);

const signatures: readonly Signature[] = [
  { kind: { mime: "image/png", image: true }, matches: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { kind: { mime: "image/jpeg", image: true }, matches: starts(0xff, 0xd8, 0xff) },
  { kind: { mime: "image/gif", image: true }, matches: (bytes) => /^GIF8[79]a/.test(ascii(bytes, 0, 6)) },
  {
    kind: { mime: "image/webp", image: true },
    matches: (bytes) => ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP",
  },
  { kind: { mime: "application/pdf", image: false }, matches: (bytes) => ascii(bytes, 0, 5) === "%PDF-" },
];

const zipKinds: readonly { readonly entry: string; readonly mime: string }[] = [
  { entry: "word/", mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  { entry: "xl/", mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { entry: "ppt/", mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
  { entry: "OFD.xml", mime: "application/ofd" },
];

/** Macro storage of an Office file; such a file is refused whatever its name says. */
const MACRO_PART = "vbaProject.bin";

/** The kind of a file this product takes; null for every other one (programs, scripts, macro documents, unknown). */
export function sniff(bytes: Uint8Array): FileKind | null {
  const known = signatures.find(({ matches }) => matches(bytes));
  if (known !== undefined) return known.kind;
  if (starts(0x50, 0x4b, 0x03, 0x04)(bytes)) return sniffZip(bytes);
  return null;
}

function sniffZip(bytes: Uint8Array): FileKind | null {
  // Names in the central directory are stored plainly (APPNOTE 4.3.12), and Latin-1 decoding keeps ASCII as it is.
  const names = new TextDecoder("latin1").decode(bytes);
  if (names.includes(MACRO_PART)) return null;
  const found = zipKinds.find(({ entry }) => names.includes(entry));
  return found === undefined ? null : { mime: found.mime, image: false };
}

/** Up to here a file is looked at whole. */
const SMALL = 4 * 1024 * 1024;
/** The end record with the longest comment, and the directory of any document. */
const TAIL = 1024 * 1024;

/** The same for a file of any size: of a large archive only the directory at its end is read. */
export async function sniffSource(source: ByteSource): Promise<FileKind | null> {
  const head = await source.read(0, SMALL);
  if (source.size <= SMALL || !starts(0x50, 0x4b, 0x03, 0x04)(head)) return sniff(head);
  return sniffZip(await directoryOf(source));
}

async function directoryOf(source: ByteSource): Promise<Uint8Array> {
  const from = source.size - TAIL;
  const tail = await source.read(from, TAIL);
  const end = new TextDecoder("latin1").decode(tail).lastIndexOf("PK\x05\x06");
  if (end < 0 || end + 22 > tail.length) return new Uint8Array();
  const start = new DataView(tail.buffer, tail.byteOffset, tail.length).getUint32(end + 16, true);
  return start >= from + end ? new Uint8Array() : source.read(start, Math.min(from + end - start, 32 * SMALL));
}
