/** Reads a segment on a bad disk: what it can still read, zeros in the place of what it cannot. */
import { join } from "node:path";
import { isBadDisk, type OpenFile } from "./filesystem";
import { type SegmentFolder, segmentName } from "./segment";

/** A page, the least a system reads of a disk. */
const PIECE = 4_096;

export interface SegmentBytes {
  readonly bytes: Uint8Array;
  /** Whether every byte is what the disk holds. */
  readonly whole: boolean;
}

export async function readSegment(at: SegmentFolder, number: number): Promise<SegmentBytes> {
  const path = join(at.folder, segmentName(number));
  try {
    return { bytes: await at.fs.read(path), whole: true };
  } catch (error) {
    if (!isBadDisk(error)) throw error;
    const file = await at.fs.open(path, "edit");
    try {
      return { bytes: Buffer.concat(await pieces(file, at.segmentBytes)), whole: false };
    } finally {
      await file.close();
    }
  }
}

/** Ends where the file ends, or where nothing was readable over the length of a whole segment. */
async function pieces(file: OpenFile, patience: number): Promise<readonly Uint8Array[]> {
  const read: Uint8Array[] = [];
  for (let bad = 0; bad < patience; ) {
    const piece = await pieceAt(file, read.length * PIECE);
    read.push(piece ?? new Uint8Array(PIECE));
    bad = piece === null ? bad + PIECE : 0;
    if (piece !== null && piece.length < PIECE) break;
  }
  return read;
}

async function pieceAt(file: OpenFile, position: number): Promise<Uint8Array | null> {
  try {
    return await file.read(position, PIECE);
  } catch (error) {
    if (!isBadDisk(error)) throw error;
    return null;
  }
}
