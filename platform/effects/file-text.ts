/**
 * The text inside an uploaded file, for the secrecy scan: plain and marked-up text as it is, office documents from
 * the XML parts of their archive, hidden parts included. What cannot be read as text has none here.
 */
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { AppError } from "../../shared/failure";

const inflate = promisify(inflateRaw);

const PART_LIMIT = 64 * 1_048_576;
const ENTRY = 0x02014b50;
const END = 0x06054b50;

interface Part {
  readonly name: string;
  readonly method: number;
  readonly size: number;
  readonly offset: number;
}

export async function textsInFile(bytes: Uint8Array): Promise<string[]> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length > 4 && view.readUInt32LE(0) === 0x04034b50) return textsInArchive(view);
  return textsOf(view);
}

/** Text in the encodings Chinese offices use; the same bytes may be read in more than one way. */
function textsOf(bytes: Uint8Array): string[] {
  return ["utf-8", "gb18030", "utf-16le"].flatMap((encoding) => {
    try {
      return [new TextDecoder(encoding, { fatal: true }).decode(bytes)];
    } catch {
      return [];
    }
  });
}

/** One part after the other, and no more in all than a limit: many parts may name the same packed bytes. */
async function textsInArchive(view: Buffer): Promise<string[]> {
  const parts = partsOf(view).filter((part) => /\.(xml|rels|txt|html?|csv|json)$/i.test(part.name));
  const texts: string[] = [];
  let room = PART_LIMIT;
  for (const part of parts) {
    const text = await textOfPart(view, part, room);
    room -= text.length;
    texts.push(text, visibleText(text));
  }
  return texts;
}

/** Adjacent runs of a paragraph read as one; paragraphs apart. */
function visibleText(xml: string): string {
  return xml.replaceAll(/<\/(?:\w+:)?(?:p|row|si|title)>/g, "\n").replaceAll(/<[^<>]*>/g, "");
}

/** The central directory (APPNOTE 4.3.12). A damaged archive has no parts we could read, and so no text. */
function partsOf(view: Buffer): Part[] {
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > view.length || view.readUInt32LE(end) !== END) return [];
  const parts: Part[] = [];
  let at = view.readUInt32LE(end + 16);
  while (at + 46 <= view.length && view.readUInt32LE(at) === ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map((field) => view.readUInt16LE(at + field));
    parts.push({
      name: view.toString("utf8", at + 46, at + 46 + (name ?? 0)),
      method: view.readUInt16LE(at + 10),
      size: view.readUInt32LE(at + 20),
      offset: view.readUInt32LE(at + 42),
    });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

/** @throws AppError E_TOO_LARGE for text that is too long to be scanned: unscanned text must not come in (NY-15). */
async function textOfPart(view: Buffer, { method, size, offset }: Part, room: number): Promise<string> {
  if (offset + 30 > view.length) return "";
  const start = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
  const raw = view.subarray(start, start + size);
  try {
    const bytes = method === 8 ? await inflate(raw, { maxOutputLength: Math.max(1, room) }) : raw;
    return bytes.toString("utf8");
  } catch (cause) {
    if (cause instanceof RangeError) throw new AppError("E_TOO_LARGE", "附件解开后过大，无法检查", { cause });
    // What does not inflate opens nowhere.
    return "";
  }
}
