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
import { type SegmentFolder, segmentName } from "./segment";
import type { Writer } from "./writer";

export interface CompactionParts {
  readonly at: SegmentFolder;
  readonly catalogue: Catalogue;
  readonly writer: Writer;
  readonly read: (place: Place) => Promise<readonly Row[]>;
}

export async function compact(parts: CompactionParts): Promise<void> {
  const { at, catalogue, writer } = parts;
  const old = writer.still();
  const made: number[] = [];
  const live = catalogue.all().filter((known) => old.includes(known.place.segment));
  try {
    for (const group of groups(live, at.segmentBytes)) made.push(await move(parts, group));
  } catch (error) {
    // Nothing has been removed yet: a full disk only means that the space stays taken.
    if (isDiskFull(error)) return writer.replaced([], made);
    throw error;
  }
  for (const number of old) await at.fs.remove(join(at.folder, segmentName(number)));
  await at.fs.syncFolder(at.folder);
  writer.replaced(old, made);
}

/** Writes the rows of a parcel into a fresh segment and answers its number. */
async function move({ at, catalogue, writer, read }: CompactionParts, group: readonly Known[]): Promise<number> {
  const rows: Row[] = [];
  for (const known of group) {
    const row = (await read(known.place)).find((each) => each.seq === known.seq && each.key === known.key);
    if (row === undefined) throw new Error("a row the catalogue knows cannot be read back");
    rows.push(row);
  }
  const number = writer.takeNumber();
  const { placed } = await writeSegment(at, number, rows);
  for (const { row, place } of placed) catalogue.take(row, place);
  return number;
}

/** Rows in parcels of at most a segment, by the size of the frames they lie in. */
function groups(live: readonly Known[], limit: number): Known[][] {
  const parcels: Known[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const known of live) {
    if (size + known.place.length > limit) {
      parcels.push([]);
      size = 0;
    }
    parcels.at(-1)?.push(known);
    size += known.place.length;
  }
  return parcels;
}
