/**
 * The parts of a zip archive read from a byte source: the directory at its end, then only the parts that are asked for
 * (APPNOTE 4.3.7, 4.3.12, 4.3.16). A damaged archive has no parts we could read.
 */
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import type { ByteSource } from "../shared/attachments/byte-source";
import { AppError } from "../shared/failure";

const inflate = promisify(inflateRaw);

const ENTRY = 0x02014b50;
const END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_BYTES = 22;
const WINDOW = 1_048_576;
/** Names of many thousand parts; a longer directory is no document's. */
const DIRECTORY_LIMIT = 32 * 1_048_576;

export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

export async function isZipSource(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, 4);
  return head.length === 4 && bufferOf(head).readUInt32LE(0) === 0x04034b50;
}

export async function partsOf(source: ByteSource): Promise<ZipPart[]> {
  const end = await endOf(source);
  if (end === null) return [];
  const tail = bufferOf(await source.read(end, END_BYTES));
  const start = tail.readUInt32LE(16);
  if (start >= end || end - start > DIRECTORY_LIMIT) return [];
  return entriesIn(bufferOf(await source.read(start, end - start)));
}

function entriesIn(view: Buffer): ZipPart[] {
  const parts: ZipPart[] = [];
  for (let at = 0; at + 46 <= view.length && view.readUInt32LE(at) === ENTRY; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => view.readUInt16LE(at + field));
    parts.push({
      name: view.toString("utf8", at + 46, at + 46 + (name ?? 0)),
      method: view.readUInt16LE(at + 10),
      packed: view.readUInt32LE(at + 20),
      offset: view.readUInt32LE(at + 42),
    });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

/** The last end record, looked for from the end of the file backwards. */
async function endOf(source: ByteSource): Promise<number | null> {
  for (let upper = source.size; upper > 0; upper -= WINDOW) {
    const from = Math.max(0, upper - WINDOW);
    const view = bufferOf(await source.read(from, upper - from + END_BYTES));
    const found = view.lastIndexOf(END, upper - from);
    if (found >= 0 && from + found + END_BYTES <= source.size) return from + found;
  }
  return null;
}

/**
 * The bytes of one part; none for what does not inflate, which opens nowhere.
 * @throws AppError E_TOO_LARGE above `room`: text that is not looked at must not come in (NY-15)
 */
export async function readPart(source: ByteSource, part: ZipPart, room: number): Promise<Uint8Array> {
  const head = bufferOf(await source.read(part.offset, 30));
  if (head.length < 30) return new Uint8Array();
  const start = part.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (part.packed > room) throw tooLarge();
  const raw = await source.read(start, part.packed);
  if (part.method !== 8) return raw;
  try {
    return await inflate(raw, { maxOutputLength: Math.max(1, room) });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(cause);
    return new Uint8Array();
  }
}

const tooLarge = (cause?: unknown): AppError => new AppError("E_TOO_LARGE", "附件解开后过大，无法检查", { cause });

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
