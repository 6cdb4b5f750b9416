/** Headers of a POSIX tar (ustar, IEEE 1003.1): owned by root, of no time, so that the same files are the same bytes. */
import { TAR_BLOCK, type TarHeader } from "./tar-reader";

/** For a name of at most 100 bytes in plain letters. @throws Error */
export function tarHeader({ path, size, mode }: TarHeader): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error("name too long for the archive");
  const block = Buffer.alloc(TAR_BLOCK);
  const put = (value: string, at: number) => block.write(value, at, "latin1");
  put(path, 0);
  put(octal(mode, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put("        0", 148);
  put("ustar\u000000root", 257);
  put("root", 297);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return block;
}

/** What ends an archive. */
export const tarEnd: Uint8Array = Buffer.alloc(2 * TAR_BLOCK);

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");
