/**
 * Recovery at opening: reads every whole frame of every segment, puts damaged bytes aside as *.damaged before touching
 * anything, and tells in Chinese what it did. It never drops a byte it could not read.
 */
import { join } from "node:path";
import { isDiskFull } from "./filesystem";
import { FRAME_HEAD, type Frame, type Scan, scanFrames } from "./frame";
import { type PlacedRow, writeSegment } from "./rewrite";
import { decodeRows } from "./row";
import { readSegment } from "./salvage";
import { type SegmentFolder, segmentName, segmentNumber, zero } from "./segment";

export interface Recovered {
  readonly number: number;
  readonly size: number;
  /** End of the last whole frame. */
  readonly end: number;
  /** Frames may be written behind `end`: everything there is zeros. */
  readonly writable: boolean;
  /** Its damage could not be put aside, or not be read: the file stays as it is. */
  readonly untouched?: true;
  readonly placed: readonly PlacedRow[];
  /** One Chinese line for each thing that was wrong. */
  readonly repairs: readonly string[];
}

/** Segments in rising order, one at a time so that only one lies in memory. */
export async function* recoverSegments(at: SegmentFolder): AsyncGenerator<Recovered> {
  const names = await at.fs.list(at.folder);
  for (const name of names.filter((each) => each.endsWith(".tmp"))) await at.fs.remove(join(at.folder, name));
  const numbers = names.flatMap((name) => segmentNumber(name) ?? []).sort((a, b) => a - b);
  for (const number of numbers) yield await recoverSegment(at, number);
}

interface Reading {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly scan: Scan;
  readonly placed: readonly PlacedRow[];
}

async function recoverSegment(at: SegmentFolder, number: number): Promise<Recovered> {
  const { bytes, whole } = await readSegment(at, number);
  const scan = scanFrames(bytes);
  const read = scan.frames.map((frame) => rowsIn(bytes, frame, number));
  const reading = { number, bytes, scan, placed: read.flatMap((rows) => rows ?? []) };
  // What cannot be read now is not overwritten: another machine may still read the disk.
  if (!whole) return untouched(reading, "有磁盘读不出的地方");
  try {
    if (scan.gaps.length > 0 || read.includes(null)) return await repairMiddle(at, reading);
    const repairs = scan.tornEnd > scan.end ? [await repairTail(at, reading)] : [];
    return { number, size: bytes.length, end: scan.end, writable: true, placed: reading.placed, repairs };
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    // No room to put the damage aside: read what is whole, touch nothing, write elsewhere.
    return untouched(reading, "有损坏，磁盘已满，未能另存");
  }
}

function untouched({ number, bytes, scan, placed }: Reading, why: string): Recovered {
  const repairs = [`本机日志 ${segmentName(number)} ${why}；可读的记录已读出，原文件未改动。`];
  return { number, size: bytes.length, end: scan.end, writable: false, untouched: true, placed, repairs };
}

/** Of a frame that the scan has found whole. */
function rowsIn(bytes: Uint8Array, { start, end }: Frame, segment: number): PlacedRow[] | null {
  const place = { segment, start, length: end - start };
  return decodeRows(bytes.subarray(start + FRAME_HEAD, end))?.map((row) => ({ row, place })) ?? null;
}

/** A write that was cut: nobody was told it is saved. Its bytes go aside, then the tail becomes zeros again. */
async function repairTail(at: SegmentFolder, { number, bytes, scan }: Reading): Promise<string> {
  await putAside(at, `${segmentName(number)}.tail`, bytes.subarray(scan.end, scan.tornEnd));
  const file = await at.fs.open(join(at.folder, segmentName(number)), "edit");
  try {
    await zero(file, scan.end, scan.tornEnd);
    await file.sync();
  } finally {
    await file.close();
  }
  return `本机日志 ${segmentName(number)} 末尾有一次没有写完的记录，已另存为 .damaged；此前的记录完整。`;
}

/** Damage with whole frames behind it: the file goes aside as it is, the whole frames move into a clean one. */
async function repairMiddle(at: SegmentFolder, { number, bytes, scan, placed }: Reading): Promise<Recovered> {
  await putAside(at, segmentName(number), bytes);
  const moved = await writeSegment(
    at,
    number,
    placed.map(({ row }) => row),
  );
  const repair = `本机日志 ${segmentName(number)} 有 ${Math.max(scan.gaps.length, 1)} 处损坏，原文件已另存为 .damaged；损坏处前后的 ${placed.length} 条记录已恢复。`;
  return { number, size: moved.size, end: moved.size, writable: false, placed: moved.placed, repairs: [repair] };
}

/** Keeps bytes as `<name>.<n>.damaged`, durable before anything else happens to the original. */
async function putAside(at: SegmentFolder, name: string, bytes: Uint8Array): Promise<void> {
  const taken = (await at.fs.list(at.folder)).filter((each) => each.startsWith(name) && each.endsWith(".damaged"));
  const file = await at.fs.open(join(at.folder, `${name}.${taken.length + 1}.damaged`), "create");
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await at.fs.syncFolder(at.folder);
}
