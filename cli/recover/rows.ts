/**
 * Reads journal files as they are: every whole frame, before and behind any damage, in whatever version its rows were
 * written. Says where bytes were that nothing can be made of.
 */
import { z } from "zod";
import type { FileSystem } from "../../main/journal/filesystem";
import { type Frame, payloadOf, scanFrames } from "../../main/journal/frame";
import { fromUtf8 } from "../../shared/bytes";

/** The head of a row, loosely: a later version may say more, or have tables we do not know. */
const head = z.looseObject({
  table: z.string(),
  key: z.string(),
  seq: z.number().int().nonnegative(),
  size: z.number().int().min(-1),
});
const heads = z.array(head);

/** Where the row of a key lies; its sealed bytes are read when they are wanted. */
export interface Found {
  readonly table: string;
  readonly key: string;
  readonly seq: number;
  readonly isDeletion: boolean;
  readonly path: string;
  /** Of the sealed bytes in the file. */
  readonly start: number;
  readonly length: number;
}

/** Bytes of a file that hold no row we can read. */
export interface Unreadable {
  readonly path: string;
  readonly start: number;
  readonly length: number;
  readonly why: string;
}

export interface Scanned {
  readonly rows: readonly Found[];
  readonly unreadable: readonly Unreadable[];
}

export async function scanFiles(fs: Pick<FileSystem, "read">, paths: readonly string[]): Promise<Scanned> {
  const rows: Found[] = [];
  const unreadable: Unreadable[] = [];
  for (const path of paths) {
    const bytes = await fs.read(path).catch(() => null);
    if (bytes === null) {
      unreadable.push({ path, start: 0, length: 0, why: "文件读不出" });
      continue;
    }
    const scanned = scanOne(path, bytes);
    rows.push(...scanned.rows);
    unreadable.push(...scanned.unreadable);
  }
  return { rows, unreadable };
}

function scanOne(path: string, bytes: Uint8Array): Scanned {
  const scan = scanFrames(bytes);
  const rows: Found[] = [];
  const unreadable: Unreadable[] = scan.gaps.map(({ start, end }) => ({
    path,
    start,
    length: end - start,
    why: "校验和不符或不是记录，已跳过",
  }));
  if (scan.tornEnd > scan.end)
    unreadable.push({ path, start: scan.end, length: scan.tornEnd - scan.end, why: "末尾的记录不完整" });
  for (const frame of scan.frames) {
    const found = rowsOf(path, bytes, frame);
    if (found === null)
      unreadable.push({ path, start: frame.start, length: frame.end - frame.start, why: "由更新的版本写入，格式不识" });
    else rows.push(...found);
  }
  return { rows, unreadable };
}

function rowsOf(path: string, bytes: Uint8Array, frame: Frame): Found[] | null {
  const payload = payloadOf(bytes.subarray(frame.start, frame.end));
  if (payload === null || payload.length < 4) return null;
  try {
    const length = new DataView(payload.buffer, payload.byteOffset, 4).getUint32(0, true);
    const parsed = heads.parse(JSON.parse(fromUtf8(payload.subarray(4, 4 + length))));
    let at = frame.end - payload.length + 4 + length;
    return parsed.map(({ table, key, seq, size }) => {
      const start = at;
      at += Math.max(size, 0);
      return { table, key, seq, isDeletion: size === -1, path, start, length: Math.max(size, 0) };
    });
  } catch {
    // A checksum that holds over something else than our rows: another version's.
    return null;
  }
}
