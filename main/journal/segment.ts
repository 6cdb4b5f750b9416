/** Segment files: NNNNNNNN.jrn, full of zeros before use, so that a full disk cannot stop the one in use. */
import { join } from "node:path";
import type { FileSystem, OpenFile } from "./filesystem";

export const SEGMENT_BYTES = 16 * 1024 * 1024;
const ZERO_BYTES = 1024 * 1024;

export const segmentName = (number: number): string => `${String(number).padStart(8, "0")}.jrn`;

/** The number in a segment's file name, or null for another file. */
export function segmentNumber(name: string): number | null {
  return /^\d{8}\.jrn$/.test(name) ? Number(name.slice(0, 8)) : null;
}

export interface Segment {
  readonly number: number;
  readonly size: number;
  readonly file: OpenFile;
}

export interface SegmentFolder {
  readonly fs: FileSystem;
  readonly folder: string;
  /** Size of an ordinary segment: SEGMENT_BYTES, smaller in tests. */
  readonly segmentBytes: number;
}

/** Creates a segment of zeros under a temporary name and renames it: a half-made one is never met. */
export async function allocate(at: SegmentFolder, number: number, size: number): Promise<Segment> {
  const path = join(at.folder, segmentName(number));
  const draft = `${path}.tmp`;
  await at.fs.remove(draft);
  const file = await at.fs.open(draft, "create");
  try {
    await zero(file, 0, size);
    await file.sync();
    await at.fs.rename(draft, path);
    await at.fs.syncFolder(at.folder);
    return { number, size, file };
  } catch (error) {
    await file.close();
    await at.fs.remove(draft);
    throw error;
  }
}

/** Writes zeros over `[start, end)`. */
export async function zero(file: OpenFile, start: number, end: number): Promise<void> {
  const zeros = new Uint8Array(ZERO_BYTES);
  for (let at = start; at < end; at += ZERO_BYTES) {
    await file.write(zeros.subarray(0, Math.min(ZERO_BYTES, end - at)), at);
  }
}
