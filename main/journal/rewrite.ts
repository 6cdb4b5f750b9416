/** Writes rows into a fresh segment that appears under its name in one rename: recovery and compaction both end here. */
import { join } from "node:path";
import { encodeFrame } from "./frame";
import { encodeRows, type Row } from "./row";
import { type SegmentFolder, segmentName } from "./segment";

/** Where a row lies: the frame that holds it. */
export interface Place {
  readonly segment: number;
  readonly start: number;
  readonly length: number;
}

export interface PlacedRow {
  readonly row: Row;
  readonly place: Place;
}

/** One frame a row, rising by seq. Replaces a segment of that number whole or not at all. */
export async function writeSegment(
  at: SegmentFolder,
  number: number,
  rows: readonly Row[],
): Promise<{ readonly size: number; readonly placed: readonly PlacedRow[] }> {
  const placed: PlacedRow[] = [];
  const path = join(at.folder, segmentName(number));
  await at.fs.remove(`${path}.tmp`);
  const file = await at.fs.open(`${path}.tmp`, "create");
  let size = 0;
  try {
    for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
      const frame = encodeFrame(row.seq, encodeRows([row]));
      await file.write(frame, size);
      placed.push({ row, place: { segment: number, start: size, length: frame.length } });
      size += frame.length;
    }
    await file.sync();
  } catch (error) {
    await at.fs.remove(`${path}.tmp`);
    throw error;
  } finally {
    await file.close();
  }
  await at.fs.rename(`${path}.tmp`, path);
  await at.fs.syncFolder(at.folder);
  return { size, placed };
}
