/** The zip archives that office files are (APPNOTE 4.3.7, 4.3.12, 4.3.16), read strictly and within limits. Pure. */
import { Inflate } from "fflate";
import { AppError } from "../failure";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_ENTRIES = 5_000;
/** What all parts that are read may unpack to, whatever the archive claims. */
const ROOM = 64 * 1024 * 1024;
/** Packed bytes a step: deflate makes at most about a thousand of one, so a step stays small. */
const STEP = 4 * 1024;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
  readonly isEncrypted: boolean;
}

export const isArchive = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

export class Archive {
  private readonly bytes: Uint8Array;
  private readonly entries: ReadonlyMap<string, Entry>;
  /** Bytes that may still be unpacked; an archive inside an archive has no room of its own. */
  private readonly room: { left: number };

  /** @throws AppError E_FILE_TYPE when it is no sound archive, E_TOO_LARGE for too many parts */
  constructor(bytes: Uint8Array, room = { left: ROOM }) {
    this.bytes = bytes;
    this.entries = directory(bytes);
    this.room = room;
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** The unpacked bytes of a part; null when there is none. @throws AppError E_FILE_TYPE, E_TOO_LARGE */
  read(name: string): Uint8Array | null {
    const entry = this.entries.get(name);
    if (entry === undefined) return null;
    if (entry.isEncrypted) throw encrypted();
    const body = bodyOf(this.bytes, entry);
    const unpacked = entry.method === 0 ? body : inflated(body, this.room.left);
    this.room.left -= unpacked.length;
    if (this.room.left < 0) throw tooLarge();
    return unpacked;
  }

  /** A part that is an archive itself; null when it is none. @throws AppError E_FILE_TYPE, E_TOO_LARGE */
  inside(name: string): Archive | null {
    const bytes = this.read(name);
    return bytes !== null && isArchive(bytes) ? new Archive(bytes, this.room) : null;
  }
}

function directory(bytes: Uint8Array): Map<string, Entry> {
  const view = viewOf(bytes);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw tooLarge();
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let left = count; left > 0; left -= 1) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw broken();
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder("utf-8").decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function bodyOf(bytes: Uint8Array, { method, packed, offset }: Entry): Uint8Array {
  const view = viewOf(bytes);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) throw broken();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length || (method !== 0 && method !== 8)) throw broken();
  return bytes.subarray(start, start + packed);
}

/** Step by step, so that a bomb is left while it is still small. */
function inflated(body: Uint8Array, room: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((chunk) => {
    size += chunk.length;
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < body.length && size <= room; at += STEP) {
      inflate.push(body.subarray(at, at + STEP), at + STEP >= body.length);
    }
  } catch {
    throw broken();
  }
  if (size > room) throw tooLarge();
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The record stands at the end, before a comment of at most 64 KiB. */
function endOfDirectory(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw broken();
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const broken = (): AppError => new AppError("E_FILE_TYPE", "文件已损坏，打不开");
export const encrypted = (): AppError => new AppError("E_FILE_TYPE", "文件已加密，读不出文字");
export const tooLarge = (): AppError => new AppError("E_TOO_LARGE", "文件解开后过大，没有检查");
