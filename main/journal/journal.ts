/**
 * The journal 本机日志: the first of the two local stores. What `append` has answered survives a crash, a power cut and
 * a full disk. It knows nothing of keys: bodies arrive and leave sealed.
 */
import { join } from "node:path";
import type { Position } from "../../shared/store/record";
import { Catalogue, type Known } from "./catalogue";
import { compact } from "./compaction";
import { type FileSystem, isBadDisk, isMissing, type OpenFile } from "./filesystem";
import { encodeFrame, payloadOf } from "./frame";
import { type Recovered, recoverSegments } from "./recovery";
import type { Place } from "./rewrite";
import { decodeRows, encodeRows, type Row, type RowDraft } from "./row";
import { SEGMENT_BYTES, type Segment, type SegmentFolder, segmentName } from "./segment";
import { Ballast, levelOf, type SpaceLimits, spaceLimits } from "./space";
import { Writer } from "./writer";

export interface JournalOptions {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly limits?: SpaceLimits;
  readonly segmentBytes?: number;
}

export interface Health {
  readonly repairs: readonly string[];
  readonly records: number;
  readonly bytes: number;
  readonly freeBytes: number;
  readonly readOnly: boolean;
}

export type Wanted = Pick<Position, "table" | "key">;

/** Opens the journal of a folder, repairing what a crash or the disk has done to it. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { fs, folder, limits = spaceLimits, segmentBytes = SEGMENT_BYTES } = options;
  await fs.makeFolder(folder);
  const at = { fs, folder, segmentBytes };
  const ballast = new Ballast(fs, folder, limits.ballast);
  if (levelOf(await fs.freeBytes(folder), limits) === "read-only") await ballast.release().catch(() => undefined);
  const { catalogue, repairs, start } = await readAll(at);
  await ballast.fill(limits);
  const writer = new Writer(at, start, ballast.release);
  void writer.prepareSpare();
  return new Journal({ at, catalogue, writer, repairs, limits });
}

/** Reads every segment; finds the one to go on in and an empty one to go on with. */
async function readAll(at: SegmentFolder) {
  const catalogue = new Catalogue();
  const repairs: string[] = [];
  const numbers: number[] = [];
  const untouched = new Set<number>();
  let last: Recovered | null = null;
  let empty: Recovered | null = null;
  for await (const segment of recoverSegments(at)) {
    numbers.push(segment.number);
    if (segment.untouched) untouched.add(segment.number);
    repairs.push(...segment.repairs);
    for (const { row, place } of segment.placed) catalogue.take(row, place);
    if (!segment.writable || segment.end === segment.size) continue;
    if (segment.end > 0) last = segment;
    else empty = segment;
  }
  // A number lost with a damaged frame must not be given again: leave a gap no crash can fill.
  if (repairs.length > 0) catalogue.raise(catalogue.nextSeq() + 1_000_000);
  const active = last === null ? null : { segment: await reopen(at, last), end: last.end };
  const spare = empty === null ? null : await reopen(at, empty);
  const still = numbers.filter(
    (number) => number !== last?.number && number !== empty?.number && !untouched.has(number),
  );
  return { catalogue, repairs, start: { active, spare, still, next: Math.max(0, ...numbers) + 1 } };
}

async function reopen(at: SegmentFolder, { number, size }: Recovered): Promise<Segment> {
  return { number, size, file: await at.fs.open(join(at.folder, segmentName(number)), "edit") };
}

interface Parts {
  readonly at: SegmentFolder;
  readonly catalogue: Catalogue;
  readonly writer: Writer;
  readonly repairs: readonly string[];
  readonly limits: SpaceLimits;
}

export class Journal {
  readonly #parts: Parts;
  #compacting: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Appends all rows or none, in one frame; resolves when they are durable. @throws AppError E_JOURNAL, E_DISK, E_TOO_LARGE */
  readonly append = async (drafts: readonly RowDraft[]): Promise<readonly Row[]> => {
    const { catalogue, writer } = this.#parts;
    const rows = drafts.map(({ table, key, index, seal }): Row => {
      const seq = catalogue.nextSeq();
      return { table, key, index, seq, sealed: seal === null ? null : seal(seq) };
    });
    const first = rows[0];
    if (first === undefined) return [];
    const place = await writer.append(encodeFrame(first.seq, encodeRows(rows)));
    for (const row of rows) catalogue.take(row, place);
    return rows;
  };

  /** Numbers up to `seq` were given in an earlier life of this journal and are never given again. */
  readonly raise = (seq: number): void => this.#parts.catalogue.raise(seq);

  /** The number of the newest row of a name (`rowName`); null when there is none. */
  readonly seqOf = (name: string): number | null => this.#parts.catalogue.seqOf(name);

  readonly positions = (): readonly Position[] => this.#parts.catalogue.positions();

