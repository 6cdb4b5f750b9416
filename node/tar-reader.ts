/**
 * POSIX tar (ustar, IEEE 1003.1) read as it comes, so that an archive larger than memory can be looked at and unpacked.
 * Regular files only: whoever puts links or devices into an update means no good.
 */
import { AppError } from "../shared/failure";

export type TarEvent =
  | { readonly kind: "file"; readonly path: string; readonly size: number; readonly mode: number }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "end" };

export interface TarHeader {
  readonly path: string;
  readonly size: number;
  readonly mode: number;
}

export const TAR_BLOCK = 512;

/** Each file as `file`, its `bytes` and `end`. @throws AppError E_UPDATE_BROKEN for anything else, and for half an archive */
export async function* tarEvents(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEvent> {
  const chunks = new Chunks(source);
  for (;;) {
    const header = readTarHeader(await chunks.whole(TAR_BLOCK));
    if (header === null) return;
    yield { kind: "file", ...header };
    for (let left = header.size; left > 0; ) {
      const bytes = await chunks.some(left);
      left -= bytes.length;
      yield { kind: "bytes", bytes };
    }
    yield { kind: "end" };
    await chunks.whole(tarPadding(header.size));
  }
}

export const tarPadding = (size: number): number => (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;

/** Null for the empty block that ends an archive. @throws AppError E_UPDATE_BROKEN */
export function readTarHeader(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null;
  const kind = text(block, 156, 1);
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum !== octal(block, 148, 8)) throw broken("归档的文件头已损坏");
  if (text(block, 257, 5) !== "ustar" || (kind !== "0" && kind !== "")) throw broken("归档里有普通文件以外的内容");
  const [prefix, name] = [text(block, 345, 155), text(block, 0, 100)];
  return { path: prefix === "" ? name : `${prefix}/${name}`, size: octal(block, 124, 12), mode: octal(block, 100, 8) };
}

function octal(block: Buffer, at: number, length: number): number {
  const digits = text(block, at, length).trim();
  if (!/^[0-7]{1,11}$/.test(digits)) throw broken("归档的文件头已损坏");
  return Number.parseInt(digits, 8);
}

function text(block: Buffer, at: number, length: number): string {
  const value = block.toString("utf8", at, at + length);
  const end = value.indexOf("\0");
  return end < 0 ? value : value.slice(0, end);
}

const broken = (detail: string): AppError => new AppError("E_UPDATE_BROKEN", detail);

/** Bytes by measure out of chunks as they come. */
class Chunks {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At least one byte and at most `limit`. */
  readonly some = async (limit: number): Promise<Buffer> => {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) throw broken("归档不完整");
      this.#rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    const taken = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  };

  readonly whole = async (length: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let left = length; left > 0; ) {
      const part = await this.some(left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  };
}
