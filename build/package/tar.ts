/** POSIX tar (ustar, IEEE 1003.1) as far as packages need it: regular files, the same bytes for the same files. */
import { gunzipSync, gzipSync } from "node:zlib";

export interface TarFile {
  /** Forward slashes; at most 100 bytes, or 155 more before a slash. */
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** Sorted by the caller; owned by root, all of one time. */
export function writeTarGz(files: readonly TarFile[], at: Date): Buffer {
  const parts = files.flatMap((file) => [
    header(file, Math.floor(at.getTime() / 1_000)),
    file.bytes,
    Buffer.alloc((BLOCK - (file.bytes.length % BLOCK)) % BLOCK),
  ]);
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
}

function header({ path, mode, bytes }: TarFile, seconds: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const [prefix, name] = splitPath(path);
  block.write(name, 0, 100, "utf8");
  block.write(octal(mode, 7), 100, "latin1");
  block.write(octal(0, 7), 108, "latin1");
  block.write(octal(0, 7), 116, "latin1");
  block.write(octal(bytes.length, 11), 124, "latin1");
  block.write(octal(seconds, 11), 136, "latin1");
  block.write("        0", 148, "latin1");
  block.write("ustar\u000000root", 257, "latin1");
  block.write("root", 297, "latin1");
  block.write(prefix, 345, 155, "utf8");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148, "latin1");
  return block;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

/** @throws Error for a path that does not fit */
function splitPath(path: string): readonly [string, string] {
  if (Buffer.byteLength(path) <= 100) return ["", path];
  for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return [prefix, name];
  }
  throw new Error(`路径太长，放不进归档：${path}`);
}

/** The regular files of an archive; links and devices are passed over. */
export function readTarGz(archive: Uint8Array): TarFile[] {
  const tar = gunzipSync(archive);
  const files: TarFile[] = [];
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(tar, at + 124, 12), 8) || 0;
    const prefix = text(tar, at + 345, 155);
    const kind = text(tar, at + 156, 1);
    if (kind === "0" || kind === "") {
      const name = text(tar, at, 100);
      const mode = Number.parseInt(text(tar, at + 100, 8), 8);
      const bytes = tar.subarray(at + BLOCK, at + BLOCK + size);
      files.push({ path: prefix === "" ? name : `${prefix}/${name}`, mode, bytes });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

const text = (tar: Buffer, at: number, length: number): string =>
  tar.toString("utf8", at, at + length).replace(/\0.*$/s, "");