  /** The newest rows of the keys; a key it does not know is left out. Each segment is opened once. */
  readonly read = async (keys: readonly Wanted[]): Promise<readonly Row[]> => {
    const known = keys.flatMap((key) => this.#parts.catalogue.find(key) ?? []);
    const found = new Map<Known, Row>();
    const segments = new Set(known.map(({ place }) => place.segment));
    for (const segment of segments) {
      const group = known.filter(({ place }) => place.segment === segment);
      for (const [each, row] of await this.#readTogether(segment, group)) found.set(each, row);
    }
    return known.flatMap((each) => found.get(each) ?? []);
  };

  readonly health = async (): Promise<Health> => {
    const { at, catalogue, repairs, limits } = this.#parts;
    const all = catalogue.all();
    const freeBytes = await at.fs.freeBytes(at.folder);
    return {
      repairs,
      records: all.filter((each) => !each.deleted).length,
      bytes: all.reduce((sum, each) => sum + each.place.length, 0),
      freeBytes,
      readOnly: levelOf(freeBytes, limits) === "read-only",
    };
  };

  /** Compacts when at least four segments lie still and less than half of their room is live. */
  readonly tidy = async (): Promise<void> => {
    const { at, catalogue, writer } = this.#parts;
    const still = new Set(writer.still());
    const live = catalogue.all().filter(({ place }) => still.has(place.segment));
    const bytes = live.reduce((sum, { place }) => sum + place.length, 0);
    if (still.size >= 4 && bytes < (still.size * at.segmentBytes) / 2) await this.compact();
  };

  /** Drops superseded rows from segments that are no longer written. Only one runs at a time. */
  readonly compact = (): Promise<void> => {
    const { at, catalogue, writer } = this.#parts;
    this.#compacting ??= compact({ at, catalogue, writer, read: this.#rowsAt }).finally(() => {
      this.#compacting = null;
    });
    return this.#compacting;
  };

  readonly close = async (): Promise<void> => {
    await this.#compacting;
    await this.#parts.writer.close();
  };

  async #readTogether(segment: number, group: readonly Known[]): Promise<readonly (readonly [Known, Row])[]> {
    try {
      return await this.#inSegment(segment, async (file) => {
        const rows: (readonly [Known, Row])[] = [];
        for (const run of await readable(file, runsOf(group))) {
          const { bytes } = run;
          // Rows that were saved together lie in one frame, which is decoded once.
          let [at, frame]: [number, readonly Row[]] = [-1, []];
          for (const known of run.rows) {
            const { start, length } = known.place;
            const from = start - run.start;
            if (at !== start) [at, frame] = [start, rowsIn(bytes.subarray(from, from + length))];
            const row = frame.find(({ seq }) => seq === known.seq);
            if (row !== undefined) rows.push([known, row]);
          }
        }
        return rows;
      });
    } catch (error) {
      // Compaction moved the rows between the look-up and the read.
      if (!isMissing(error)) throw error;
      return this.#readMoved(group, error);
    }
  }

  async #readMoved(group: readonly Known[], missing: unknown): Promise<readonly (readonly [Known, Row])[]> {
    const rows: (readonly [Known, Row])[] = [];
    for (const known of group) {
      const now = this.#parts.catalogue.find(known);
      if (now === undefined || now.place.segment === known.place.segment) throw missing;
      for (const [, row] of await this.#readTogether(now.place.segment, [now])) rows.push([known, row]);
    }
    return rows;
  }

  readonly #rowsAt = ({ segment, start, length }: Place): Promise<readonly Row[]> =>
    this.#inSegment(segment, async (file) => rowsIn(await file.read(start, length)));

  async #inSegment<T>(segment: number, work: (file: OpenFile) => Promise<T>): Promise<T> {
    const { fs, folder } = this.#parts.at;
    const file = await fs.open(join(folder, segmentName(segment)), "edit");
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  }
}

interface Run {
  readonly start: number;
  end: number;
  readonly rows: Known[];
}

/** Frames lie this near to one another in a run that is read at once: drafts that were saved one after another do. */
const NEAR = 64 * 1024;
const RUN_BYTES = 8 * 1024 * 1024;

function runsOf(group: readonly Known[]): readonly Run[] {
  const runs: Run[] = [];
  for (const known of group.toSorted((a, b) => a.place.start - b.place.start)) {
    const { start, length } = known.place;
    const last = runs.at(-1);
    const end = start + length;
    if (last === undefined || start > last.end + NEAR || end - last.start > RUN_BYTES) {
      runs.push({ start, end, rows: [known] });
    } else {
      last.end = Math.max(last.end, end);
      last.rows.push(known);
    }
  }
  return runs;
}

interface ReadRun extends Run {
  readonly bytes: Uint8Array;
}

/** Runs with their bytes. Over a bad place of the disk they are read frame by frame: what cannot be read is left out. */
async function readable(file: OpenFile, runs: readonly Run[]): Promise<readonly ReadRun[]> {
  const read: ReadRun[] = [];
  for (const run of runs) {
    try {
      read.push({ ...run, bytes: await file.read(run.start, run.end - run.start) });
    } catch (error) {
      if (!isBadDisk(error)) throw error;
      const single = run.rows.length === 1 ? [] : run.rows.flatMap((known) => runsOf([known]));
      read.push(...(await readable(file, single)));
    }
  }
  return read;
}

function rowsIn(frame: Uint8Array): readonly Row[] {
  const payload = payloadOf(frame);
  return payload === null ? [] : (decodeRows(payload) ?? []);
}
