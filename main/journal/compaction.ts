/**
 * Compaction: the newest rows of the segments no longer written move into fresh segments, which are durable under their
 * names before the first old one goes. A kill at any point leaves rows once or twice, never less; the highest sequence
 * number of a key wins at the next opening. Deletions stay as rows, or the index could bring back what they deleted.
 */
import { join } from "node:path";
import type { Catalogue, Known } from "./catalogue";
import { isDiskFull } from "./filesystem";
import { type Place, writeSegment } from "./rewrite";
import type { Row } from "./row";
import { SEGMENT_BYTES, type SegmentFolder, segmentName, segmentNumber } from "./segment";
import type { Writer } from "./writer";

export interface CompactionParts {
  readonly at: SegmentFolder;
  readonly catalogue: Catalogue;
  readonly writer: Writer;
  readonly read: (place: Place) => Promise<readonly Row[]>;
}

export async function compact(parts: CompactionParts): Promise<void> {
  const { at, catalogue, writer } = parts;
  const inUse = new Set(writer.inUse());
  const old = (await at.fs.list(at.folder)).flatMap((name) => segmentNumber(name) ?? []).filter((n) => !inUse.has(n));
  const live = catalogue.all().filter((known) => old.includes(known.place.segment));
  try {
    for (const group of groups(live)) await move(parts, group);
  } catch (error) {
    // Nothing has been removed yet: a full disk only means that the space stays taken.
    if (isDiskFull(error)) return;
    throw error;
  }
  for (const number of old) await at.fs.remove(join(at.folder, segmentName(number)));
  await at.fs.syncFolder(at.folder);
}

async function move({ at, catalogue, writer, read }: CompactionParts, group: readonly Known[]): Promise<void> {
  const rows: Row[] = [];
  for (const known of group) {
    const row = (await read(known.place)).find((each) => each.seq === known.seq && each.key === known.key);
    if (row === undefined) throw new Error("a row the catalogue knows cannot be read back");
    rows.push(row);
  }
  const { placed } = await writeSegment(at, writer.takeNumber(), rows);
  for (const { row, place } of placed) catalogue.take(row, place);
}

/** Rows in parcels of at most a segment, by the size of the frames they lie in. */
function groups(live: readonly Known[]): Known[][] {
  const parcels: Known[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const known of live) {
    if (size + known.place.length > SEGMENT_BYTES) {
      parcels.push([]);
      size = 0;
    }
    parcels.at(-1)?.push(known);
    size += known.place.length;
  }
  return parcels;
}
